// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/cluster.h"
#include "data/server/demodatabase.h"
#include "data/server/migration.h"
#include "data/server/simulator.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace wuquan;

/// When the embedded database is filled with the demo, and when it is left alone.
class TestDemoDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void otherContentsAreLeftAlone();
    void whatSomebodyPutThereStays();
    void aTimeIsOnlyForANewOne();
    void interruptedResetIsMadeAnew();
    void aDrillIsLeftAlone();

private:
    postgres::Session open(const QString &database = u"wuquan"_s)
    {
        return postgres::Session::open(m_cluster->settings(database).value()).value();
    }
    bool exists(const char *relation);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Cluster> m_cluster;
};

void TestDemoDatabase::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/wuquan-demo-XXXXXX"_s);
    auto cluster = Cluster::acquire(m_folder->path());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    m_cluster = std::make_unique<Cluster>(std::move(*cluster));
}

void TestDemoDatabase::cleanup()
{
    m_cluster.reset();
    QVERIFY(Cluster::stop(m_folder->path()));
}

bool TestDemoDatabase::exists(const char *relation)
{
    postgres::Session session = open();
    return !session.query("select to_regclass($1)::text", postgres::Parameters(QByteArray(relation)))
                .value()
                .isNull(0, 0);
}

void TestDemoDatabase::otherContentsAreLeftAlone()
{
    {
        postgres::Session session = open();
        QVERIFY(migrate(session));
        QVERIFY(session.run("insert into wuquan.area (level, code, name) values (1, 'x', 'Own district')"));
    }
    QVERIFY(openDemoDatabase(*m_cluster));
    postgres::Session session = open();
    QCOMPARE(
        session.query("select string_agg(name, ',') from wuquan.area").value().value<QString>(), u"Own district"_s);
}

void TestDemoDatabase::whatSomebodyPutThereStays()
{
    {
        postgres::Session session = open();
        QVERIFY(migrate(session));
        QVERIFY(session.run(
            "insert into wuquan.incident_type values (1, 'noise', '噪声扰民', 'Noise', 'zao sheng', 2, 1, 1, 1, 3)"));
    }
    QVERIFY(openDemoDatabase(*m_cluster));
    QVERIFY(openDemoDatabase(*m_cluster));
    postgres::Session session = open();
    QCOMPARE(session.query("select count(*) from wuquan.incident_type").value().value<std::int64_t>(), 1);
    QCOMPARE(session.query("select count(*) from wuquan.area").value().value<std::int64_t>(), 0);
}

void TestDemoDatabase::aTimeIsOnlyForANewOne()
{
    const Instant asOf = std::chrono::sys_days(std::chrono::year(2018) / 8 / 31) + std::chrono::hours(15);
    QVERIFY(openDemoDatabase(*m_cluster, {.asOf = asOf}));
    const auto again = openDemoDatabase(*m_cluster, {.asOf = asOf});
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Refused);
    // And it stays at that time.
    QVERIFY(openDemoDatabase(*m_cluster));
    postgres::Session session = open();
    const auto newest = session.query("select max(reported_at) from wuquan.incident").value().value<Instant>();
    QVERIFY(newest && *newest <= asOf);
    const auto simulator = Simulator::open(m_cluster->settings().value(), {}, SystemClock().now());
    QVERIFY(!simulator);
    QCOMPARE(simulator.error().kind, ErrorKind::Refused);
}

void TestDemoDatabase::interruptedResetIsMadeAnew()
{
    {
        postgres::Session session = open(u"postgres"_s);
        QVERIFY(session.run("drop database wuquan"));
    }
    QVERIFY(openDemoDatabase(*m_cluster));
    QVERIFY(exists("wuquan.area"));
    {
        postgres::Session session = open();
        QVERIFY(session.run("create table wuquan.later (a integer)"));
    }
    QVERIFY(resetDemoDatabase(*m_cluster));
    QVERIFY(!exists("wuquan.later"));
}

void TestDemoDatabase::aDrillIsLeftAlone()
{
    {
        postgres::Session session = open();
        QVERIFY(migrate(session));
        QVERIFY(session.run("insert into wuquan.attribute (name, value) values ('drill', '演练')"));
    }
    for (const auto prepare : {&openDemoDatabase, &resetDemoDatabase}) {
        const auto prepared = prepare(*m_cluster, {});
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().kind, ErrorKind::Refused);
        QVERIFY2(prepared.error().message.contains(u"drill"_s), qPrintable(prepared.error().message));
    }
    postgres::Session session = open();
    QCOMPARE(session.query("select string_agg(name, ',') from wuquan.attribute").value().value<QString>(), u"drill"_s);
    QVERIFY(!Simulator::open(m_cluster->settings().value(), {}, SystemClock().now()));
}

QTEST_GUILESS_MAIN(TestDemoDatabase)
#include "tst_demodatabase.moc"
