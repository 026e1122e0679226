// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillscore.h"
#include "tests/support/drillfixture.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A drill that logins play: what they may see of it, and its score, compared with one that is counted here by hand.
class DrillScoreTest : public QObject {
    Q_OBJECT

private:
    /// An incident as a drill played it, read without the views of the score.
    struct Played {
        std::int64_t incident = 0;
        std::int16_t type = 0;
        double reported = 0; ///< seconds since 1970; likewise
        std::array<std::optional<double>, 5> done; ///< after the report, by step
        std::array<std::optional<double>, 5> real;
    };
    static inline const QStringList steps{u"dispatch"_s, u"accept"_s, u"arrive"_s, u"handle"_s, u"close"_s};

    std::unique_ptr<DrillFixture> m_fixture;

    /// Does it as somebody who is logged in; qFatal unless it is done.
    static void act(
        postgres::Session &login, std::int64_t incident, const QByteArray &action, const QByteArray &detail = "{}")
    {
        const auto told
            = login.query("select wuquan.dispatch(gen_random_uuid(), i.incident_id, i.version, $2, $3) from "
                          "wuquan.incident i where i.incident_id = $1",
                postgres::Parameters(incident, action, detail));
        const QByteArray answer
            = told ? told->value<QByteArray>().value_or(QByteArray()) : told.error().message.toUtf8();
        if (!answer.contains("\"done\""))
            qFatal("%s: %s", action.constData(), answer.constData());
    }
    /// percentile_cont by hand: between the two nearest ranks.
    static std::optional<double> percentile(std::vector<double> values, double share)
    {
        if (values.empty())
            return std::nullopt;
        std::ranges::sort(values);
        const double rank = share * double(values.size() - 1);
        const double low = values[std::size_t(std::floor(rank))], high = values[std::size_t(std::ceil(rank))];
        return low + (high - low) * (rank - std::floor(rank));
    }
    [[nodiscard]] std::vector<Played> played(const QString &database) const
    {
        auto drill = m_fixture->open(database);
        auto source = m_fixture->open(u"district"_s);
        const QByteArray times
            = "extract(epoch from dispatched_at - reported_at)::float8, extract(epoch from accepted_at - "
              "reported_at)::float8, extract(epoch from arrived_at - reported_at)::float8, extract(epoch from "
              "handled_at - reported_at)::float8, extract(epoch from closed_at - reported_at)::float8";
        const auto real = source.query("select row_number() over (order by reported_at)::integer, " + times
            + " from wuquan.incident where source_id ~ '^realkey' and not self_handled and type_id <> 3");
        const auto now = drill.query("select source_id::integer, " + times
            + ", incident_id, type_id, extract(epoch from reported_at)::float8 from wuquan.incident where source = 'exercise'");
        if (!real || !now)
            qFatal("%s", qPrintable(real ? now.error().message : real.error().message));
        std::map<int, std::array<std::optional<double>, 5>> realTimes;
        const auto timesOf = [](const postgres::ResultSet &rows, int row) {
            std::array<std::optional<double>, 5> found;
            for (int step = 0; step < 5; ++step)
                found[std::size_t(step)] = rows.value<double>(row, step + 1);
            return found;
        };
        for (int i = 0; i < real->rowCount(); ++i)
            realTimes[real->value<std::int32_t>(i).value()] = timesOf(*real, i);
        std::vector<Played> all;
        for (int i = 0; i < now->rowCount(); ++i)
            all.push_back({now->value<std::int64_t>(i, 6).value(), now->value<std::int16_t>(i, 7).value(),
                now->value<double>(i, 8).value(), timesOf(*now, i), realTimes.at(now->value<std::int32_t>(i).value())});
        return all;
    }
    /// Whether a step was within its limit, by those of the fixture: 90 minutes to send somebody, 45 from then to
    /// handle, 20 to close; none for the others.
    static std::optional<bool> kept(const std::array<std::optional<double>, 5> &times, std::size_t step)
    {
        if (!times[step] || step == 1 || step == 2)
            return std::nullopt;
        const double since = step == 0 ? 0 : step == 3 ? times[0].value() : times[3].value();
        return *times[step] - since <= (step == 0 ? 90 : step == 3 ? 45 : 20) * 60;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<DrillFixture>();
        m_fixture->makeDrill(u"played"_s);
    }

