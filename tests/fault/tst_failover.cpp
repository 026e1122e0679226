// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/pair.h"
#include "tests/fault/run.h"

#include <QLoggingCategory>
#include <QTest>

#include <atomic>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A primary that dies and a standby that takes its place, with and without the loss of what was acknowledged.
class FailoverTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Pair> m_pair;

    [[nodiscard]] SettingsSource either() const
    {
        return [this]() -> Result<postgres::Settings> { return m_pair->settings(); };
    }
    [[nodiscard]] SettingsSource standby() const
    {
        return [this]() -> Result<postgres::Settings> { return m_pair->standby().settings(); };
    }

    void make(Pair::Replication replication)
    {
        auto pair = Pair::make(replication);
        QVERIFY2(pair, qPrintable(pair ? QString() : pair.error().message));
        m_pair = std::move(*pair);
    }

private Q_SLOTS:
    void initTestCase()
    {
        // How much was withdrawn is what these tests are about; the feed warns of it.
        QLoggingCategory::setFilterRules(u"wuquan.data.feed.warning=false"_s);
    }

    /// Nothing acknowledged is lost, so nothing is withdrawn.
    void synchronousFailover()
    {
        make(Pair::Replication::Synchronous);
        Run run(either(), either(), {.seed = 21});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(300));
        QVERIFY(m_pair->failOver());
        QVERIFY(run.waitUntilLive());
        QVERIFY(run.writeMore(100));
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.withdrawn(), 0u);
        QCOMPARE(run.history().batches.back().epoch.timeline, 2);
    }

    void asynchronousFailover_data()
    {
        QTest::addColumn<bool>("shownAsState");
        QTest::addColumn<bool>("busy");
        QTest::newRow("shown as changes, new primary still quiet") << false << false;
        QTest::newRow("shown as changes, new primary already busy") << false << true;
        QTest::newRow("shown as a state") << true << false;
    }
    /// What the old primary acknowledged and showed, and the new one never heard of, is named.
    void asynchronousFailover()
    {
        QFETCH(bool, shownAsState);
        QFETCH(bool, busy);
        make(Pair::Replication::Asynchronous);
        Run run(either(), either(), {.seed = 22});
        if (shownAsState) {
            // The feed comes when the lost changes have been made already, and is shown them as its first state.
            QVERIFY(m_pair->cutReplication());
            run.writers().start();
            QVERIFY(run.writeMore(200));
            run.writers().stop();
            QVERIFY(run.start());
        } else {
            QVERIFY(run.start());
            QVERIFY(run.writeMore(200));
            QVERIFY(m_pair->cutReplication());
            QVERIFY(run.writeMore(200));
            run.writers().stop();
            const auto last = run.writers().writeLast();
            QVERIFY(last);
            QVERIFY(waitFor([&] { return run.reader().holds(last->row); }, 10s));
        }
        QVERIFY(waitFor([&] { return run.reader().isLive(); }, 10s));
        m_pair->primary().kill9();
        QVERIFY(waitFor([&] { return run.reader().losses() > 0; }, 10s));
        QVERIFY(m_pair->standby().promote());
        if (busy) {
            if (!shownAsState)
                run.writers().start();
            QVERIFY(run.writeMore(300));
        }
        QVERIFY(run.waitUntilLive());
        QCOMPARE(run.finish(), QString());
        QVERIFY(run.lost() > 0);
        QVERIFY(run.withdrawn() > 0);
    }

    /// Nobody ended the old primary, and the feed meets it again: what it says is older history, not news.
    void anOldPrimaryIsNotBelieved()
    {
        make(Pair::Replication::Asynchronous);
        std::atomic<bool> meetsOldOne = false;
        Recorder reader([&]() -> Result<postgres::Settings> {
            return meetsOldOne ? m_pair->primary().settings() : m_pair->standby().settings();
        });
        QVERIFY(m_pair->cutReplication());
        QVERIFY(m_pair->standby().promote());
        reader.start();
        QTRY_VERIFY(reader.isLive());
        QCOMPARE(reader.batches().back().epoch.timeline, 2);
        meetsOldOne = true;
        auto session = postgres::Session::open(m_pair->standby().settings());
        QVERIFY(session);
        QVERIFY(session->query("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() "
                               "and backend_type = 'client backend'"));
        QVERIFY(waitFor([&] { return reader.losses() > 0; }, 10s));
        const bool isBelieved = waitFor(
            [&] {
                if (reader.status().state == FeedStatus::State::Down)
                    reader.retryNow();
                return reader.isLive();
            },
            5s);
        QVERIFY(!isBelieved);
        QCOMPARE(reader.batches().back().epoch.timeline, 2);
    }

    /// Walls read from a standby: nothing is lost there either, and the writers' primary is not asked.
    void followsAStandby()
    {
        make(Pair::Replication::Asynchronous);
        Run run(standby(), [this]() -> Result<postgres::Settings> { return m_pair->primary().settings(); },
            {.seed = 23, .pace = 3ms});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(shortOrLong(500, 20000)));
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.reader().losses(), 0);
    }

    /// A standby that takes over while it is being read.
    void aStandbyBecomesThePrimary()
    {
        make(Pair::Replication::Asynchronous);
        Run run(standby(), either(), {.seed = 24});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(200));
        QVERIFY(m_pair->waitForReplay());
        QVERIFY(m_pair->failOver());
        QVERIFY(run.waitUntilLive());
        QVERIFY(run.writeMore(100));
        QCOMPARE(run.finish(), QString());
    }

    /// Commits wait for a synchronous standby that is gone. Reading must not.
    void readsWhileCommitsWait()
    {
        make(Pair::Replication::Synchronous);
        m_pair->standby().stop();
        Recorder reader([this]() -> Result<postgres::Settings> { return m_pair->primary().settings(); });
        reader.start();
        const bool isLive = waitFor([&] { return reader.isLive(); }, 5s);
        QVERIFY(isLive);
    }
};

QTEST_GUILESS_MAIN(FailoverTest)
#include "tst_failover.moc"
