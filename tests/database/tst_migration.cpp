// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"
#include "data/postgres/session.h"
#include "data/server/democatalogue.h"
#include "data/server/migration.h"
#include "tests/support/temporaryserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace wuquan;

/// Migrations against a real server.
class TestMigration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A database refuses a program whose migrations are not those that made it: one that is on main keeps its text,
    /// and its line in the list, for ever.
    void whatHasLandedKeepsItsText()
    {
        QFile list(QStringLiteral(WUQUAN_TEST_DATA "/migrations.sha256"));
        QVERIFY(list.open(QIODevice::ReadOnly));
        QStringList listed;
        while (!list.atEnd()) {
            const QByteArrayList parts = list.readLine().trimmed().split(' ');
            const QString name = QString::fromUtf8(parts.back());
            const auto text = readResource(u"sql/migrations/"_s + name);
            QVERIFY2(text, qPrintable(name));
            QVERIFY2(QCryptographicHash::hash(*text, QCryptographicHash::Sha256).toHex() == parts.front(),
                qPrintable(name + u" was changed"_s));
            listed << name;
        }
        QCOMPARE(listed, resourceNames(u"sql/migrations"_s));
    }

    void initTestCase();
    void init();

    void twiceChangesNothing();
    void manyAtOnce();
    void failedOneLeavesTheOldVersion();
    void changedTextIsRefused();
    void newerDatabaseIsRefused();
    void foreignSchemaIsLeftAlone();
    void everythingHasAComment();
    void lateDaysAreMadeAndOldOnesDropped();
    void theCatalogueIsImportedOnce();

private:
    postgres::Session open();
    QString dump();

    TemporaryServer m_server;
    QString m_database;
};

void TestMigration::initTestCase()
{
    QVERIFY2(m_server.isRunning(), qPrintable(m_server.errorMessage()));
}

void TestMigration::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    static int number = 0;
    m_database = u"migration_%1"_s.arg(++number);
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    QVERIFY(session->run("create database " + m_database.toUtf8()));
}

postgres::Session TestMigration::open()
{
    return postgres::Session::open(m_server.settings(m_database)).value();
}

/// Every relation, column and function of the database with the transaction that made it, and what was applied when.
QString TestMigration::dump()
{
    return open()
        .query("select string_agg(line, E'\\n' order by line) from ("
               "select format('%s %s %s', c.oid, c.relname, c.xmin) as line from pg_class c where relnamespace = "
               "'wuquan'::regnamespace "
               "union all select format('%s %s %s', p.oid, p.proname, p.xmin) from pg_proc p where pronamespace = "
               "'wuquan'::regnamespace "
               "union all select format('%s %s %s', v.version, v.sha256, v.xmin) from wuquan.schema_version v) s")
        .value()
        .value<QString>()
        .value_or(QString());
}

void TestMigration::twiceChangesNothing()
{
    postgres::Session session = open();
    const auto first = migrate(session);
    QVERIFY2(first, first ? "" : qPrintable(first.error().message));
    QCOMPARE(first->versionBefore, 0);
    QCOMPARE(first->version, int(builtInMigrations()->size()));
    QCOMPARE(first->applied.size(), first->version);
    const QString before = dump();
    const auto second = migrate(session);
    QVERIFY(second);
    QVERIFY(second->applied.isEmpty());
    QCOMPARE(second->versionBefore, first->version);
    QCOMPARE(dump(), before);
}

void TestMigration::manyAtOnce()
{
    std::atomic_int applied = 0;
    std::atomic_int failed = 0;
    {
        std::vector<std::jthread> programs;
        for (int i = 0; i < 5; ++i) {
            programs.emplace_back([&] {
                postgres::Session session = open();
                const auto report = migrate(session);
                failed += report ? 0 : 1;
                applied += report ? int(report->applied.size()) : 0;
            });
        }
    }
    QCOMPARE(failed.load(), 0);
    QCOMPARE(applied.load(), int(builtInMigrations()->size()));
}

void TestMigration::failedOneLeavesTheOldVersion()
{
    postgres::Session session = open();
    std::vector<Migration> migrations = builtInMigrations().value();
    const int good = int(migrations.size());
    QVERIFY(migrate(session, migrations));
    const QString before = dump();
    migrations.push_back({good + 1, u"9998_good"_s, "create table wuquan.kept (a integer)"});
    migrations.push_back({good + 2, u"9999_bad"_s, "create table wuquan.half (a integer); select 1 / 0;"});
    const auto report = migrate(session, migrations);
    QVERIFY(!report);
    QCOMPARE(report.error().sqlState, QByteArray("22012"));
    QVERIFY2(report.error().message.contains("9999_bad"_L1), qPrintable(report.error().message));
    QVERIFY(dump() != before);
    const auto state = session.query(
        "select max(version), to_regclass('wuquan.half') is null, to_regclass('wuquan.kept') is not null "
        "from wuquan.schema_version");
    QVERIFY(state);
    QCOMPARE(state->value<std::int32_t>(0, 0), good + 1);
    QCOMPARE(state->value<bool>(0, 1), true);
    QCOMPARE(state->value<bool>(0, 2), true);
    // Put right, it goes on where it stopped.
    migrations.back().script = "create table wuquan.half (a integer)";
    QCOMPARE(migrate(session, migrations).value().applied, QStringList(u"9999_bad"_s));
}

