// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"
#include "data/postgres/hosts.h"
#include "data/postgres/session.h"
#include "tests/support/silentlistener.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <set>

using namespace wuquan;
using namespace wuquan::postgres;
using namespace Qt::StringLiterals;
using QCoro::waitFor;

/// Connection strings with several servers: a primary, a standby, one that is silent and one that is not there.
class HostsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_primary;
    std::unique_ptr<TemporaryServer> m_standby;
    SilentListener m_silent;
    SilentListener m_absent;

    /// A file where libpq looks for a service or a rule; user postgres can read it.
    QTemporaryDir m_folder;

    static Settings parse(const QString &text) { return Settings::parse(text).value(); }

    /// Host and port of these servers as libpq's lists, and user and database.
    static Settings listed(const QStringList &hosts, const QList<int> &ports, const QString &more = {})
    {
        QStringList numbers;
        for (const int port : ports)
            numbers += QString::number(port);
        return parse(
            u"host='%1' port=%2 user=postgres dbname=postgres %3"_s.arg(hosts.join(u','), numbers.join(u','), more));
    }

    Settings both(const QString &more) const
    {
        return listed(
            {m_primary->socketFolder(), m_standby->socketFolder()}, {m_primary->port(), m_standby->port()}, more);
    }

    /// Host of the session that was opened, or the error's message.
    static QString reached(const Settings &settings)
    {
        Connection connection;
        const Result<void> opened = waitFor(connection.open(settings));
        return opened ? connection.host() : opened.error().message;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_primary = std::make_unique<TemporaryServer>();
        QVERIFY2(m_primary->isRunning(), qPrintable(m_primary->errorMessage()));
        m_standby = std::make_unique<TemporaryServer>();
        // A server with this file stays a standby, also without a primary to follow.
        m_standby->stop();
        QFile signal(m_standby->dataFolder() + u"/standby.signal"_s);
        QVERIFY(signal.open(QIODevice::WriteOnly));
        m_standby->start();
        QVERIFY2(m_standby->isRunning(), qPrintable(m_standby->errorMessage()));
        QVERIFY(m_silent.listen());
        QVERIFY(m_absent.listen());
        m_absent.close(); // nobody listens at its port now
    }

    void plans()
    {
        HostPlan plan = planHosts(parse(u"host=a,b port=1,2 target_session_attrs=read-write connect_timeout=7"_s));
        QCOMPARE(plan.limit, std::chrono::seconds(7));
        QCOMPARE(plan.attempts, (std::vector<HostAttempt>{{"a", "", "1", "read-write"}, {"b", "", "2", "read-write"}}));
        plan = planHosts(parse(u"host=a,b target_session_attrs=prefer-standby"_s));
        QCOMPARE(plan.limit, std::chrono::seconds(5));
        QCOMPARE(plan.attempts,
            (std::vector<HostAttempt>{{"a", "", "5432", "standby"}, {"b", "", "5432", "standby"},
                {"a", "", "5432", "any"}, {"b", "", "5432", "any"}}));
        plan = planHosts(parse(u"host=a,b hostaddr=10.0.0.1,10.0.0.2 port=,6 connect_timeout=0"_s));
        QCOMPARE(plan.limit, std::chrono::seconds(5));
        QCOMPARE(
            plan.attempts, (std::vector<HostAttempt>{{"a", "10.0.0.1", "5432", "any"}, {"b", "10.0.0.2", "6", "any"}}));
        QCOMPARE(planHosts(parse(u"dbname=x"_s)).attempts.size(), 1u);
    }

    void plansFromAServiceFile()
    {
        QFile file(m_folder.filePath(u"services"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[two]\nhost=c,d\nport=3,4\nuser=postgres\npassword=hidden\n");
        file.close();
        qputenv("PGSERVICEFILE", file.fileName().toUtf8());
        const HostPlan plan = planHosts(parse(u"service=two"_s));
        QCOMPARE(plan.attempts, (std::vector<HostAttempt>{{"c", "", "3", "any"}, {"d", "", "4", "any"}}));
        // Its password goes where it must, and is told nobody.
        const QString message
            = reached(parse(u"service=two hostaddr=127.0.0.1,127.0.0.1 port=%1,%1"_s.arg(m_absent.port())));
        QVERIFY2(message.contains(u'c') && !message.contains(u"hidden"_s), qPrintable(message));
        qunsetenv("PGSERVICEFILE");
        QVERIFY(reached(parse(u"service=nobody"_s)).contains(u"nobody"_s));
    }

    void randomOrderReachesEach()
    {
        std::set<QByteArray> first;
        for (int i = 0; i < 200; ++i)
            first.insert(planHosts(parse(u"host=a,b,c load_balance_hosts=random"_s)).attempts.front().host);
        QCOMPARE(first.size(), 3u);
    }

    void sessionAttributes_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<bool>("standby");
        QTest::newRow("any") << u"any"_s << false;
        QTest::newRow("read-write") << u"read-write"_s << false;
        QTest::newRow("primary") << u"primary"_s << false;
        QTest::newRow("read-only") << u"read-only"_s << true;
        QTest::newRow("standby") << u"standby"_s << true;
        QTest::newRow("prefer-standby") << u"prefer-standby"_s << true;
    }

    void sessionAttributes()
    {
        QFETCH(const QString, attributes);
        QFETCH(const bool, standby);
        Connection connection;
        const Result<void> opened = waitFor(connection.open(both(u"target_session_attrs="_s + attributes)));
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        QCOMPARE(connection.host(), standby ? m_standby->socketFolder() : m_primary->socketFolder());
        QCOMPARE(connection.isInRecovery(), standby);
    }

    void aStandbyIsOnlyPreferred()
    {
        const auto primaries = listed({m_primary->socketFolder(), m_primary->socketFolder()},
            {m_primary->port(), m_primary->port()}, u"target_session_attrs=prefer-standby"_s);
        QCOMPARE(reached(primaries), m_primary->socketFolder());
        const auto alone
            = listed({m_primary->socketFolder()}, {m_primary->port()}, u"target_session_attrs=prefer-standby"_s);
        QCOMPARE(reached(alone), m_primary->socketFolder());
    }

    void noneIsWhatIsWanted()
    {
        const QString message = reached(listed({m_standby->socketFolder(), m_standby->socketFolder()},
            {m_standby->port(), m_standby->port()}, u"target_session_attrs=primary"_s));
        QCOMPARE(message.count(m_standby->socketFolder()), 2);
        QVERIFY2(message.contains(u"standby"_s), qPrintable(message));
    }

    /// libpq alone would wait for the first one for ever.
    void aSilentServerIsPassedOver()
    {
        QElapsedTimer time;
        time.start();
        QCOMPARE(reached(listed({u"127.0.0.1"_s, m_primary->socketFolder()}, {m_silent.port(), m_primary->port()},
                     u"connect_timeout=1"_s)),
            m_primary->socketFolder());
        QCOMPARE_GE(time.elapsed(), 900);
        QCOMPARE_LE(time.elapsed(), 10'000);
    }

    void theErrorNamesEachServer()
    {
        Connection connection;
        const Result<void> opened = waitFor(connection.open(
            listed({u"127.0.0.1"_s, u"127.0.0.1"_s}, {m_absent.port(), m_silent.port()}, u"connect_timeout=1"_s)));
        QVERIFY(!opened);
        QCOMPARE(int(opened.error().kind), int(ErrorKind::Connection));
        const QStringList reasons = opened.error().message.split(u'\n');
        QVERIFY2(reasons.first().contains(QString::number(m_absent.port())), qPrintable(opened.error().message));
        QVERIFY2(opened.error().message.contains(u"127.0.0.1:%1"_s.arg(m_silent.port())),
            qPrintable(opened.error().message));
        QVERIFY(opened.error().sqlState.isEmpty());
        QVERIFY(!connection.isOpen());
    }

    void closingEndsTheSearch()
    {
        Connection connection;
        auto opening = connection.open(
            listed({u"127.0.0.1"_s, m_primary->socketFolder()}, {m_silent.port(), m_primary->port()}));
        connection.close();
        QCOMPARE(int(waitFor(std::move(opening)).error().kind), int(ErrorKind::Cancelled));
        QVERIFY(!connection.isOpen());
    }

    void theServersRefusalIsKept()
    {
        Connection connection;
        auto settings = parse(u"host='%1' user=postgres dbname=absent"_s.arg(m_primary->socketFolder()));
        Result<void> opened = waitFor(connection.open(settings));
        QVERIFY(!opened);
        QCOMPARE(opened.error().sqlState, QByteArray("3D000"));
        QVERIFY2(opened.error().message.endsWith(u"database \"absent\" does not exist"_s),
            qPrintable(opened.error().message));
        // The other server would refuse the same user; it is not asked.
        settings = parse(
            u"host='%1,%2' user=nobody dbname=postgres"_s.arg(m_primary->socketFolder(), m_standby->socketFolder()));
        opened = waitFor(connection.open(settings));
        QCOMPARE(opened.error().sqlState, QByteArray("28000"));
        QVERIFY(!opened.error().message.contains(m_standby->socketFolder()));
    }

    void listsThatDoNotMatch()
    {
        QVERIFY(reached(parse(u"host=a,b,c port=1,2"_s)).contains(u"could not match 2 port numbers to 3 hosts"_s));
    }
};

QTEST_GUILESS_MAIN(HostsTest)
#include "tst_hosts.moc"
