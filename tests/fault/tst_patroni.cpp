// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/patronicluster.h"
#include "tests/fault/run.h"

#include <QLoggingCategory>
#include <QTest>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The cluster that DBAs run, with writers on it and a feed that finds the primary in either way.
class PatroniTest : public QObject {
    Q_OBJECT

public:
    enum class Way { Proxy, SeveralHosts };
    Q_ENUM(Way)

private:
    // A lease of 20 s has to run out first.
    static constexpr auto failoverLimit = 90s;

    std::unique_ptr<PatroniCluster> m_cluster;

    [[nodiscard]] SettingsSource by(Way way) const
    {
        return [this, way]() -> Result<postgres::Settings> {
            return way == Way::Proxy ? m_cluster->throughProxy() : m_cluster->severalHosts();
        };
    }

    Result<void> make(PatroniCluster::Replication replication)
    {
        m_cluster.reset();
        auto cluster = PatroniCluster::make(replication);
        if (!cluster)
            return std::unexpected(cluster.error());
        m_cluster = std::move(*cluster);
        return {};
    }

    static void ways()
    {
        QTest::addColumn<Way>("way");
        QTest::newRow("through HAProxy") << Way::Proxy;
        QTest::newRow("several hosts") << Way::SeveralHosts;
    }

    static QString problem(const Result<void> &done) { return done ? QString() : done.error().message; }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("WUQUAN_CLUSTER"))
            QSKIP("only with tests/run --cluster, which brings Patroni, etcd and HAProxy");
        // How much was withdrawn is what these tests are about; the feed warns of it.
        QLoggingCategory::setFilterRules(u"wuquan.data.feed.warning=false"_s);
    }

    void switchover_data() { ways(); }
    /// The primary is changed in order, to and fro.
    void switchover()
    {
        QFETCH(Way, way);
        QCOMPARE(problem(make(PatroniCluster::Replication::Asynchronous)), QString());
        Run run(by(way), by(way), {.seed = 61});
        QCOMPARE(problem(run.start()), QString());
        QVERIFY(run.writeMore(200));
        for (int i = 0; i < 2; ++i) {
            const int losses = run.reader().losses();
            QCOMPARE(problem(m_cluster->switchOver()), QString());
            QVERIFY(waitFor([&] { return run.reader().losses() > losses; }, 30s));
            QVERIFY(run.waitUntilLive(failoverLimit));
            QVERIFY(run.writeMore(200));
            QCOMPARE(problem(m_cluster->waitUntilHealthy()), QString());
        }
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.withdrawn(), 0u);
        QCOMPARE(run.history().batches.back().epoch.timeline, 3);
    }

    void killedPrimary_data() { ways(); }
    /// The primary's machine dies and comes back as a standby. Commits had waited for the standby: nothing is lost.
    void killedPrimary()
    {
        QFETCH(Way, way);
        QCOMPARE(problem(make(PatroniCluster::Replication::Synchronous)), QString());
        Run run(by(way), by(way), {.seed = 62});
        QCOMPARE(problem(run.start()), QString());
        QVERIFY(run.writeMore(200));
        QCOMPARE(problem(m_cluster->killPrimary()), QString());
        QVERIFY(waitFor([&] { return run.reader().losses() > 0; }, 30s));
        QVERIFY(run.waitUntilLive(failoverLimit));
        QVERIFY(run.writeMore(200));
        QCOMPARE(problem(m_cluster->bringBack()), QString());
        QVERIFY(run.writeMore(200));
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.withdrawn(), 0u);
        QCOMPARE(run.history().batches.back().epoch.timeline, 2);
    }

    void killedPrimaryWithLoss_data() { ways(); }
    /// The standby had not got all: what was acknowledged and shown, and is not on the new primary, is listed.
    void killedPrimaryWithLoss()
    {
        QFETCH(Way, way);
        QCOMPARE(problem(make(PatroniCluster::Replication::Asynchronous)), QString());
        Run run(by(way), by(way), {.seed = 63});
        QCOMPARE(problem(run.start()), QString());
        QVERIFY(run.writeMore(200));
        QCOMPARE(problem(m_cluster->cutReplication()), QString());
        QVERIFY(run.writeMore(200));
        run.writers().stop();
        const auto last = run.writers().writeLast();
        QVERIFY(last);
        QVERIFY(waitFor([&] { return run.reader().holds(last->row); }, 10s));
        QCOMPARE(problem(m_cluster->killPrimary()), QString());
        QVERIFY(waitFor([&] { return run.reader().losses() > 0; }, 30s));
        run.writers().start();
        QVERIFY(run.waitUntilLive(failoverLimit));
        QVERIFY(run.writeMore(200));
        QCOMPARE(run.finish(), QString());
        QVERIFY(run.lost() > 0);
        QVERIFY(run.withdrawn() > 0);
    }
};

QTEST_GUILESS_MAIN(PatroniTest)
#include "tst_patroni.moc"
