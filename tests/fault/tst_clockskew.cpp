// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/livesession.h"
#include "tests/fault/run.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = DataStatus::State;

Q_DECLARE_METATYPE(std::chrono::microseconds)

namespace {

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

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
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
        LiveSession session(
            [this]() -> Result<postgres::Settings> { return m_server->settings(); }, Language::Chinese, clock);
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
        const auto age = SystemClock().now() - session.clock().now();
        QVERIFY2(age < 1s && age > -1s, qPrintable(QString::number(age.count())));
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
};

QTEST_GUILESS_MAIN(ClockSkewTest)
#include "tst_clockskew.moc"
