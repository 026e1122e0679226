// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/cluster.h"
#include "data/server/demodatabase.h"
#include "data/server/migration.h"

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
    void interruptedFillingIsMadeAnew();
    void interruptedResetIsMadeAnew();

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

void TestDemoDatabase::interruptedFillingIsMadeAnew()
{
    {
        postgres::Session session = open();
        QVERIFY(migrate(session));
        QVERIFY(session.run("create table wuquan.half (a integer); comment on database wuquan is 'unfinished demo'"));
    }
    QVERIFY(openDemoDatabase(*m_cluster));
    QVERIFY(!exists("wuquan.half"));
    QVERIFY(exists("wuquan.area"));
    // And is finished now.
    {
        postgres::Session session = open();
        QVERIFY(session.run("create table wuquan.later (a integer)"));
    }
    QVERIFY(openDemoDatabase(*m_cluster));
    QVERIFY(exists("wuquan.later"));
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

QTEST_GUILESS_MAIN(TestDemoDatabase)
#include "tst_demodatabase.moc"