void TestMigration::changedTextIsRefused()
{
    postgres::Session session = open();
    QVERIFY(migrate(session));
    std::vector<Migration> migrations = builtInMigrations().value();
    migrations[2].script += "-- afterthought\n";
    const QString before = dump();
    const auto report = migrate(session, migrations);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Refused);
    QVERIFY2(report.error().message.contains(migrations[2].name), qPrintable(report.error().message));
    QCOMPARE(dump(), before);
}

void TestMigration::newerDatabaseIsRefused()
{
    postgres::Session session = open();
    QVERIFY(migrate(session));
    const std::vector<Migration> all = builtInMigrations().value();
    const auto report = migrate(session, std::span(all).first(all.size() - 1));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Refused);
    QVERIFY2(report.error().message.contains(u"version %1"_s.arg(all.size())), qPrintable(report.error().message));
}

void TestMigration::foreignSchemaIsLeftAlone()
{
    postgres::Session session = open();
    QVERIFY(session.run("create schema wuquan; create view wuquan.area as select 1 as area_id"));
    const auto report = migrate(session);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Refused);
    QCOMPARE(session.query("select count(*) from pg_class where relnamespace = 'wuquan'::regnamespace")
                 .value()
                 .value<std::int64_t>(),
        1);
}

/// Nobody maintained for days: what was written meanwhile gets its day, or is dropped when it is too old.
void TestMigration::lateDaysAreMadeAndOldOnesDropped()
{
    postgres::Session session = open();
    QVERIFY(migrate(session));
    QVERIFY(session.run("insert into wuquan.change_log (at, entity, entity_id, version, operation) values "
                        "(now() - interval '3 days', 1, 31, 1, 'I'), (now() - interval '40 days', 1, 32, 1, 'I'), "
                        "(now(), 1, 33, 1, 'I')"));
    QCOMPARE(session.query("select count(*) from wuquan.change_log_default").value().value<std::int64_t>(), 2);
    const auto position
        = session.query("select id, xid::text::bigint from wuquan.change_log where entity_id = 31").value();
    QVERIFY(session.run("select wuquan.change_log_maintain()"));
    QVERIFY(session.run("select wuquan.change_log_maintain()"));
    QCOMPARE(session.query("select count(*) from wuquan.change_log_default").value().value<std::int64_t>(), 0);
    QCOMPARE(session.query("select string_agg(entity_id::text, ' ' order by entity_id) from wuquan.change_log")
                 .value()
                 .value<QString>(),
        u"31 33"_s);
    const auto kept = session.query("select id, xid::text::bigint from wuquan.change_log where entity_id = 31").value();
    QCOMPARE(kept.value<std::int64_t>(), position.value<std::int64_t>());
    QCOMPARE(kept.value<std::int64_t>(0, 1), position.value<std::int64_t>(0, 1));
    // A cursor that had not come that far must read everything anew.
    QCOMPARE(session.query("select dropped_through::text::bigint from wuquan.change_log_retention")
                 .value()
                 .value<std::int64_t>(),
        position.value<std::int64_t>(0, 1));
}

void TestMigration::theCatalogueIsImportedOnce()
{
    postgres::Session session = open();
    QVERIFY(migrate(session));
    const auto count = importCatalogue(session);
    QVERIFY2(count, count ? "" : qPrintable(count.error().message));
    QCOMPARE(*count, 173);
    const auto again = importCatalogue(session);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Refused);
    QCOMPARE(session.query("select count(*) from wuquan.incident_type").value().value<std::int64_t>(), 173);
}

void TestMigration::everythingHasAComment()
{
    postgres::Session session = open();
    QVERIFY(migrate(session));
    // The days of the change log are partitions made as time goes; they are described by their parent.
    const auto bare = session.query(
        "select string_agg(name, ', ' order by name) from ("
        "select c.relname as name from pg_class c where c.relnamespace = 'wuquan'::regnamespace and c.relkind in ('r', "
        "'p', 'v', 'm') "
        "and c.relname !~ '^change_log_[0-9]+$' and obj_description(c.oid, 'pg_class') is null "
        "union all select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and "
        "a.attnum > 0 "
        "and not a.attisdropped where c.relnamespace = 'wuquan'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') "
        "and c.relname !~ '^change_log_[0-9]+$' and col_description(c.oid, a.attnum) is null "
        "union all select p.proname || '()' from pg_proc p where p.pronamespace = 'wuquan'::regnamespace "
        "and obj_description(p.oid, 'pg_proc') is null "
        "union all select 'schema' where obj_description('wuquan'::regnamespace, 'pg_namespace') is null) s");
    QVERIFY(bare);
    QCOMPARE(bare->value<QString>().value_or(QString()), QString());
}

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
