// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/random.h"
#include "data/server/workingcalendar.h"
#include "tests/support/temporaryserver.h"

#include <QDate>
#include <QTest>

#include <map>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The working calendar of the database against seconds that are counted one by one.
class WorkingCalendarTest : public QObject {
    Q_OBJECT

private:
    /// Seconds of a day, from and until; 86,400 is its end.
    struct Shift {
        int begins, ends;
    };
    /// Hours of each weekday, 1 Monday to 7 Sunday, and the days that have those of another one, or none (0).
    struct Calendar {
        std::map<int, std::vector<Shift>> week;
        std::map<LocalDay, int> exceptions;
    };
    static constexpr int daysWalked = 700;

    std::unique_ptr<TemporaryServer> m_server;
    std::optional<postgres::Session> m_session;
    LocalDay m_first = 0; ///< the day on which the walk begins
    std::vector<bool> m_works; ///< each second from then

    void run(const QByteArray &sql)
    {
        const auto done = m_session->run(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message + u": "_s + QString::fromUtf8(sql)));
    }
    template <class... T>
    [[nodiscard]] std::optional<Instant> instant(const QByteArray &sql, const T &...values)
    {
        const auto rows = m_session->query(sql, postgres::Parameters(values...));
        return rows ? rows->template value<Instant>() : std::nullopt;
    }
    [[nodiscard]] static QByteArray timeOfDay(int second)
    {
        return QByteArray("'") + QByteArray::number(second / 3600) + ':' + QByteArray::number(second / 60 % 60) + "'";
    }
    [[nodiscard]] static QByteArray dateText(LocalDay day)
    {
        return QDate(1970, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1();
    }
    /// Writes a calendar to the database and, in its own way, second by second.
    void use(const Calendar &calendar)
    {
        QByteArrayList shifts, days;
        for (const auto &[weekday, hours] : calendar.week) {
            for (const Shift &shift : hours)
                shifts << '(' + QByteArray::number(weekday) + ',' + timeOfDay(shift.begins) + ','
                        + timeOfDay(shift.ends) + ')';
        }
        for (const auto &[day, worksAs] : calendar.exceptions)
            days << "('" + dateText(day) + "'," + (worksAs ? QByteArray::number(worksAs) : "null"_ba) + ",'x','x')";
        run("begin; delete from wuquan.working_shift; delete from wuquan.calendar_day; "
            "insert into wuquan.working_shift (weekday, begins, ends) values "
            + shifts.join(',') + ';'
            + (days.isEmpty()
                    ? QByteArray()
                    : "insert into wuquan.calendar_day (day, works_as, name, name_en) values " + days.join(',') + ';')
            + "commit");
        m_works.assign(std::size_t(daysWalked) * 86400, false);
        for (int n = 0; n < daysWalked; ++n) {
            const LocalDay day = m_first + n;
            const auto exception = calendar.exceptions.find(day);
            const int as = exception == calendar.exceptions.end() ? QDate(1970, 1, 1).addDays(day).dayOfWeek()
                                                                  : exception->second;
            const auto hours = calendar.week.find(as);
            if (hours == calendar.week.end())
                continue;
            for (const Shift &shift : hours->second) {
                for (int second = shift.begins; second < shift.ends; ++second)
                    m_works[std::size_t(n) * 86400 + std::size_t(second)] = true;
            }
        }
    }
    [[nodiscard]] std::int64_t secondOf(Instant at) const
    {
        return std::chrono::floor<std::chrono::seconds>(at - startOfDay(m_first)).count();
    }
    /// The end of the n-th working second from the one in which start lies.
    [[nodiscard]] Instant walked(Instant start, std::int64_t seconds) const
    {
        if (seconds <= 0)
            return start;
        for (std::size_t second = std::size_t(secondOf(start)); second < m_works.size(); ++second) {
            if (m_works[second] && --seconds == 0)
                return std::max(start, startOfDay(m_first) + std::chrono::seconds(second + 1));
        }
        return Instant::max();
    }
    [[nodiscard]] std::int64_t counted(Instant since, Instant until) const
    {
        std::int64_t n = 0;
        for (std::int64_t second = secondOf(since); second < secondOf(until); ++second)
            n += m_works[std::size_t(second)];
        return n;
    }
    [[nodiscard]] static Calendar usual()
    {
        Calendar calendar;
        for (int weekday = 1; weekday <= 5; ++weekday)
            calendar.week[weekday] = {{9 * 3600, 17 * 3600}};
        return calendar;
    }
    [[nodiscard]] Calendar random(Random &random) const
    {
        Calendar calendar;
        for (int weekday = 1; weekday <= 7; ++weekday) {
            std::vector<int> minutes;
            for (int n = 2 * int(random.below(4)); n > 0; --n)
                minutes.push_back(int(random.below(1441)));
            std::ranges::sort(minutes);
            for (std::size_t i = 0; i + 1 < minutes.size(); i += 2) {
                if (minutes[i] < minutes[i + 1])
                    calendar.week[weekday].push_back({minutes[i] * 60, minutes[i + 1] * 60});
            }
        }
        calendar.week[3] = {{0, 3600}, {23 * 3600, 86400}}; // it meets what begins at midnight
        calendar.week[4] = {{0, 60}};
        for (int n = 0; n < 40; ++n)
            calendar.exceptions[m_first + LocalDay(random.below(daysWalked))] = int(random.below(8));
        return calendar;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        m_session.emplace(std::move(*session));
        m_first = localDay(std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now())) - 200;
    }

    void secondsCountedOneByOne_data()
    {
        QTest::addColumn<int>("seed");
        QTest::newRow("Monday to Friday") << 0;
        QTest::newRow("two shifts, a Saturday, holidays and a worked weekend") << 1;
        QTest::newRow("round the clock") << 2;
        for (int seed = 3; seed < 9; ++seed)
            QTest::addRow("random %d", seed) << seed;
    }

    void secondsCountedOneByOne()
    {
        QFETCH(const int, seed);
        Random random(std::uint64_t(seed), 1);
        Calendar calendar = usual();
        if (seed == 1) {
            for (int weekday = 1; weekday <= 6; ++weekday)
                calendar.week[weekday] = {{8 * 3600 + 1800, 12 * 3600}, {13 * 3600 + 1800, 17 * 3600 + 1800}};
            calendar.week[6].pop_back();
            for (int n = 0; n < 9; ++n)
                calendar.exceptions[m_first + 250 + n] = 0;
            calendar.exceptions[m_first + 245] = calendar.exceptions[m_first + 262] = 2;
        } else if (seed == 2) {
            for (int weekday = 1; weekday <= 7; ++weekday)
                calendar.week[weekday] = {{0, 86400}};
        } else if (seed > 2) {
            calendar = this->random(random);
        }
        use(calendar);
        std::int64_t day = 0;
        for (const auto &[weekday, hours] : calendar.week) {
            std::int64_t length = 0;
            for (const Shift &shift : hours)
                length += shift.ends - shift.begins;
            day = std::max(day, length);
        }
        QCOMPARE(m_session->query("select wuquan.working_day_seconds()")->value<std::int64_t>(), day);
        int compared = 0;
        for (int n = 0; n < 120; ++n) {
            // Half of them on a whole minute, where shifts begin and end.
            Instant start = startOfDay(m_first + 1) + std::chrono::minutes(random.below(300 * 1440));
            if (n % 2)
                start += std::chrono::microseconds(random.below(60'000'000));
            const bool byDay = random.below(2);
            const int amount = 1 + int(random.below(byDay ? 5 : 30));
            const int percent = n % 3 ? 1 + int(random.below(100)) : 100;
            const std::int64_t seconds = amount * (byDay ? day : 3600) * percent / 100;
            const Instant expected = walked(start, seconds);
            if (expected == Instant::max())
                continue; // so little is worked that the walk ended
            const auto at = instant("select wuquan.after_limit($1, $2, $3, $4::integer / 100.0)", start, amount,
                byDay ? "working_day"_ba : "working_hour"_ba, percent);
            QVERIFY(at);
            QVERIFY2(*at == expected,
                qPrintable(u"%1 s after %2: %3, counted %4"_s.arg(seconds).arg(
                    QString::fromUtf8(postgres::timestampText(start)), QString::fromUtf8(postgres::timestampText(*at)),
                    QString::fromUtf8(postgres::timestampText(expected)))));
            const auto between
                = m_session->query("select wuquan.working_seconds($1, $2), wuquan.working_seconds($2, $1)",
                    postgres::Parameters(start, *at));
            QCOMPARE(between->value<std::int64_t>(0, 0), counted(start, *at));
            QCOMPARE(between->value<std::int64_t>(0, 1), -counted(start, *at));
            ++compared;
        }
        QVERIFY2(compared > 80, qPrintable(QString::number(compared)));
    }

    void asTheDemoCounts()
    {
        use(usual());
        Random random(7, 7);
        for (int n = 0; n < 400; ++n) {
            const Instant start = startOfDay(m_first + 1) + std::chrono::microseconds(random.below(std::uint32_t(4e9)))
                + std::chrono::hours(random.below(24 * 300));
            const StepLimit limit{1 + int(random.below(20)), LimitUnit(random.below(4))};
            const std::int64_t permille = n % 2 ? 1000 : 1 + std::int64_t(random.below(1000));
            const auto at = instant("select wuquan.after_limit($1, $2, $3, $4::integer / 1000.0)", start, limit.amount,
                QByteArray(limit.unitName()), permille);
            QVERIFY(at);
            const Instant expected = afterShare(start, limit, permille);
            if (limit.isWorkingTime()) {
                QCOMPARE(*at, expected);
            } else {
                // The demo knows whole seconds only.
                QVERIFY(*at >= expected && *at - expected < 1s);
                if (permille == 1000)
                    QCOMPARE(*at, expected);
            }
        }
    }

    void theLastSecondThereIs()
    {
        use(usual());
        // 2060-12-31 is a Friday.
        QCOMPARE(instant("select wuquan.after_limit('2060-12-30 09:00+08', 2, 'working_day')"),
            instant("select timestamptz '2060-12-31 17:00+08'"));
        const QByteArrayList beyond{"'2060-12-30 09:00:01+08', 2, 'working_day'",
            "'2060-12-31 16:59+08', 2, 'working_hour'", "'2060-12-31 17:00+08', 1, 'working_hour'",
            "'2061-01-01 09:00+08', 1, 'working_hour'", "'2026-01-01 09:00+08', 2147483, 'working_day'"};
        for (const QByteArray &sql : beyond) {
            const auto rows = m_session->query("select wuquan.after_limit(" + sql + ')');
            QVERIFY2(!rows, sql.constData());
            QCOMPARE(rows.error().sqlState, "22008"_ba);
        }
        // The last shift does not go on behind its end, whenever that is.
        Calendar mondays;
        mondays.week[1] = {{9 * 3600, 10 * 3600}};
        use(mondays);
        QCOMPARE(instant("select wuquan.after_limit('2060-12-27 09:00+08', 1, 'working_hour')"),
            instant("select timestamptz '2060-12-27 10:00+08'"));
        QVERIFY(!m_session->query("select wuquan.after_limit('2060-12-27 09:00:01+08', 1, 'working_hour')"));
        // A calendar without any hours has no instant to give.
        run("delete from wuquan.working_shift");
        QVERIFY(!m_session->query("select wuquan.after_limit(now(), 1, 'working_hour')"));
        QVERIFY(!m_session->query("select wuquan.after_limit(now(), 1, 'fortnight')"));
    }

    void whatIsNoCalendarIsRefused()
    {
        use(usual());
        const auto spans = [this] {
            return m_session->query("select count(*) || ' ' || max(seconds_before) from wuquan.working_span")
                ->value<QString>();
        };
        const auto before = spans();
        const QByteArrayList wrong{"insert into wuquan.working_shift values (1, '16:59', '18:00')",
            "insert into wuquan.working_shift values (1, '08:00', '09:01')",
            "insert into wuquan.working_shift values (1, '10:00', '11:00')",
            "insert into wuquan.working_shift values (6, '11:00', '11:00')",
            "insert into wuquan.working_shift values (6, '11:00', '10:00')",
            "insert into wuquan.working_shift values (6, '11:00:00.5', '12:00')",
            "insert into wuquan.working_shift values (8, '11:00', '12:00')",
            "update wuquan.working_shift set weekday = 2 where weekday = 1",
            "insert into wuquan.calendar_day values ('2061-01-01', null, 'x', 'x')"};
        for (const QByteArray &sql : wrong) {
            const auto done = m_session->run(sql);
            QVERIFY2(!done, sql.constData());
            QVERIFY2(done.error().sqlState.startsWith("23"), done.error().sqlState.constData());
        }
        QCOMPARE(spans(), before);
        // Two that touch do not overlap.
        run("insert into wuquan.working_shift values (1, '17:00', '24:00'), (2, '00:00', '09:00')");
        QVERIFY(spans() != before);
    }

    /// What was left when the clock was stopped is left when it runs again; what had passed has passed.
    void whatWasLeftIsLeft_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::newRow("working hours") << "working_hour"_ba;
        QTest::newRow("working days") << "working_day"_ba;
        QTest::newRow("minutes") << "minute"_ba;
        QTest::newRow("seconds") << "second"_ba;
    }

    void whatWasLeftIsLeft()
    {
        QFETCH(const QByteArray, unit);
        Random random(11, 11);
        use(this->random(random));
        run("insert into wuquan.incident_type (type_id, code, name, name_en, pinyin, circle_id, defence_id, platform_id, level, severity) "
            "values (1, 'noise', '噪声扰民', 'Noise', 'z', 2, 1, 1, 1, 3) on conflict do nothing; "
            "insert into wuquan.incident_type_limit values (1, 3, 2, '"
            + unit
            + "') on conflict (type_id, step) do update set unit = excluded.unit; "
              "insert into wuquan.seat (login, role, post) values ('postgres', 'district', '区中心') on conflict do nothing");
        const auto act = [this](std::int64_t incident, const QByteArray &action) {
            return m_session
                ->query(
                    "select concat_ws(' ', d ->> 'outcome', d ->> 'reason') from wuquan.dispatch(gen_random_uuid(), $1, (select version from "
                    "wuquan.incident where incident_id = $1), $2, '{\"note\": \"x\"}') d",
                    postgres::Parameters(incident, action))
                ->value<QString>();
        };
        for (int n = 0; n < 25; ++n) {
            const auto incident
                = m_session
                      ->query("select (wuquan.ingest('resident', $1, 1::smallint, '', null, null, null, now()) ->> "
                              "'incident')::bigint",
                          postgres::Parameters(unit + QByteArray::number(n)))
                      ->value<std::int64_t>();
            QVERIFY(incident);
            QCOMPARE(act(*incident, "file"), u"done"_s);
            QCOMPARE(act(*incident, "suspend"), u"done"_s);
            // As if it had been filed and stopped then; the warning had been, or had not, and so had the due time.
            const Instant stopped = startOfDay(m_first + 20)
                + std::chrono::microseconds(random.below(std::uint32_t(4e9)))
                + std::chrono::hours(random.below(24 * 30));
            const auto away
                = [&](int hours) { return std::chrono::seconds(random.below(std::uint32_t(hours * 3600))); };
            const Instant due = n % 5 ? stopped + away(100) + 1us : stopped - away(9);
            const Instant warned = n % 2 && n % 5
                ? stopped + std::chrono::floor<std::chrono::seconds>((due - stopped) * 3 / 4)
                : stopped - away(9) - 10h;
            const auto moved = m_session->query(
                "update wuquan.incident set suspended_at = $2, due_at = $3, warn_at = $4 where incident_id = $1",
                postgres::Parameters(*incident, stopped, due, warned));
            QVERIFY(moved);
            QCOMPARE(act(*incident, "resume"), u"done"_s);
            const auto rows = m_session->query(
                "select i.due_at, i.warn_at, e.at, i.suspended_at is null from wuquan.incident i join "
                "wuquan.incident_event e using (incident_id) where incident_id = $1 and e.kind = 'resumed'",
                postgres::Parameters(*incident));
            QCOMPARE(rows->rowCount(), 1);
            const Instant resumed = *rows->value<Instant>(0, 2);
            const auto left = [&](Instant until) {
                return until <= stopped          ? until
                    : unit.startsWith("working") ? walked(resumed, counted(stopped, until))
                                                 : resumed + (until - stopped);
            };
            QCOMPARE(rows->value<Instant>(0, 0), left(due));
            QCOMPARE(rows->value<Instant>(0, 1), left(warned));
            QCOMPARE(rows->value<bool>(0, 3), true);
        }
    }
};

QTEST_GUILESS_MAIN(WorkingCalendarTest)
#include "tst_workingcalendar.moc"
