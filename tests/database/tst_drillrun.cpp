// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drillfixture.h"

#include <QProcess>
#include <QTest>

#include <cmath>

#include <csignal>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A drill that is run by the test's own clock, stopped, killed and begun again.
class DrillRunTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DrillFixture> m_fixture;

    [[nodiscard]] QString refusal(const QString &database, const DrillPart &part = {}) const
    {
        const FixedClock clock(m_fixture->serverTime());
        const auto runner = DrillRunner::open(m_fixture->settings(database), part, ServerClock(clock));
        return runner ? QString() : runner.error().message;
    }
    [[nodiscard]] std::int64_t expected(const QString &database, double from, double until) const
    {
        return m_fixture->number(database,
            "select count(*) from wuquan.drill_incident where at_s >= " + QByteArray::number(int(from)) + " and at_s < "
                + QByteArray::number(int(until)));
    }
private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<DrillFixture>();
        m_fixture->makeDrill(u"killed"_s);
    }

    void onlyADrillIsRun() { QVERIFY(refusal(u"district"_s).contains(u"no drill"_s)); }

    void incidentsComeAtTheTimesOfTheDay()
    {
        const Instant begin = m_fixture->serverTime() - 3h;
        FixedClock clock(begin);
        DrillRunner runner = m_fixture->run(u"killed"_s, {.from_s = 3600, .until_s = 3 * 3600, .speed = 4}, clock);
        QVERIFY(!runner.goesOn());
        QVERIFY(refusal(u"killed"_s).contains(u"another"_s)); // one at a time
        QCOMPARE(DrillFixture::pass(runner, clock), int(expected(u"killed"_s, 3600, 3 * 3600)));
        QCOMPARE(clock.now(), begin + 30min);
        auto session = m_fixture->open(u"killed"_s);
        const auto late = session.query(
            "select count(*) from wuquan.incident i join wuquan.drill_incident d on i.source_id = d.number::text where "
            "abs(extract(epoch from i.reported_at - $1::timestamptz) - (d.at_s - 3600) / 4.0) > 0.001 or i.title <> (select t.name "
            "from wuquan.incident_type t where t.type_id = d.type_id) or (i.type_id, i.level, i.severity, i.circle_id, i.grid_id, "
            "i.longitude) is distinct from (d.type_id, d.level, d.severity, d.circle_id, d.grid_id, d.longitude)",
            postgres::Parameters(begin));
        QCOMPARE(late->value<std::int64_t>(), 0);
        QVERIFY(runner.stop(clock.now()));
    }

    /// A connection that dies in the middle is what a killed runner leaves.
    void whatWasKilledGoesOn()
    {
        FixedClock clock(m_fixture->serverTime() - 6h);
        const DrillPart part{.from_s = 4 * 3600, .until_s = 10 * 3600, .speed = 2};
        const int all = int(expected(u"killed"_s, part.from_s, part.until_s));
        {
            DrillRunner first = m_fixture->run(u"killed"_s, part, clock);
            QCOMPARE(DrillFixture::pass(first, clock, all / 3), all / 3);
        }
        clock.advance(1h); // nobody played meanwhile
        const double reached = double(m_fixture->number(
            u"killed"_s, "select floor(position_s)::bigint from wuquan.drill_run where ended_at is null"));
        {
            DrillRunner second = m_fixture->run(u"killed"_s, {}, clock); // whatever part is asked for
            QVERIFY(second.goesOn());
            QCOMPARE(std::floor(second.part().from_s), reached);
            QCOMPARE(second.part().until_s, part.until_s);
            QCOMPARE(second.left(), all - all / 3);
            QCOMPARE(DrillFixture::pass(second, clock, all / 3), all / 3);
            QVERIFY(second.stop(clock.now()));
        }
        // Killed between the report and the note of how far it was: neither lost nor twice.
        QVERIFY(
            m_fixture->open(u"killed"_s).run("update wuquan.drill_run set position_s = from_s where ended_at is null"));
        DrillRunner third = m_fixture->run(u"killed"_s, {.speed = 50}, clock);
        QCOMPARE(DrillFixture::pass(third, clock), all - 2 * (all / 3));
        QVERIFY(third.isEnded());
        QCOMPARE(m_fixture->number(u"killed"_s, "select count(*) from wuquan.incident"),
            all + expected(u"killed"_s, 3600, 3 * 3600));
        QCOMPARE(m_fixture->number(u"killed"_s, "select count(*) from wuquan.incident_event where kind = 'reported'"),
            all + expected(u"killed"_s, 3600, 3 * 3600));
        QVERIFY(refusal(u"killed"_s, part).contains(u"another"_s));
    }

    void aPartIsPlayedOnce()
    {
        QVERIFY(refusal(u"killed"_s, {.from_s = 4 * 3600, .until_s = 10 * 3600}).contains(u"in already"_s));
    }

    /// The program itself, stopped by one signal, killed by another, and begun again.
    void theProgramStopsAndGoesOn()
    {
        const QString to = m_fixture->connection(u"killed"_s);
        const int all = int(expected(u"killed"_s, 12 * 3600, 20 * 3600));
        const QByteArray in
            = "select count(*) from wuquan.incident i join wuquan.drill_incident d on i.source_id = d.number::text "
              "where d.at_s >= 43200";
        const QStringList command{u"drill"_s, u"run"_s, u"--db"_s, to, u"--from-hour"_s, u"12"_s, u"--hours"_s, u"8"_s,
            u"--speed"_s, u"6000"_s};
        for (const int number : {SIGTERM, SIGKILL}) {
            const std::int64_t before = m_fixture->number(u"killed"_s, in);
            QProcess process;
            process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"), command);
            QVERIFY(process.waitForStarted());
            QTRY_VERIFY_WITH_TIMEOUT(m_fixture->number(u"killed"_s, in) >= before + 10, 30000);
            QVERIFY(::kill(pid_t(process.processId()), number) == 0);
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitStatus(), number == SIGTERM ? QProcess::NormalExit : QProcess::CrashExit);
            if (number == SIGTERM) {
                QCOMPARE(process.exitCode(), 0);
                QVERIFY(process.readAllStandardOutput().contains("the next run goes on"));
            }
            QVERIFY(m_fixture->number(u"killed"_s, in) < all);
        }
        const EndedProgram ended = DrillFixture::wuquanctl(command);
        QVERIFY2(ended.code == 0, qPrintable(ended.errors));
        QVERIFY2(ended.output.contains(u"going on"_s) && ended.output.contains(u"over"_s), qPrintable(ended.output));
        QCOMPARE(m_fixture->number(u"killed"_s, in), all);
        QCOMPARE(m_fixture->number(u"killed"_s, "select count(*) - count(distinct source_id) from wuquan.incident"), 0);
    }
};

QTEST_GUILESS_MAIN(DrillRunTest)
#include "tst_drillrun.moc"