    void whoTakesPartDoesNotKnowWhatComes()
    {
        QVERIFY(m_fixture->open(u"played"_s)
                .run(
                    "select wuquan.seat_put('desk', 'district', '区值班员'), wuquan.seat_put('team', 'field', '=一队', 2, null, 1), "
                    "wuquan.seat_put('checker', 'district', '核查员'); update wuquan.dispatch_rule set value = 4 where rule = 'on_site_level'"));
        auto desk = m_fixture->open(u"played"_s, u"desk"_s);
        for (const char *read : {"drill_incident", "drill_run", "drill_step", "drill_score"})
            QVERIFY2(!desk.query(QByteArray("select * from wuquan.") + read), read);
        QVERIFY(!desk.query("select wuquan.drill_report(1, now())"));
    }

    void theScoreIsThatOfTheRows()
    {
        // So many hours ago that some are late when somebody acts now, and some are not.
        FixedClock clock(m_fixture->serverTime() - 2h);
        DrillRunner runner = m_fixture->run(u"played"_s, {.from_s = 8 * 3600, .until_s = 10 * 3600}, clock);
        const int all = DrillFixture::pass(runner, clock);
        QVERIFY(all > 20);
        auto desk = m_fixture->open(u"played"_s, u"desk"_s);
        auto checker = m_fixture->open(u"played"_s, u"checker"_s);
        int turn = 0;
        for (const Played &one : played(u"played"_s)) {
            ++turn;
            if (turn % 7 == 0)
                continue; // nobody looks at it
            if (turn % 11 == 0) {
                act(desk, one.incident, "close_self");
                continue;
            }
            act(desk, one.incident, "dispatch", R"({"responder": 1})");
            act(desk, one.incident, "accept");
            if (turn % 3 != 0)
                act(desk, one.incident, "arrive");
            if (turn % 4 == 0)
                continue;
            act(desk, one.incident, "handle");
            if (turn % 5 != 0)
                act(checker, one.incident, "verify");
        }
        auto session = m_fixture->open(u"played"_s);
        const auto score = readDrillScore(session);
        QVERIFY2(score, score ? "" : qPrintable(score.error().message));
        QCOMPARE(score->incidents, DrillFixture::incidents);
        QCOMPARE(score->steps.size(), 5u);
        const double now = std::chrono::duration<double>(m_fixture->serverTime().time_since_epoch()).count();
        const std::vector<Played> rows = played(u"played"_s);
        for (std::size_t step = 0; step < 5; ++step) {
            std::vector<double> exercise, real;
            DrillShare inTime, reallyInTime;
            int missing = 0;
            for (const Played &row : rows) {
                const bool wasSolvedByItself = !row.done[0] && row.done[4];
                const bool isMissing = !row.done[step] && !(wasSolvedByItself && step <= 2);
                missing += isMissing;
                if (row.done[step])
                    exercise.push_back(*row.done[step]);
                if (row.real[step])
                    real.push_back(*row.real[step]);
                if (const auto was = kept(row.real, step)) {
                    ++reallyInTime.judged;
                    reallyInTime.kept += *was;
                }
                if (const auto is = wasSolvedByItself && step == 3 ? std::nullopt : kept(row.done, step)) {
                    ++inTime.judged;
                    inTime.kept += *is;
                } else if (isMissing && step == 0 && row.reported + 90 * 60 < now) {
                    ++inTime.judged; // nobody did, and it is too late
                }
            }
            const DrillStepSum &sum = score->steps[step];
            QCOMPARE(sum.step, steps[qsizetype(step)]);
            QCOMPARE(sum.brought, all);
            QCOMPARE(sum.done, int(exercise.size()));
            QCOMPARE(sum.missing, missing);
            QVERIFY(std::abs(sum.exercise.median_s.value() - percentile(exercise, 0.5).value()) < 1e-6);
            QVERIFY(std::abs(sum.exercise.p90_s.value() - percentile(exercise, 0.9).value()) < 1e-6);
            QVERIFY(std::abs(sum.real.median_s.value() - percentile(real, 0.5).value()) < 1e-6);
            QVERIFY(std::abs(sum.real.p90_s.value() - percentile(real, 0.9).value()) < 1e-6);
            QCOMPARE(sum.inTime, inTime);
            QCOMPARE(sum.reallyInTime, reallyInTime);
        }
        // Something of everything, else this would prove little.
        const DrillStepSum &sent = score->steps[0];
        QVERIFY(sent.missing > 0 && sent.inTime.kept > 0 && sent.inTime.kept < sent.inTime.judged);
        QVERIFY(score->steps[3].reallyInTime.kept > 0
            && score->steps[3].reallyInTime.kept < score->steps[3].reallyInTime.judged);
    }

