// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/livesession.h"
#include "data/postgres/session.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace wuquan;
using namespace Qt::StringLiterals;
using State = DataStatus::State;

/// The session with its data thread against a real server: what the screen is told when things go wrong.
class LiveSessionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    SystemClock m_clock;

    [[nodiscard]] std::unique_ptr<LiveSession> started(const QString &stateFile = {})
    {
        auto session
            = std::make_unique<LiveSession>([this]() -> Result<postgres::Settings> { return m_server->settings(); },
                Language::Chinese, m_clock, stateFile);
        session->start();
        return session;
    }

    [[nodiscard]] pid_t feedBackend() const
    {
        auto session = postgres::Session::open(*postgres::Settings::parse(
            u"host='%1' user=postgres application_name=test"_s.arg(m_server->socketFolder())));
        const auto pid = session->query("select pid from pg_stat_activity where application_name = 'wuquan'");
        return pid_t(pid->value<std::int32_t>().value_or(0));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
    }

    void progressIsToldInWordsOfTheScreen_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("reason");
        QTest::newRow("known") << u"incidents"_s << u"正在准备演示数据 25%(事件)"_s;
        QTest::newRow("unknown") << u"else"_s << u"正在准备演示数据 25%(else)"_s;
    }
    void progressIsToldInWordsOfTheScreen()
    {
        QFETCH(QString, step);
        QFETCH(QString, reason);
        LiveSession session(
            [this]() -> Result<postgres::Settings> { return m_server->settings(); }, Language::Chinese, m_clock);
        session.showProgress(step, 0.25);
        QCOMPARE(session.dataStatus().status().reason, reason);
        QCOMPARE(session.dataStatus().status().state, State::Connecting);
    }

    void liveThenDownThenLive()
    {
        const auto session = started();
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
        QTRY_VERIFY(session->dataStatus().status().lastHeard);
        m_server->stop();
        QTRY_COMPARE(session->dataStatus().status().state, State::Down);
        const DataStatus down = session->dataStatus().status();
        QVERIFY(!down.reason.isEmpty());
        QVERIFY(down.lastHeard && down.retryAt);
        QVERIFY(session->store().isComplete());
        m_server->start();
        session->retryNow();
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
    }

    /// A start without the database shows what was heard last, with its age, and goes on when it is back.
    void startsFromWhatWasKept()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"kept.state"_s);
        std::optional<Instant> heard, figuresOf;
        {
            const auto session = started(file);
            QTRY_COMPARE(session->dataStatus().status().state, State::Live);
            QTRY_VERIFY(session->store().isComplete() && session->store().indicatorsAsOf());
            figuresOf = session->store().indicatorsAsOf();
            heard = session->store().asOf();
        }
        QVERIFY(QFile::exists(file));
        m_server->stop();
        const auto session = started(file);
        QTRY_COMPARE(session->dataStatus().status().state, State::Down);
        QVERIFY(session->store().isComplete());
        QVERIFY(session->store().asOf() >= heard);
        QCOMPARE(session->dataStatus().status().lastHeard, session->store().asOf());
        QCOMPARE(session->store().indicatorsAsOf(), figuresOf);
        m_server->start();
        session->retryNow();
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
    }

    /// A file that holds nothing usable is told and changes nothing else.
    void aDamagedFileIsTold()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"kept.state"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("WUQUANST and nothing else") > 0);
        file.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the state file .*kept.state: it is no state file"_s));
        const auto session = started(file.fileName());
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
    }

    /// A server that is there but silent: the badge shows within 3 s (and a timer's half second).
    void silentServerIsStale()
    {
        const auto session = started();
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
        const pid_t backend = feedBackend();
        QVERIFY(backend > 0);
        QElapsedTimer since;
        QVERIFY(kill(backend, SIGSTOP) == 0);
        since.start();
        QTRY_COMPARE_WITH_TIMEOUT(session->dataStatus().status().state, State::Stale, 5000);
        const qint64 noticed = since.elapsed();
        QVERIFY(kill(backend, SIGCONT) == 0);
        QVERIFY2(noticed <= 4200, qPrintable(u"%1 ms"_s.arg(noticed)));
        QTRY_COMPARE(session->dataStatus().status().state, State::Live);
    }

    /// Stopping while connected, while connecting and while waiting to try again must neither hang nor crash.
    void stopsAtAnyTime()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            const auto session = started();
            if (i % 2)
                QTRY_COMPARE(session->dataStatus().status().state, State::Live);
        }
        m_server->stop();
        {
            const auto session = started();
            QTRY_COMPARE(session->dataStatus().status().state, State::Down);
        }
        m_server->start();
        QVERIFY2(timer.elapsed() < 20000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(LiveSessionTest)
#include "tst_livesession.moc"
