// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/livesession.h"
#include "tests/fault/run.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = DataStatus::State;

Q_DECLARE_METATYPE(std::chrono::microseconds)
Q_DECLARE_METATYPE(std::chrono::seconds)

namespace {

/// How far this machine's wall clock has been set, for this program alone.
std::atomic<std::int64_t> wallClockSetBy_s = 0;
/// How long the machine slept: wall clock and time since boot go on, the steady clock does not.
std::atomic<std::int64_t> slept_s = 0;

} // namespace

/// In the place of the C library's, which the C++ library and Qt ask by this name.
extern "C" int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const long failed = syscall(SYS_clock_gettime, clock, time);
    if (failed == 0 && clock == CLOCK_REALTIME)
        time->tv_sec += wallClockSetBy_s + slept_s;
    if (failed == 0 && clock == CLOCK_BOOTTIME)
        time->tv_sec += slept_s;
    return int(failed);
}

namespace {

/// Sets the wall clock while it lives.
class SetWallClock {
public:
    explicit SetWallClock(std::chrono::seconds by) { wallClockSetBy_s = by.count(); }
    SetWallClock(const SetWallClock &) = delete;
    SetWallClock &operator=(const SetWallClock &) = delete;
    ~SetWallClock() { wallClockSetBy_s = 0; }
};

bool isAbout(std::chrono::microseconds difference, std::chrono::seconds wanted)
{
    return difference > wanted - 1s && difference < wanted + 1s;
}

/// The clock of a machine that nobody set.
class WrongClock final : public Clock {
public:
    explicit WrongClock(std::chrono::microseconds error)
        : m_error(error)
    {
    }
    [[nodiscard]] Instant now() const override { return m_clock.now() + m_error; }

private:
    SteadyClock m_clock;
    std::chrono::microseconds m_error;
};

} // namespace

