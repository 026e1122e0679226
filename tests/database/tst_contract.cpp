// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"
#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/server/contract.h"
#include "data/server/migration.h"
#include "tests/support/temporaryserver.h"

#include <QRegularExpression>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace wuquan;

/// The contract with a foreign database, against a real server: what is missing is named, one line each.
class TestContract : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void ownSchemaSatisfiesIt();
    void viewsOfItsColumnsAreEnough();
    void gapIsNamed_data();
    void gapIsNamed();
    void emptyDatabase();
    void optionalIsMarked();
    void brokenContract_data();
    void brokenContract();

private:
    postgres::Session open(const QString &user = u"postgres"_s);
    QStringList gaps(const QString &user = u"postgres"_s);
    void replaceTablesByViews();

    TemporaryServer m_server;
    QString m_database;
};

void TestContract::initTestCase()
{
    QVERIFY2(m_server.isRunning(), qPrintable(m_server.errorMessage()));
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    QVERIFY(session->run("create role viewer login"));
    QVERIFY(session->run("create database template_contract"));
    auto prepared = postgres::Session::open(m_server.settings(u"template_contract"_s));
    QVERIFY(prepared);
    QVERIFY(migrate(*prepared));
}

void TestContract::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    static int number = 0;
    m_database = u"contract_%1"_s.arg(++number);
    auto session = postgres::Session::open(m_server.settings());
    QVERIFY(session);
    QVERIFY(session->run("create database " + m_database.toUtf8() + " template template_contract"));
}

postgres::Session TestContract::open(const QString &user)
{
    return postgres::Session::open(
        postgres::Settings::parse(u"host='%1' user=%2 dbname=%3"_s.arg(m_server.socketFolder(), user, m_database))
            .value())
        .value();
}

QStringList TestContract::gaps(const QString &user)
{
    postgres::Session session = open(user);
    QStringList lines;
    const auto found = checkContract(session, builtInContract().value()).value();
    for (const ContractGap &gap : found)
        lines << gap.text;
    return lines;
}

/// What a foreign database's administrator does: views with the contract's columns and no others over tables elsewhere.
void TestContract::replaceTablesByViews()
{
    postgres::Session session = open();
    QVERIFY(session.run("alter schema wuquan rename to governance; create schema wuquan"));
    const auto contract = builtInContract().value();
    for (const ContractRelation &relation : contract) {
        QStringList columns;
        for (const ContractColumn &column : relation.columns)
            columns << column.name;
        QVERIFY(session.run(
            u"create view wuquan.%1 as select %2 from governance.%1"_s.arg(relation.name, columns.join(u", "_s))
                .toUtf8()));
    }
}

void TestContract::ownSchemaSatisfiesIt()
{
    QCOMPARE(gaps(), QStringList());
}

void TestContract::viewsOfItsColumnsAreEnough()
{
    replaceTablesByViews();
    QCOMPARE(gaps(), QStringList());
    // So every column that the desktop's own statements read is in the contract.
    postgres::Session session = open();
    for (const QString &name : {u"annotation_versions"_s, u"annotations"_s, u"areas"_s, u"attributes"_s, u"devices"_s,
             u"feed_changes"_s, u"feed_horizon"_s, u"feed_incidents"_s, u"feed_lines"_s, u"incident_types"_s,
             u"incidents"_s, u"indicators"_s, u"kinds"_s, u"log_lines"_s, u"places"_s, u"responders"_s,
             u"row_versions"_s, u"rows_deleted"_s, u"trend_days"_s, u"trend_last_year_today"_s}) {
        const auto sql = postgres::namedStatement(name);
        QVERIFY(sql);
        const auto prepared = session.run("prepare " + name.toUtf8() + " as " + *sql);
        QVERIFY2(prepared, prepared ? "" : qPrintable(name + u": "_s + prepared.error().message));
    }
}

