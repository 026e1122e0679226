// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/run.h"
#include "tests/support/temporaryserver.h"

#include <QLoggingCategory>
#include <QTest>

#include <algorithm>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Servers that die, stop or are taken from us, while others write. Every run must end without a violation.
class ServerFaultsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] SettingsSource source() const
    {
        return [this]() -> Result<postgres::Settings> { return m_server->settings(); };
    }
    /// For the test's own statements: not among those that are terminated.
    [[nodiscard]] Result<postgres::Session> administrator() const
    {
        return postgres::Settings::parse(
            u"host='%1' user=postgres application_name=administrator"_s.arg(m_server->socketFolder()))
            .and_then(postgres::Session::open);
    }

private Q_SLOTS:
    void initTestCase()
    {
        // How much was withdrawn is what these tests are about; the feed warns of it.
        QLoggingCategory::setFilterRules(u"wuquan.data.feed.warning=false"_s);
    }

    void init()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = administrator();
        QVERIFY(session);
        const auto prepared = prepareDistrict(*session);
        QVERIFY2(prepared, qPrintable(prepared ? QString() : prepared.error().message));
    }

    void withoutFaults()
    {
        Run run(source(), source(), {.seed = 1});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(shortOrLong(500, 20000)));
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.reader().losses(), 0);
        QVERIFY(run.writers().refusals().empty());
    }

    /// Every backend of the feed and of the writers, at any moment.
    void terminatedBackends()
    {
        const int times = shortOrLong(50, 1000);
        Run run(source(), source(), {.seed = 2, .pace = 4ms});
        QVERIFY(run.start());
        auto session = administrator();
        QVERIFY(session);
        for (int i = 0; i < times; ++i) {
            const auto ended
                = session->query("select count(pg_terminate_backend(pid)) from pg_stat_activity "
                                 "where backend_type = 'client backend' and application_name <> 'administrator'");
            QVERIFY2(ended, qPrintable(ended ? QString() : ended.error().message));
            QVERIFY(waitFor([&] { return run.reader().losses() > i; }, 10s));
            QVERIFY(!run.reader().status().reason.message.isEmpty());
            QVERIFY(run.waitUntilLive());
        }
        QVERIFY(run.writeMore(20));
        QCOMPARE(run.finish(), QString());
    }

    /// Commits that no disk had are lost, and their transaction numbers are given again.
    void killedPostmaster()
    {
        const int times = shortOrLong(5, 100);
        Run run(source(), source(), {.seed = 3, .pace = 3ms, .asynchronous = 0.5});
        QVERIFY(run.start());
        for (int i = 0; i < times; ++i) {
            QVERIFY(run.writeMore(50));
            m_server->kill9();
            m_server->start();
            QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
            QVERIFY(waitFor([&] { return run.reader().losses() > i; }, 10s));
            QVERIFY(run.waitUntilLive());
        }
        QVERIFY(run.writeMore(50));
        QCOMPARE(run.finish(), QString());
    }

    /// A commit that no disk had comes with a state, is lost, and another change gives the row the same version before
    /// anybody looks: what was shown was withdrawn all the same.
    void sameVersionAnotherChange()
    {
        auto session = administrator();
        QVERIFY(session);
        QVERIFY(session->run("alter system set wal_writer_delay = '10s'"));
        QVERIFY(session->run("select pg_reload_conf()"));
        const auto inserted = session->query("insert into wuquan.device (source, source_id, kind_id, name) values "
                                             "('device', 'same', 1, 'first') returning device_id");
        QVERIFY(inserted);
        const RowKey row{Entity::Device, inserted->value<std::int64_t>(0, 0).value()};
        Recorder reader(source());
        reader.start();
        QVERIFY(waitFor([&] { return reader.isLive() && reader.holds(row); }, 10s));
        QVERIFY(
            session->run("set synchronous_commit = off; begin; "
                         "update wuquan.device set name = 'lost' where source_id = 'same'; "
                         "insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R'); "
                         "commit"));
        QVERIFY(waitFor([&] { return reader.rows()[row] == 2 && reader.isLive(); }, 5s));
        const int states = reader.readAnew();
        m_server->kill9();
        m_server->start();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        session = administrator();
        QVERIFY(session);
        const auto version = session->query("select version from wuquan.device where source_id = 'same'");
        QVERIFY(version);
        QCOMPARE(version->value<std::int64_t>(0, 0).value(), 1);
        QVERIFY(session->run("update wuquan.device set name = 'other' where source_id = 'same'"));
        QVERIFY(waitFor([&] { return reader.readAnew() > states && reader.isLive(); }, 10s));
        QCOMPARE(reader.rows()[row], 2);
        const auto isTold = [&](const SeenBatch &batch) {
            return std::ranges::any_of(batch.withdrawn, [&](const WithdrawnChange &change) {
                return change.entity == row.entity && change.key == row.key && change.version == 2;
            });
        };
        QVERIFY(std::ranges::any_of(reader.batches(), isTold));
    }

    /// The server is there and says nothing: known to be lost within 10 s, and back by itself.
    void stoppedServer()
    {
        Run run(source(), source(), {.seed = 4});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(100));
        QElapsedTimer since;
        since.start();
        m_server->suspend();
        // The badge goes by this silence (LiveSession).
        const bool isSilent = waitFor([&] { return run.reader().silence() >= 2500; }, 3s);
        const bool isDown = waitFor([&] { return run.reader().status().state == FeedStatus::State::Down; }, 12s);
        const qint64 noticed = since.elapsed();
        const FeedStatus status = run.reader().status();
        const std::chrono::milliseconds rest = shortOrLong(12s, 60s) - std::chrono::milliseconds(since.elapsed());
        const bool cameBack = waitFor([&] { return run.reader().isLive(); }, rest);
        m_server->resume();
        QVERIFY(isSilent);
        QVERIFY(isDown);
        QVERIFY2(noticed <= 10000, qPrintable(u"%1 ms"_s.arg(noticed)));
        QVERIFY(!status.reason.message.isEmpty());
        QVERIFY(!cameBack);
        QVERIFY(run.waitUntilLive());
        QVERIFY(run.writeMore(100));
        QCOMPARE(run.finish(), QString());
    }

    /// A transaction that began before all others and commits after them.
    void writerOpenForLong()
    {
        Run run(source(), source(), {.seed = 5, .pace = 2ms});
        QVERIFY(run.start());
        auto late = administrator();
        QVERIFY(late);
        const auto epoch = readEpoch(*late);
        QVERIFY(epoch);
        QVERIFY(late->run("begin"));
        const auto opened = late->query("insert into wuquan.device (source, source_id, kind_id, name) values "
                                        "('device', 'late', 1, 'late') returning device_id, pg_current_xact_id()");
        QVERIFY(opened);
        const RowKey row{Entity::Device, opened->value<std::int64_t>(0, 0).value()};
        QElapsedTimer since;
        since.start();
        const auto limit = shortOrLong<std::chrono::milliseconds>(15s, 10min);
        // What others commit meanwhile is shown at once.
        while (since.elapsed() < limit.count()) {
            QVERIFY(run.writeMore(200));
            const Write newest = run.writers().writes().back();
            QVERIFY(waitFor([&] { return run.reader().hasSeen(newest); }, 1s));
        }
        QVERIFY(!run.reader().holds(row));
        QVERIFY(late->run("commit"));
        const Write write{*epoch, std::uint64_t(opened->value<std::int64_t>(0, 1).value()), row, 1, Operation::Insert};
        run.writers().add(std::span(&write, 1));
        QVERIFY(waitFor([&] { return run.reader().holds(row); }, 3s));
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.reader().losses(), 0);
    }
};

QTEST_GUILESS_MAIN(ServerFaultsTest)
#include "tst_serverfaults.moc"