/// Ages on screen and the badge go by the server's clock, whatever this machine's says.
class ClockSkewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] SettingsSource source() const
    {
        return [this]() -> Result<postgres::Settings> { return m_server->settings(); };
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        QVERIFY(prepareDistrict(*session));
    }

    void wrongClocks_data()
    {
        QTest::addColumn<std::chrono::microseconds>("error");
        QTest::newRow("right") << std::chrono::microseconds(0);
        QTest::newRow("five minutes slow") << std::chrono::microseconds(-5min);
        QTest::newRow("a day fast") << std::chrono::microseconds(std::chrono::days(1));
    }
    void wrongClocks()
    {
        QFETCH(std::chrono::microseconds, error);
        const WrongClock clock(error);
        LiveSession session(source(), Language::Chinese, clock);
        QList<State> states;
        connect(&session.dataStatus(), &DataStatusSource::changed, this, [&] {
            const State state = session.dataStatus().status().state;
            if (states.isEmpty() || states.back() != state)
                states += state;
        });
        session.start();
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
        const Instant first = session.dataStatus().status().lastHeard.value();
        QTRY_VERIFY(session.dataStatus().status().lastHeard.value() > first + 3s);
        // The server runs on this machine: its clock is the right one.
        QVERIFY(isAbout(SystemClock().now() - session.clock().now(), 0s));
        QCOMPARE(states, QList{State::Live});
        QElapsedTimer since;
        since.start();
        m_server->suspend();
        const bool isStale = waitFor([&] { return session.dataStatus().status().state != State::Live; }, 6s);
        const qint64 noticed = since.elapsed();
        m_server->resume();
        QVERIFY(isStale);
        QCOMPARE(states.value(1), State::Stale);
        QVERIFY2(noticed <= 3000, qPrintable(u"%1 ms"_s.arg(noticed)));
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
    }

    void theClockIsSet_data()
    {
        QTest::addColumn<std::chrono::seconds>("by");
        QTest::newRow("back by five minutes") << std::chrono::seconds(-5min);
        QTest::newRow("ahead by a day") << std::chrono::seconds(std::chrono::days(1));
    }
    /// Somebody sets this machine's clock while the deck runs, with the clock that the deck has: no age jumps, and the
    /// badge tells of a silence as ever.
    void theClockIsSet()
    {
        QFETCH(std::chrono::seconds, by);
        const SteadyClock clock;
        LiveSession session(source(), Language::Chinese, clock);
        session.start();
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
        const Instant heard = session.dataStatus().status().lastHeard.value();
        const Instant ours = session.clock().now();
        const Instant machines = SystemClock().now();
        const SetWallClock set(by);
        QVERIFY(isAbout(SystemClock().now() - machines, by));
        QVERIFY(isAbout(session.clock().now() - ours, 0s));
        QTRY_VERIFY(session.dataStatus().status().lastHeard.value() > heard + 2s);
        QCOMPARE(session.dataStatus().status().state, State::Live);
        QVERIFY(isAbout(SystemClock().now() - by - session.clock().now(), 0s));
        QElapsedTimer since;
        since.start();
        m_server->suspend();
        // Set again while nothing is heard, so that no answer can put it right.
        wallClockSetBy_s = by.count() * 2;
        const bool isStale = waitFor([&] { return session.dataStatus().status().state != State::Live; }, 6s);
        const qint64 noticed = since.elapsed();
        m_server->resume();
        QVERIFY(isStale);
        QVERIFY2(noticed > 1000 && noticed <= 3000, qPrintable(u"%1 ms"_s.arg(noticed)));
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
    }

    /// What is on screen when the machine wakes up is as old as its sleep was long, until the database answers.
    void theMachineSleeps()
    {
        const SteadyClock clock;
        LiveSession session(source(), Language::Chinese, clock);
        session.start();
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
        m_server->suspend();
        const Instant heard = session.dataStatus().status().lastHeard.value();
        slept_s = 3600;
        const Instant woken = session.clock().now();
        const bool isStale = waitFor([&] { return session.dataStatus().status().state == State::Stale; }, 2s);
        m_server->resume();
        QVERIFY(isStale);
        QVERIFY(isAbout(woken - heard, 1h));
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
        // The server did not sleep.
        QVERIFY(isAbout(SystemClock().now() - 1h - session.clock().now(), 0s));
        slept_s = 0;
    }

    /// The control: by a clock that follows the machine's a silence is not seen until it has caught up.
    void aClockThatFollowsIsNoGood()
    {
        const SystemClock clock;
        LiveSession session(source(), Language::Chinese, clock);
        session.start();
        QTRY_COMPARE(session.dataStatus().status().state, State::Live);
        m_server->suspend();
        const SetWallClock set(-5min);
        const bool isStale = waitFor([&] { return session.dataStatus().status().state != State::Live; }, 5s);
        m_server->resume();
        QVERIFY(!isStale);
    }

    /// Nothing is lost or doubled while the clock is set to and fro, over lost connections too.
    void changesWhileTheClockIsSet()
    {
        Run run(source(), source(), {.seed = 51, .pace = 4ms});
        QVERIFY(run.start());
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        for (int i = 0; i < shortOrLong(2, 100); ++i) {
            for (const std::chrono::seconds by : {std::chrono::seconds(-5min), std::chrono::seconds(24h)}) {
                const SetWallClock set(by);
                QVERIFY(run.writeMore(50));
                const int losses = run.reader().losses();
                QVERIFY(session->query("select pg_terminate_backend(pid) from pg_stat_activity "
                                       "where backend_type = 'client backend' and pid <> pg_backend_pid()"));
                QVERIFY(waitFor([&] { return run.reader().losses() > losses; }, 10s));
                QVERIFY(run.waitUntilLive());
            }
            QVERIFY(run.writeMore(50));
        }
        QCOMPARE(run.finish(), QString());
    }
};

QTEST_GUILESS_MAIN(ClockSkewTest)
#include "tst_clockskew.moc"