    void whoDidItIsToldToo()
    {
        auto session = m_fixture->open(u"played"_s);
        std::map<QString, QSet<QString>> posts;
        int lines = 0;
        QVERIFY(readDrillSteps(session, [&](const DrillStep &step) {
            ++lines;
            QCOMPARE(step.post.isEmpty(), !step.exercise_s);
            if (!step.post.isEmpty())
                posts[step.step].insert(step.post);
        }));
        QCOMPARE(posts[u"dispatch"_s], QSet<QString>{u"区值班员"_s});
        QCOMPARE(posts[u"close"_s], (QSet<QString>{u"核查员"_s, u"区值班员"_s}));
        const EndedProgram csv = DrillFixture::wuquanctl(
            {u"drill"_s, u"score"_s, u"--csv"_s, u"--db"_s, m_fixture->connection(u"played"_s)});
        QCOMPARE(csv.code, 0);
        QCOMPARE(csv.output.count(u'\n'), lines + 1);
        QVERIFY(csv.output.startsWith(u"number,reported,type,step,"_s));
        const EndedProgram table
            = DrillFixture::wuquanctl({u"drill"_s, u"score"_s, u"--db"_s, m_fixture->connection(u"played"_s)});
        QCOMPARE(table.code, 0);
        QVERIFY2(table.output.contains(u"of 320 incidents"_s), qPrintable(table.output));
        QCOMPARE(table.output.count(u"核查员: close"_s), table.output.split(u'\n').filter(u"核查员"_s).size());
        QCOMPARE(
            DrillFixture::wuquanctl({u"drill"_s, u"score"_s, u"--db"_s, m_fixture->connection(u"district"_s)}).code, 1);
    }

    /// What somebody's post is called is no formula of a spreadsheet.
    void aPostIsNoFormula()
    {
        FixedClock clock(m_fixture->serverTime() - 1h);
        DrillRunner runner = m_fixture->run(u"played"_s, {.from_s = 11 * 3600, .until_s = 12 * 3600}, clock);
        QVERIFY(DrillFixture::pass(runner, clock) > 3);
        auto desk = m_fixture->open(u"played"_s, u"desk"_s);
        auto team = m_fixture->open(u"played"_s, u"team"_s);
        const std::int64_t incident = m_fixture->number(
            u"played"_s, "select max(incident_id) from wuquan.incident where street_id = 2 and state = 1");
        QVERIFY(incident > 0);
        act(desk, incident, "dispatch", R"({"responder": 1})");
        act(team, incident, "accept");
        const EndedProgram csv = DrillFixture::wuquanctl(
            {u"drill"_s, u"score"_s, u"--csv"_s, u"--db"_s, m_fixture->connection(u"played"_s)});
        QCOMPARE(csv.output.count(u",'=一队\n"_s), 1);
        QVERIFY(!csv.output.contains(u",=一队"_s));
    }

    void whatIsSentOutSaysSo()
    {
        const QString incident
            = QString::number(m_fixture->number(u"played"_s, "select max(incident_id) from wuquan.incident"));
        const QString to = m_fixture->connection(u"played"_s, u"desk"_s);
        const EndedProgram sent = DrillFixture::wuquanctl({u"cap"_s, u"export"_s, incident, u"--db"_s, to});
        QVERIFY2(sent.code == 0, qPrintable(sent.errors));
        QVERIFY2(sent.output.contains(u"<status>Exercise</status>"_s), qPrintable(sent.output));
        QVERIFY(sent.output.contains(u"<note>演练 · 江干区</note>"_s) && sent.output.contains(u"<headline>演练 · "_s));
        for (const QString &status : {u"Actual"_s, u"Test"_s}) {
            const EndedProgram refused
                = DrillFixture::wuquanctl({u"cap"_s, u"export"_s, incident, u"--status"_s, status, u"--db"_s, to});
            QCOMPARE(refused.code, 1);
            QVERIFY(refused.output.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(DrillScoreTest)
#include "tst_drillscore.moc"
