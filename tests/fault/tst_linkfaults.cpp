// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"
#include "tests/fault/proxy.h"
#include "tests/fault/run.h"
#include "tests/support/temporaryserver.h"

#include <QCoroTask>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <random>
#include <ranges>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using FaultKind = LinkFault::Kind;

Q_DECLARE_METATYPE(wuquan::fault::LinkFault)

/// Links that stall, lie and break between the feed and a server that is well.
class LinkFaultsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<Proxy> m_proxy;

    [[nodiscard]] SettingsSource direct() const
    {
        return [this]() -> Result<postgres::Settings> { return m_server->settings(); };
    }
    [[nodiscard]] SettingsSource throughProxy() const
    {
        return [this] {
            return postgres::Settings::parse(
                u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(m_proxy->port()));
        };
    }

    /// A device named "one".
    [[nodiscard]] static RowKey insertDevice(postgres::Session &session)
    {
        const auto inserted = session.query("insert into wuquan.device (source, source_id, kind_id, name) values "
                                            "('device', 'one', 1, 'first') returning device_id");
        return {Entity::Device, inserted ? inserted->value<std::int64_t>().value_or(0) : 0};
    }

    struct Outcome {
        Result<postgres::ResultSet> rows;
        int told = 0; ///< notifications sent meanwhile
    };
    /// Waits for an answer of a connection that listens, while a session tells it of other things ten times a second;
    /// closes it at the limit.
    [[nodiscard]] static Outcome whileOthersTell(postgres::Connection &connection,
        QCoro::Task<Result<postgres::ResultSet>> answer, postgres::Session &session, std::chrono::milliseconds limit)
    {
        int told = 0;
        QTimer telling;
        connect(&telling, &QTimer::timeout, &telling, [&] { told += session.query("notify elsewhere").has_value(); });
        telling.start(100ms);
        QTimer::singleShot(limit, &connection, &postgres::Connection::close);
        auto rows = QCoro::waitFor(std::move(answer));
        return {std::move(rows), told};
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(prepareDistrict(*session));
        auto proxy = Proxy::open(m_server->socketFile());
        QVERIFY2(proxy, qPrintable(proxy ? QString() : proxy.error().message));
        m_proxy = std::move(*proxy);
    }

    void eachFault_data()
    {
        QTest::addColumn<LinkFault>("fault");
        QTest::addColumn<bool>("loses"); // the connection, while the fault lasts
        QTest::newRow("delay") << LinkFault{.kind = FaultKind::Delay, .delay = 200ms} << false;
        QTest::newRow("throttle") << LinkFault{.kind = FaultKind::Throttle, .bytes = 150000} << false;
        QTest::newRow("half-close") << LinkFault{.kind = FaultKind::HalfClose} << true;
        QTest::newRow("refuse") << LinkFault{.kind = FaultKind::Refuse} << true;
        QTest::newRow("cut at once") << LinkFault{.kind = FaultKind::Cut} << true;
        QTest::newRow("cut in a message") << LinkFault{.kind = FaultKind::Cut, .bytes = 301} << true;
        QTest::newRow("swallow") << LinkFault{.kind = FaultKind::Swallow} << true;
    }
    void eachFault()
    {
        QFETCH(LinkFault, fault);
        QFETCH(bool, loses);
        Run run(throughProxy(), direct(), {.seed = 11});
        QVERIFY(run.start());
        QVERIFY(run.writeMore(50));
        m_proxy->setFault(fault);
        QElapsedTimer since;
        since.start();
        if (loses) {
            QVERIFY(waitFor([&] { return run.reader().losses() > 0; }, 12s));
            QVERIFY2(since.elapsed() <= 10000, qPrintable(u"%1 ms"_s.arg(since.elapsed())));
            QVERIFY(!run.reader().status().reason.message.isEmpty());
        } else {
            const int heard = run.reader().heard();
            QVERIFY(waitFor([&] { return run.reader().heard() > heard + 3; }, 10s));
            QCOMPARE(run.reader().losses(), 0);
        }
        QVERIFY(run.writeMore(50));
        m_proxy->setFault({});
        QVERIFY(run.waitUntilLive());
        QCOMPARE(run.finish(), QString());
    }

    /// A statement that got lost is given up although the server goes on telling of other things: they are no answer.
    void notificationsAreNoAnswer()
    {
        postgres::Connection connection;
        QVERIFY(QCoro::waitFor(connection.open(*throughProxy()())));
        QVERIFY(QCoro::waitFor(connection.query("listen elsewhere")));
        connection.setSilenceLimit(1s);
        m_proxy->setFault({.kind = FaultKind::Swallow});
        auto answer = connection.query("select 1");
        // Once more, so that the proxy has looked at the link after the statement was sent.
        m_proxy->setFault({.kind = FaultKind::Swallow, .delay = 1ms});
        m_proxy->setFault({});
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        const Outcome outcome = whileOthersTell(connection, std::move(answer), *session, 10s);
        QVERIFY(!outcome.rows);
        QCOMPARE(outcome.rows.error().kind, ErrorKind::Connection);
        QVERIFY2(outcome.told >= 5 && outcome.told <= 30, qPrintable(QString::number(outcome.told)));
    }

    /// A link that lost a part of an answer: what comes after it is taken for the rest, and the end never comes.
    void aGarbledAnswerIsGivenUp()
    {
        postgres::Connection connection;
        QVERIFY(QCoro::waitFor(connection.open(*throughProxy()())));
        QVERIFY(QCoro::waitFor(connection.query("listen elsewhere")));
        connection.setSilenceLimit(1s);
        m_proxy->setFault({.kind = FaultKind::Throttle, .bytes = 200'000});
        QElapsedTimer since;
        since.start();
        auto answer = connection.query("select repeat('x', 10000000)");
        QVERIFY(waitFor([&] { return since.elapsed() > 500; }, 1s)); // so that it is on its way
        m_proxy->setFault({.kind = FaultKind::Swallow});
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        // All of it has left the server, which then listens again.
        QVERIFY(waitFor(
            [&] {
                const auto idle = session->query("select count(*) from pg_stat_activity where state = 'idle' "
                                                 "and query like 'select repeat%'");
                return idle && idle->value<std::int64_t>().value_or(0) == 1;
            },
            5s));
        m_proxy->setFault({});
        const Outcome outcome = whileOthersTell(connection, std::move(answer), *session, 15s);
        QVERIFY(!outcome.rows);
        QVERIFY2(outcome.rows.error().kind == ErrorKind::Connection, qPrintable(outcome.rows.error().message));
        QVERIFY2(outcome.told >= 5, qPrintable(QString::number(outcome.told)));
    }

    /// Of two servers that are named the first says nothing.
    void aSilentHostIsPassedOver()
    {
        auto silent = Proxy::open(m_server->socketFile());
        QVERIFY(silent);
        (*silent)->setFault({.kind = FaultKind::Swallow});
        Recorder reader([&] {
            return postgres::Settings::parse(u"host=127.0.0.1,127.0.0.1 port=%1,%2 user=postgres dbname=postgres "
                                             "sslmode=disable target_session_attrs=primary"_s.arg((*silent)->port())
                                                 .arg(m_proxy->port()));
        });
        QElapsedTimer since;
        since.start();
        reader.start();
        QVERIFY(waitFor([&] { return reader.isLive(); }, 20s));
        QVERIFY2(since.elapsed() <= 10000, qPrintable(u"%1 ms"_s.arg(since.elapsed())));
        QCOMPARE(reader.losses(), 0);
    }

    /// Transactions of several pages, read over links that break after so many bytes: what was given out of one is not
    /// given out again.
    void interruptedPages()
    {
        std::minstd_rand random(12);
        Run run(throughProxy(), direct(), {.seed = 12, .writers = 1});
        QVERIFY(run.start());
        for (int i = 0; i < shortOrLong(4, 50); ++i) {
            QVERIFY(run.writers().writeMany(5000));
            const int losses = run.reader().losses();
            for (int cuts = 0; cuts < 5; ++cuts) {
                m_proxy->setFault({.kind = FaultKind::Cut, .bytes = std::int64_t(50000 + random() % 1500000)});
                run.reader().retryNow();
                QVERIFY(run.writeMore(5));
            }
            m_proxy->setFault({.kind = FaultKind::Cut});
            QVERIFY(waitFor([&] { return run.reader().losses() > losses; }, 10s));
            m_proxy->setFault({});
            QVERIFY(run.waitUntilLive());
        }
        QCOMPARE(run.finish(), QString());
        QCOMPARE(run.reader().readAnew(), 1);
    }

    /// However long the way to the server takes, a row is never shown newer than the lines that were given out.
    void noRowIsAheadOfItsLine()
    {
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        const RowKey row = insertDevice(*session);
        Recorder reader(throughProxy());
        reader.start();
        QVERIFY(waitFor([&] { return reader.isLive() && reader.holds(row); }, 10s));
        m_proxy->setFault({.kind = FaultKind::Delay, .delay = 60ms});
        const std::size_t before = reader.batches().size();
        int written = 0;
        QTimer writing;
        connect(&writing, &QTimer::timeout, &writing, [&] {
            const auto done = session->run("update wuquan.device set name = clock_timestamp() where source_id = 'one'");
            QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
            ++written;
        });
        writing.start(10ms);
        QVERIFY(waitFor([&] { return reader.batches().size() >= before + 10; }, 20s));
        writing.stop();
        QVERIFY2(written > 20, qPrintable(QString::number(written)));
        std::int64_t told = 1;
        for (const SeenBatch &batch : reader.batches() | std::views::drop(before)) {
            for (const LoggedChange &line : batch.log)
                told = std::max(told, line.version);
            for (const ShownRow &shown : batch.rows)
                QCOMPARE_LE(shown.version, told);
        }
        QVERIFY(told > 1);
    }

    /// Within a round of several pages a row is shown that a later page tells of; that change is lost, and another one
    /// gives the row the same version before anybody looks.
    void aRowAheadIsWithdrawn()
    {
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(session->run("alter system set wal_writer_delay = '10s'"));
        QVERIFY(session->run("select pg_reload_conf()"));
        const RowKey row = insertDevice(*session);
        Recorder reader(throughProxy());
        reader.start();
        QVERIFY(waitFor([&] { return reader.isLive() && reader.holds(row); }, 10s));
        m_proxy->setFault({.kind = FaultKind::Refuse});
        QVERIFY(waitFor([&] { return reader.losses() > 0; }, 10s));
        QVERIFY(session->run("update wuquan.device set name = 'kept' where source_id = 'one'"));
        QVERIFY(session->run("insert into wuquan.device (source, source_id, kind_id, name) "
                             "select 'device', gen_random_uuid(), 1, 'many' from generate_series(1, 3000)"));
        QVERIFY(session->run("set synchronous_commit = off; "
                             "update wuquan.device set name = 'lost' where source_id = 'one'"));
        // So slow that the second page is still on its way when the first is shown.
        m_proxy->setFault({.kind = FaultKind::Throttle, .bytes = 400'000});
        reader.retryNow();
        QVERIFY(waitFor([&] { return reader.rows()[row] == 3; }, 20s));
        m_server->kill9();
        const auto isOf = [&](std::int64_t version) {
            return [=](const auto &change) {
                return change.entity == row.entity && change.key == row.key && change.version == version;
            };
        };
        QVERIFY(std::ranges::none_of(
            reader.batches(), [&](const SeenBatch &batch) { return std::ranges::any_of(batch.log, isOf(3)); }));
        m_proxy->setFault({});
        QTest::ignoreMessage(QtWarningMsg, "changes withdrawn by the other history: 1");
        m_server->start();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        const auto name = session->query("select name from wuquan.device where source_id = 'one'");
        QVERIFY(name);
        QCOMPARE(name->value<QString>().value(), u"kept"_s);
        QVERIFY(session->run("update wuquan.device set name = 'other' where source_id = 'one'"));
        const int states = reader.readAnew();
        QVERIFY(waitFor(
            [&] {
                reader.retryNow();
                return reader.readAnew() > states && reader.isLive();
            },
            20s));
        QCOMPARE(reader.rows()[row], 3);
        QVERIFY(std::ranges::any_of(
            reader.batches(), [&](const SeenBatch &batch) { return std::ranges::any_of(batch.withdrawn, isOf(3)); }));
    }

    /// The first state itself is cut off, again and again, while others write.
    void interruptedStates()
    {
        std::minstd_rand random(13);
        Run run(throughProxy(), direct(), {.seed = 13});
        QVERIFY(run.writers().writeMany(20000));
        run.writers().start();
        m_proxy->setFault({.kind = FaultKind::Cut, .bytes = 30000});
        run.reader().start();
        for (int i = 0; i < shortOrLong(8, 100); ++i) {
            const int losses = run.reader().losses();
            m_proxy->setFault({.kind = FaultKind::Cut, .bytes = std::int64_t(random() % 1500000)});
            QVERIFY(waitFor(
                [&] {
                    run.reader().retryNow();
                    return run.reader().losses() > losses || run.reader().isLive();
                },
                30s));
        }
        m_proxy->setFault({});
        QVERIFY(run.waitUntilLive());
        QVERIFY(run.writeMore(50));
        QCOMPARE(run.finish(), QString());
    }

    /// One fault after the other, each for as long as some changes are written; cut links mid-message at any place.
    void randomFaults_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= shortOrLong(3u, 50u); ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomFaults()
    {
        QFETCH(unsigned, seed);
        std::minstd_rand random(seed);
        const FaultKind kinds[]{FaultKind::None, FaultKind::Delay, FaultKind::Swallow, FaultKind::HalfClose,
            FaultKind::Cut, FaultKind::Cut, FaultKind::Refuse, FaultKind::Throttle};
        Run run(throughProxy(), direct(), {.seed = seed, .pace = 4ms});
        QVERIFY(run.start());
        for (int i = 0; i < shortOrLong(15, 60); ++i) {
            const FaultKind kind = kinds[random() % std::size(kinds)];
            const auto bytes = std::int64_t(kind == FaultKind::Throttle ? 10000 + random() % 100000 : random() % 3000);
            m_proxy->setFault({kind, std::chrono::milliseconds(random() % 300), bytes});
            run.reader().retryNow();
            QVERIFY(run.writeMore(20 + random() % 60));
        }
        m_proxy->setFault({});
        QVERIFY(run.waitUntilLive());
        QCOMPARE(run.finish(), QString());
    }
};

QTEST_GUILESS_MAIN(LinkFaultsTest)
#include "tst_linkfaults.moc"
