// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "data/server/simulatorloop.h"
#include "tests/support/temporaryserver.h"

#include <QProcess>
#include <QTest>

#include <sys/eventfd.h>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The simulator against a real demo, driven by the test's own time.
class SimulatorTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<postgres::Session> m_session;
    Instant m_now = std::chrono::sys_days(std::chrono::year(2018) / 9 / 4) + std::chrono::hours(2);

    [[nodiscard]] std::int64_t number(const QByteArray &sql) const
    {
        const auto rows = m_session->query(sql);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        return rows->value<std::int64_t>().value_or(-1);
    }
    [[nodiscard]] Simulator opened(const SimulatorOptions &options = {})
    {
        auto simulator = Simulator::open(m_server->settings(), options, m_now);
        if (!simulator)
            qFatal("%s", qPrintable(simulator.error().message));
        return std::move(*simulator);
    }
    /// Lets so much time go by; how many changes were written.
    int pass(Simulator &simulator, std::chrono::seconds time)
    {
        const Instant end = m_now + time;
        int changes = 0;
        while (simulator.nextAt() <= end) {
            m_now = std::max(m_now, simulator.nextAt());
            const auto done = simulator.step(m_now);
            if (!done)
                qFatal("%s", qPrintable(done.error().message));
            changes += *done;
        }
        m_now = end;
        return changes;
    }

    void startProgram(QProcess &process, const QStringList &options) const
    {
        const QString connection = u"host='%1' user=postgres dbname=postgres"_s.arg(m_server->socketFolder());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"),
            QStringList{u"simulate"_s, u"--db"_s, connection} + options);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        m_session = std::make_unique<postgres::Session>(std::move(*session));
        QVERIFY(m_session->run("create database empty template postgres"));
        const auto report = makeDemo(*m_session, {.asOf = m_now});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    }

    void onlyADemoIsWrittenTo()
    {
        const auto simulator = Simulator::open(m_server->settings(u"empty"_s), {}, m_now);
        QVERIFY(!simulator);
        QCOMPARE(simulator.error().kind, ErrorKind::Refused);
    }

    void sixChangesAMinute()
    {
        const std::int64_t logged = number("select count(*) from wuquan.change_log where entity > 0");
        const std::int64_t incidents = number("select count(*) from wuquan.incident");
        auto simulator = opened();
        const int changes = pass(simulator, std::chrono::hours(4));
        QVERIFY2(changes > 4 * 60 * 4 && changes < 4 * 60 * 9, qPrintable(QString::number(changes)));
        // From ten to two: about a quarter of a day's 310.
        const std::int64_t added = number("select count(*) from wuquan.incident") - incidents;
        QVERIFY2(added > 35 && added < 130, qPrintable(QString::number(added)));
        // Responders that become busy or free are logged beside the incidents.
        QVERIFY(number("select count(*) from wuquan.change_log where entity > 0") - logged >= changes);
        QVERIFY(number("select count(distinct entity) from wuquan.change_log where entity > 0") >= 3);
        QVERIFY(simulator.isActive());
        QVERIFY(simulator.finish());
    }

    void stepsKeepTheirOrder()
    {
        auto simulator = opened({.seed = 2});
        pass(simulator, std::chrono::hours(30));
        QCOMPARE(number("select count(*) from wuquan.incident where filed_at < reported_at or dispatched_at < filed_at "
                        "or accepted_at < dispatched_at "
                        "or arrived_at < accepted_at or handled_at < arrived_at or closed_at < handled_at"),
            0);
        QCOMPARE(number("select count(*) from wuquan.incident where (state >= 6) <> (closed_at is not null) or (state "
                        "< 6) <> (due_at is not null)"),
            0);
        // Each event begins where the one before it ended, and the last one is where the incident is.
        QCOMPARE(number("select count(*) from (select from_state, lag(to_state) over w as was, row_number() over w as "
                        "n from wuquan.incident_event "
                        "window w as (partition by incident_id order by at, event_id)) e where n > 1 and was is "
                        "distinct from from_state"),
            0);
        QCOMPARE(number("select count(*) from (select distinct on (incident_id) incident_id, to_state from "
                        "wuquan.incident_event "
                        "order by incident_id, at desc, event_id desc) e join wuquan.incident i using (incident_id) "
                        "where e.to_state <> i.state"),
            0);
        const std::int64_t open = number("select count(*) from wuquan.incident where state < 6");
        QVERIFY2(open > 40 && open < 260, qPrintable(QString::number(open)));
        QCOMPARE(number("select count(*) from wuquan.trend_day where n < 0"), 0);
        QCOMPARE(number("select (select count(*) from wuquan.incident) - (select sum(n) from (select n from "
                        "wuquan.trend_day where dim = 1 "
                        "union all select n from wuquan.trend_delta where dim = 1) t)"),
            0);
        const std::int64_t away = number("select count(*) from wuquan.device where state <> 0");
        QVERIFY(away > 59197 / 100 && away < 59197 * 2 / 100);
        // Nobody was sent out of their hours, and voids are as they are now.
        const QByteArray now = "timestamptz '" + postgres::timestampText(m_now) + "'";
        QCOMPARE(
            number("select count(*) from wuquan.dispatch_order o where sent_by <> '系统' and responder_id is not null "
                   "and not wuquan.on_duty(responder_id, sent_at)"),
            0);
        QCOMPARE(
            number("select count(*) from (select kind, area_id, responder_id, n from wuquan.void_alert where ended_at "
                   "is null except select kind, area_id, responder_id, n from wuquan.void_now("
                + now + " - interval '5 minutes')) v where kind = 'grid'"),
            0);
    }

    void aPersonsStepIsNotUndone()
    {
        auto simulator = opened({.seed = 3, .rate = 1000});
        pass(simulator, std::chrono::seconds(1));
        QVERIFY(m_session->run("update wuquan.incident set state = 8, closed_at = greatest(handled_at, now()), due_at "
                               "= null where state < 6"));
        pass(simulator, std::chrono::seconds(30));
        QVERIFY(number("select count(*) from wuquan.incident where state = 8") > 20);
        QVERIFY(simulator.finish());
    }

    void rateIsWrittenDown()
    {
        auto simulator = opened({.rate = 60});
        pass(simulator, std::chrono::seconds(1));
        QCOMPARE(number("select value::integer from wuquan.attribute where name = 'simulated_rate'"), 60);
        const int changes = pass(simulator, std::chrono::minutes(1));
        QVERIFY2(changes > 150, qPrintable(QString::number(changes)));
        QVERIFY(simulator.finish());
        QCOMPARE(number("select count(*) from wuquan.attribute where name = 'simulated_rate'"), 0);
    }

    /// Somebody may import their own incidents into the demo.
    void importedIncidentsAreLeftAlone()
    {
        QVERIFY(m_session->run(
            "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, street_id, grid_id, "
            "title, state, reported_at) select 'hotline_12345', 'own-' || n, 1, 1, 1, 3, "
            "(select street_id from wuquan.incident where grid_id is not null order by incident_id limit 1), "
            "(select grid_id from wuquan.incident where grid_id is not null order by incident_id limit 1), 'imported', 2, '"
            + postgres::timestampText(m_now) + "' from generate_series(1, 50) n"));
        auto simulator = opened({.seed = 6, .rate = 100});
        QVERIFY(pass(simulator, std::chrono::hours(1)) > 20);
        QVERIFY(simulator.finish());
        QVERIFY(catchUp(*m_session, m_now + std::chrono::days(2)));
        QCOMPARE(
            number("select count(*) from wuquan.incident where title = 'imported' and state = 2 and version = 1"), 50);
        QVERIFY(m_session->run("delete from wuquan.incident where title = 'imported'"));
        m_now += std::chrono::days(2);
    }

    void theLoopWorksUntilItIsStopped()
    {
        const FileDescriptor stop(eventfd(0, EFD_CLOEXEC));
        QVERIFY(stop.isOpen());
        m_now = SystemClock().now();
        auto simulator = opened({.seed = 4, .rate = 600});
        std::vector<bool> activity;
        const auto begin = std::chrono::steady_clock::now();
        // Said from within: it stops as soon as it has begun.
        const auto changes = run(simulator, {.stop = stop.get(), .activityChanged = [&](bool isActive) {
                                                 activity.push_back(isActive);
                                                 QCOMPARE(eventfd_write(stop.get(), 1), 0);
                                             }});
        QVERIFY2(changes, qPrintable(changes ? QString() : changes.error().message));
        QCOMPARE(activity, std::vector{true});
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
        QCOMPARE(number("select count(*) from wuquan.attribute where name = 'simulated_rate'"), 0);
        // On a slow machine its time may be over before it begins.
        auto late = opened({.seed = 6, .rate = 600});
        activity.clear();
        QVERIFY(run(late, {.end = SystemClock().now() - std::chrono::seconds(1), .activityChanged = [&](bool isActive) {
                               activity.push_back(isActive);
                           }}));
        QCOMPARE(activity, std::vector{true});
        auto timed = opened({.seed = 5, .rate = 600});
        const auto written = run(timed, {.end = SystemClock().now() + std::chrono::seconds(2)});
        QVERIFY(written && *written > 20);
    }

    void theProgramSimulates()
    {
        const std::int64_t logged = number("select count(*) from wuquan.change_log where entity > 0");
        QProcess accelerated;
        startProgram(accelerated, {u"--rate"_s, u"600"_s});
        QVERIFY(accelerated.waitForReadyRead(30000));
        QVERIFY(accelerated.readAll().startsWith("simulating into "));
        QCOMPARE(number("select value::integer from wuquan.attribute where name = 'simulated_rate'"), 600);
        QProcess second;
        startProgram(second, {u"--duration"_s, u"1"_s});
        QVERIFY(second.waitForFinished(30000));
        const QByteArray said = second.readAll();
        QVERIFY2(said.contains("another program simulates already") && said.contains("\n0 changes"), said.constData());
        QCOMPARE(second.exitCode(), 0);
        QTRY_VERIFY(number("select count(*) from wuquan.change_log where entity > 0") - logged > 20);
        accelerated.terminate();
        QVERIFY(accelerated.waitForFinished(30000));
        QCOMPARE(accelerated.exitStatus(), QProcess::NormalExit);
        QCOMPARE(accelerated.exitCode(), 0);
        QVERIFY(accelerated.readAll().contains(" changes written"));
        QCOMPARE(number("select count(*) from wuquan.attribute where name = 'simulated_rate'"), 0);
    }

    void oneAtATime()
    {
        auto first = opened();
        pass(first, std::chrono::seconds(1));
        QVERIFY(first.isActive());
        {
            auto second = opened();
            QCOMPARE(pass(second, std::chrono::seconds(20)), 0);
            QVERIFY(!second.isActive());
            QVERIFY(first.finish());
            pass(second, std::chrono::seconds(10));
            QVERIFY(second.isActive());
        }
        // The one that was destroyed without a word left no lock.
        auto third = opened();
        pass(third, std::chrono::seconds(10));
        QTRY_VERIFY((pass(third, std::chrono::seconds(6)), third.isActive()));
    }
};

QTEST_GUILESS_MAIN(SimulatorTest)
#include "tst_simulator.moc"