void TestContract::gapIsNamed_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("gap");
    QTest::newRow("missing table") << "drop view wuquan.place_kind"_ba << u"postgres"_s
                                   << u"missing table or view wuquan.place_kind"_s;
    QTest::newRow("missing table that may be empty")
        << "drop view wuquan.change_log"_ba << u"postgres"_s
        << u"missing table or view wuquan.change_log (an empty view will do; no live feed, changes show after a restart only)"_s;
    QTest::newRow("missing table that may be")
        << "drop view wuquan.annotation"_ba << u"postgres"_s
        << u"missing table or view wuquan.annotation (no annotations on the map, and none can be made)"_s;
    QTest::newRow("missing column")
        << "drop view wuquan.source; create view wuquan.source as select source, name from governance.source"_ba
        << u"postgres"_s << u"missing column wuquan.source.name_en (text)"_s;
    QTest::newRow("wrong type")
        << "drop view wuquan.attribute; create view wuquan.attribute as select name, value::bytea as value from governance.attribute"_ba
        << u"postgres"_s
        << u"wrong type of column wuquan.attribute.value: bytea where text is read; cast it in a view: value::text"_s;
    QTest::newRow("numeric where a number is read")
        << "drop view wuquan.reported_figure; create view wuquan.reported_figure as select indicator_id, as_of, "
           "value::numeric(10,2) as value, note, note_en from governance.reported_figure"_ba
        << u"postgres"_s
        << u"wrong type of column wuquan.reported_figure.value: numeric(10,2) where number is read; cast it in a view: value::float8"_s;
    QTest::newRow("no grant") << "revoke select on wuquan.device from viewer"_ba << u"viewer"_s
                              << u"missing grant: grant select on wuquan.device to \"viewer\""_s;
    QTest::newRow("no grant on a column")
        << "revoke select on wuquan.source from viewer; grant select (source, name_en) on wuquan.source to viewer"_ba
        << u"viewer"_s << u"missing grant: grant select (name) on wuquan.source to \"viewer\""_s;
    QTest::newRow("no use of the schema") << "revoke usage on schema wuquan from viewer"_ba << u"viewer"_s
                                          << u"missing grant: grant usage on schema wuquan to \"viewer\""_s;
}

void TestContract::gapIsNamed()
{
    QFETCH(const QByteArray, change);
    QFETCH(const QString, user);
    QFETCH(const QString, gap);
    replaceTablesByViews();
    {
        postgres::Session session = open();
        QVERIFY(session.run(
            "grant usage on schema wuquan to viewer; grant select on all tables in schema wuquan to viewer"));
    }
    QCOMPARE(gaps(user), QStringList());
    {
        postgres::Session session = open();
        const auto changed = session.run(change);
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
    }
    QCOMPARE(gaps(user), QStringList(gap));
}

void TestContract::emptyDatabase()
{
    {
        postgres::Session session = open();
        QVERIFY(session.run("drop schema wuquan cascade"));
    }
    const QStringList lines = gaps();
    QCOMPARE(lines.size(), qsizetype(1 + builtInContract()->size()));
    QCOMPARE(lines.constFirst(), u"missing schema wuquan"_s);
}

void TestContract::optionalIsMarked()
{
    const auto contract
        = parseContract("[extra]\noptional = true\nwithout = 'nothing much'\n[extra.columns]\na = 'domain'\n");
    QVERIFY(!contract);
    const auto usable
        = parseContract("[extra]\noptional = true\nwithout = 'nothing much'\n[extra.columns]\na = 'integer'\n");
    QVERIFY(usable);
    postgres::Session session = open();
    const auto found = checkContract(session, *usable);
    QVERIFY(found);
    QCOMPARE(*found, (std::vector<ContractGap>{{true, u"missing table or view wuquan.extra (nothing much)"_s}}));
    // A domain is what lies below it.
    QVERIFY(session.run("create domain wuquan.small as smallint; create domain wuquan.smaller as wuquan.small; "
                        "create table wuquan.extra (a wuquan.smaller)"));
    QCOMPARE(checkContract(session, *usable).value(), std::vector<ContractGap>());
}

void TestContract::brokenContract_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::newRow("not TOML") << "[area"_ba;
    QTest::newRow("no columns") << "[area]\noptional = true"_ba;
    QTest::newRow("unknown type") << "[area.columns]\na = 'point'"_ba;
    QTest::newRow("type is no text") << "[area.columns]\na = 1"_ba;
    QTest::newRow("no table") << "area = 1"_ba;
}

void TestContract::brokenContract()
{
    QFETCH(const QByteArray, toml);
    const auto contract = parseContract(toml);
    QVERIFY(!contract);
    QCOMPARE(contract.error().kind, ErrorKind::Input);
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
