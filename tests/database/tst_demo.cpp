// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/postgres/statement.h"
#include "data/server/demo.h"
#include "data/server/demoworld.h"
#include "tests/support/temporaryserver.h"

#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The demo district, made once from the fixed seed and looked at from all sides.
class DemoTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TemporaryServer> m_server;
    std::unique_ptr<postgres::Session> m_session;
    DemoReport m_report;
    // A Tuesday morning in Shanghai.
    const Instant m_asOf
        = std::chrono::sys_days(std::chrono::year(2018) / 9 / 4) + std::chrono::hours(2) + std::chrono::minutes(32);

    [[nodiscard]] postgres::Session sessionOf(const QString &database = u"postgres"_s) const
    {
        auto session = postgres::Session::open(m_server->settings(database));
        if (!session)
            qFatal("%s", qPrintable(session.error().message));
        return std::move(*session);
    }
    [[nodiscard]] std::int64_t number(const QByteArray &sql) const
    {
        const auto rows = m_session->query(sql);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        return rows->value<std::int64_t>().value_or(-1);
    }
    static DemoReport made(postgres::Session &session, Instant asOf)
    {
        auto report = makeDemo(session, {.asOf = asOf});
        if (!report)
            qFatal("%s", qPrintable(report.error().message));
        return *report;
    }
    [[nodiscard]] postgres::ResultSet indicators(Instant at) const
    {
        auto rows = m_session->query(postgres::namedStatement(u"indicators"_s).value(), postgres::Parameters(at));
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        return std::move(*rows);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        m_session = std::make_unique<postgres::Session>(sessionOf());
        QVERIFY(m_session->run("create database twin template postgres"));
        m_report = made(*m_session, m_asOf);
        qInfo("made in %lld ms", qlonglong(m_report.took.count()));
    }

    void counts_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<qlonglong>("expected");
        const auto row = [](const char *name, const char *sql, qlonglong expected) {
            QTest::newRow(name) << QByteArray(sql) << expected;
        };
        row("streets", "select count(*) from wuquan.area where level = 2", 8);
        row("communities", "select count(*) from wuquan.area where level = 3", 146);
        row("grids", "select count(*) from wuquan.area where level = 4", 615);
        row("types", "select count(*) from wuquan.incident_type", 173);
        row("tasks", "select count(*) from wuquan.catalogue_item where list like 'task%'", 77);
        row("standards", "select count(*) from wuquan.catalogue_item where list = 'standard'", 100);
        row("annotations", "select count(distinct kind) from wuquan.annotation", 3);
        row("departments", "select count(*) from wuquan.department", 55);
        row("cameras",
            "select count(*) from wuquan.device d join wuquan.device_kind k using (kind_id) where k.code like "
            "'camera%'",
            33500);
        row("detectors",
            "select count(*) from wuquan.device d join wuquan.device_kind k using (kind_id) where k.code = "
            "'fire_detector'",
            22585);
        row("smart locks",
            "select sum(n) from wuquan.device_count c join wuquan.device_kind k using (kind_id) where k.code = "
            "'smart_lock'",
            4900);
        row("locks have no device",
            "select count(*) from wuquan.device d join wuquan.device_kind k using (kind_id) where not k.positioned", 0);
        row("mediation",
            "select count(*) from wuquan.place p join wuquan.place_kind k using (kind_id) where k.code = 'mediation'",
            173);
        row("circles with places",
            "select count(distinct k.circle_id) from wuquan.place p join wuquan.place_kind k using (kind_id)", 5);
        row("internet places stand nowhere",
            "select count(*) from wuquan.place p join wuquan.place_kind k using (kind_id) "
            "where (k.circle_id = 5) <> (p.longitude is null)",
            0);
        row("grid staff",
            "select sum(headcount) from wuquan.responder r join wuquan.responder_kind k using (kind_id) where k.code = "
            "'grid_team'",
            2700);
        row("grids with a team that looks after them",
            "select count(distinct grid_id) from wuquan.responder r join wuquan.responder_kind k using (kind_id) "
            "where k.watches_grid",
            615);
        row("teams in a state that their hours don't allow",
            "select count(*) from wuquan.attribute a cross join wuquan.due_states(a.value::timestamptz) "
            "where a.name = 'demo_as_of'",
            0);
        row("urgent types without a run card by day or by night",
            "select count(*) from wuquan.incident_type t where severity = 1 and 6 <> (select count(*) from "
            "wuquan.run_card c where c.type_id = t.type_id)",
            0);
        row("patrols", "select count(*) from wuquan.patrol", 48);
        row("dead devices together", "select count(*) from wuquan.void_alert where kind = 'devices'", 1);
        row("domestic violence is no type",
            "select count(*) from wuquan.incident_type where name like '%家暴%' or code like '%domestic%'", 0);
        row("columns that could name a person",
            "select count(*) from information_schema.columns where table_schema = 'wuquan' and "
            "column_name ~ '(person|citizen|id_card|phone|contact|reporter|resident_name)' "
            // How a caller is reached while the case is open: nobody reads it but through contact_of().
            "and (table_name, column_name) <> ('incident_contact', 'phone')",
            0);
        row("callers that are made up", "select count(*) from wuquan.incident_contact", 0);
    }
    void counts()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const qlonglong, expected);
        QCOMPARE(number(sql), expected);
    }

    /// PostgreSQL's own polygon counts the border as inside; the generator is stricter.
    void everythingStandsInItsGrid_data()
    {
        QTest::addColumn<QByteArray>("table");
        for (const char *table : {"device", "place", "responder", "incident"})
            QTest::newRow(table) << QByteArray(table);
    }
    void everythingStandsInItsGrid()
    {
        QFETCH(const QByteArray, table);
        QVERIFY(number("select count(*) from wuquan." + table + " where longitude is not null") > 100);
        QCOMPARE(number("with shape as materialized (select area_id, ('(' || (select string_agg(format('(%s,%s)', p "
                        "->> 0, p ->> 1), ',') "
                        "from jsonb_array_elements(boundary -> 'coordinates' -> 0) p) || ')')::polygon as ring from "
                        "wuquan.area where level = 4) "
                        "select count(*) from wuquan."
                     + table
                     + " t left join shape s on s.area_id = t.grid_id "
                       "where t.longitude is not null and not coalesce(s.ring @> point(t.longitude, t.latitude), false)"
                     + (table == "incident" ? " and t.incident_id % 20 = 0" : "")),
            0);
    }

    /// Calm at any hour of a week: most grids have somebody, a handful has nobody, and in every street somebody is
    /// there for what can't wait.
    void somebodyIsOnDutyAtAnyHour()
    {
        const QByteArray hours = "from generate_series(timestamptz '" + postgres::timestampText(m_asOf)
            + "', timestamptz '" + postgres::timestampText(m_asOf + std::chrono::days(7)) + "', '1 hour') t";
        const std::int64_t most = number("select max(n) from (select (select count(*) from wuquan.void_now(t) v where "
                                         "v.kind = 'grid') as n "
            + hours + ") h");
        const std::int64_t least = number("select min(n) from (select (select count(*) from wuquan.void_now(t) v where "
                                          "v.kind = 'grid') as n "
            + hours + ") h");
        QVERIFY2(least >= 1 && most <= 9, qPrintable(u"%1 to %2"_s.arg(least).arg(most)));
        QCOMPARE(number("select min(n) from (select (select count(distinct r.street_id) from wuquan.duty(t) d join "
                        "wuquan.responder r using (responder_id) join wuquan.patrol p using (responder_id) "
                        "where d.on_duty) as n "
                     + hours + ") h"),
            8);
        const std::int64_t standing = number("select count(*) from wuquan.void_alert where ended_at is null");
        QVERIFY2(standing >= 2 && standing <= 12, qPrintable(QString::number(standing)));
    }

    void fewDevicesAreOffline()
    {
        const std::int64_t all = number("select count(*) from wuquan.device");
        const std::int64_t offline = number("select count(*) from wuquan.device where state = 1");
        QVERIFY2(offline * 100 >= all && offline * 100 <= 2 * all, qPrintable(QString::number(offline)));
        QVERIFY(number("select count(*) from wuquan.device where state = 3") * 200 < all);
        QCOMPARE(number("select count(*) from wuquan.device d join wuquan.device_kind k using (kind_id) "
                        "where (k.code like 'camera%') <> (d.heading is not null and d.field_of_view is not null and "
                        "d.reach is not null)"),
            0);
    }

    void indicators_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<double>("percent"); // change; for clearance the shares
        const auto row
            = [](const char *code, double percent) { QTest::newRow(code) << QString::fromLatin1(code) << percent; };
        row("criminal_cases", -8.9);
        row("vice_calls", -47.44);
        row("property_crime", -23.27);
        row("work_accidents", -25.62);
        row("fires", -42.58);
        row("burglary", -51);
        row("e_bike_theft", -60.5);
        row("domestic_violence", -14);
    }
    void indicators()
    {
        QFETCH(const QString, code);
        QFETCH(const double, percent);
        const auto rows = indicators(m_asOf);
        for (int i = 0; i < rows.rowCount(); ++i) {
            if (rows.value<QString>(i, 1) != code)
                continue;
            const double value = rows.value<double>(i, 8).value_or(0), before = rows.value<double>(i, 9).value_or(0);
            const double change = (value / before - 1) * 100;
            QVERIFY2(std::abs(change - percent) <= 0.05 || std::abs(value - before * (1 + percent / 100)) <= 0.5,
                qPrintable(u"%1 against %2"_s.arg(value).arg(before)));
            QCOMPARE(rows.value<std::int64_t>(i, 10), std::int64_t(value));
            QCOMPARE(rows.value<std::int64_t>(i, 11), std::int64_t(before));
            return;
        }
        QFAIL("no such indicator");
    }

    void otherIndicators()
    {
        const auto rows = indicators(m_asOf);
        QCOMPARE(rows.rowCount(), 13);
        for (int i = 0; i < rows.rowCount(); ++i) {
            const QString code = rows.value<QString>(i, 1).value();
            const double value = rows.value<double>(i, 8).value_or(-1);
            if (code == "clearance"_L1) {
                QVERIFY2(std::abs(value * 100 - 70.97) <= 0.05, qPrintable(QString::number(value)));
                QVERIFY2(std::abs(rows.value<double>(i, 9).value_or(0) * 100 - 5.67) <= 0.05,
                    qPrintable(QString::number(value)));
            } else if (code == "missing_found"_L1) {
                QCOMPARE(value, 147.0);
            } else if (code == "early_fire_alarms"_L1) {
                QCOMPARE(value, 23.0);
            } else if (code == "no_larger_accident"_L1) {
                QCOMPARE(value, 1316.0);
            } else if (code == "safety_rank"_L1) {
                QCOMPARE(value, 2.0);
                QVERIFY(!rows.value<QString>(i, 12).value_or(QString()).isEmpty());
            }
        }
    }

    void aYearHasAbout310ADay()
    {
        const std::int64_t year = number("select count(*) from wuquan.incident where reported_at >= '2017-09-04 "
                                         "00:00+08' and reported_at < '2018-09-04 00:00+08'");
        QVERIFY2(qAbs(year - 310 * 365) < 365, qPrintable(QString::number(year)));
        QCOMPARE(
            number("select count(*) from wuquan.incident where reported_at < '2013-09-04 00:00+08' or reported_at > '"
                + postgres::timestampText(m_asOf) + "'"),
            0);
    }

    void stepsFollowOneAnother()
    {
        QCOMPARE(number("select count(*) from wuquan.incident where filed_at < reported_at or dispatched_at < filed_at "
                        "or accepted_at < dispatched_at "
                        "or arrived_at < accepted_at or handled_at < arrived_at or closed_at < handled_at"),
            0);
        QCOMPARE(number("select count(*) from wuquan.incident where greatest(filed_at, dispatched_at, accepted_at, "
                        "arrived_at, handled_at, closed_at) > '"
                     + postgres::timestampText(m_asOf) + "'"),
            0);
        // Each state has the times of the steps before it and none after.
        QCOMPARE(
            number("select count(*) from wuquan.incident where not self_handled and (state >= 2) <> (filed_at is not "
                   "null) "
                   "or not self_handled and (state >= 3) <> (dispatched_at is not null) or not self_handled and (state "
                   ">= 4) <> (accepted_at is not null) "
                   "or (state >= 5) <> (handled_at is not null) or (state >= 6) <> (closed_at is not null) or (state < "
                   "6) <> (due_at is not null) "
                   "or not self_handled and (state >= 3) <> (responder_id is not null) or self_handled and state < 6"),
            0);
    }

    void openOnesAreWhatADeskSees()
    {
        const QByteArray asOf = postgres::timestampText(m_asOf);
        QCOMPARE(number("select count(*) from wuquan.incident where state < 6"), m_report.open);
        QVERIFY(m_report.open >= 100 && m_report.open <= 130);
        QCOMPARE(number("select count(*) from wuquan.incident where state < 6 and severity = 1"), 3);
        const std::int64_t pressing = number("select count(*) from wuquan.incident where state < 6 and severity = 2");
        QVERIFY(pressing >= 10 && pressing <= 15);
        const std::int64_t overdue
            = number("select count(*) from wuquan.incident where state < 6 and due_at < '" + asOf + "'");
        QVERIFY2(overdue >= 2 && overdue <= 6, qPrintable(QString::number(overdue)));
        QCOMPARE(number("select count(distinct state) from wuquan.incident where state < 6"), 4);
        QVERIFY(
            number(
                "select count(*) * 1000 / (select count(*) from wuquan.incident) from wuquan.incident where state >= 6")
            >= 994);
        QVERIFY(number("select count(*) * 100 / (select count(*) from wuquan.incident) from wuquan.incident where "
                       "self_handled")
            >= 60);
    }

    void eventsAreOfNinetyDays()
    {
        QVERIFY(m_report.events > 50000);
        QCOMPARE(number("select count(*) from wuquan.incident_event where at < '"
                     + postgres::timestampText(m_asOf - std::chrono::days(90)) + "'"),
            0);
        QCOMPARE(number("select count(*) from (select to_state, row_number() over (partition by incident_id order by "
                        "at desc, event_id desc) as n, incident_id "
                        "from wuquan.incident_event) e join wuquan.incident i using (incident_id) where e.n = 1 and "
                        "e.to_state <> i.state"),
            0);
    }

    void dailyCountsAreTheRows()
    {
        QCOMPARE(number("select count(*) from (select 1 as dim, 0 as dim_id, circle_id as kind, (reported_at at time "
                        "zone 'Asia/Shanghai')::date as day, count(*) as n "
                        "from wuquan.incident group by 3, 4 union all select 2, street_id, circle_id, (reported_at at "
                        "time zone 'Asia/Shanghai')::date, count(*) "
                        "from wuquan.incident group by 2, 3, 4) c full join (select dim, dim_id, kind, day, sum(n) as "
                        "n from (select dim, dim_id, kind, day, n "
                        "from wuquan.trend_day union all select dim, dim_id, kind, day, n from wuquan.trend_delta) u "
                        "group by 1, 2, 3, 4) t "
                        "using (dim, dim_id, kind, day) where c.n is distinct from t.n"),
            0);
        QVERIFY(number("select count(*) from wuquan.change_log where operation = 'R'") >= 1);
        QCOMPARE(number("select count(*) from wuquan.change_log where entity <> 0"), 0);
    }

    void schemaIsAsTheMigrationsLeftIt()
    {
        auto twin = sessionOf(u"twin"_s);
        for (const char *sql : {"select string_agg(x, E'\\n' order by x) from (select format('%s %s %s', "
                                "conrelid::regclass, conname, pg_get_constraintdef(oid)) "
                                "from pg_constraint where connamespace = 'wuquan'::regnamespace) c(x)",
                 "select string_agg(indexdef, E'\\n' order by indexdef) from pg_indexes where schemaname = 'wuquan'",
                 "select string_agg(format('%s %s %s', tgrelid::regclass, tgname, tgenabled), E'\\n' order by "
                 "tgrelid::regclass::text, tgname) from pg_trigger where not tgisinternal"}) {
            const auto here = m_session->query(sql), there = twin.query(sql);
            QVERIFY(here && there);
            QCOMPARE(here->value<QString>(), there->value<QString>());
        }
    }

    void sameSeedSameRows()
    {
        auto twin = sessionOf(u"twin"_s);
        made(twin, m_asOf);
        for (const char *table : {"area", "incident_type", "place", "device", "responder", "incident", "incident_event",
                 "suppressed_count", "device_count"}) {
            // What the server's clock writes is not ours.
            const QByteArray sql = "select md5(string_agg(md5((to_jsonb(t) - 'updated_at')::text), '' order by "
                                   "md5((to_jsonb(t) - 'updated_at')::text))) from wuquan."
                + QByteArray(table) + " t"
                + (QByteArray(table).startsWith("incident") ? " where incident_id % 10 = 0 or incident_id > 640000"
                                                            : "");
            const QByteArray limited = QByteArray(table) == "incident_type" ? sql.left(sql.indexOf(" where")) : sql;
            const auto here = m_session->query(limited), there = twin.query(limited);
            QVERIFY(here && there);
            QVERIFY(here->value<QString>().has_value());
            QCOMPARE(here->value<QString>(), there->value<QString>());
        }
    }

    void secondDemoIsRefused()
    {
        const auto again = makeDemo(*m_session, {.asOf = m_asOf});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Refused);
        // The refusal left no transaction open.
        QVERIFY(m_session->run("vacuum wuquan.attribute"));
    }

    /// What is open was reported instead of something else, not on top of it.
    void todayIsAsBusyAsExpected()
    {
        const auto world = DemoWorld::read(DemoOptions().seed);
        QVERIFY(world);
        const LocalDay today = localDay(m_asOf);
        for (Circle circle : allCircles) {
            const std::int64_t expected_permille = world->expected(circle, today, 0, secondOfDay(m_asOf));
            const std::int64_t made = number("select count(*) from wuquan.incident where reported_at >= '"
                + postgres::timestampText(startOfDay(today)) + "' and circle_id = " + QByteArray::number(int(circle)));
            QVERIFY2(std::abs(made * 1000 - expected_permille) < 1000,
                qPrintable(u"circle %1: %2 instead of %3 / 1000"_s.arg(int(circle)).arg(made).arg(expected_permille)));
        }
    }

    void catchUpFillsTheTimeSince()
    {
        const auto nothing = catchUp(*m_session, m_asOf + std::chrono::minutes(5));
        QVERIFY(nothing);
        QCOMPARE(*nothing, 0);
        const auto pressing
            = [this] { return number("select count(*) from wuquan.incident where state < 6 and severity <= 2"); };
        const std::int64_t pressingBefore = pressing();
        QVERIFY(catchUp(*m_session, m_asOf + std::chrono::minutes(20)));
        QVERIFY2(pressing() >= pressingBefore - 5 && pressing() <= pressingBefore + 2,
            qPrintable(u"%1 after %2"_s.arg(pressing()).arg(pressingBefore)));
        const std::int64_t before = number("select count(*) from wuquan.incident");
        const Instant later = m_asOf + std::chrono::days(8);
        const auto added = catchUp(*m_session, later);
        QVERIFY2(added, qPrintable(added ? QString() : added.error().message));
        QVERIFY2(*added > 7 * 250 && *added < 9 * 370, qPrintable(QString::number(*added)));
        QCOMPARE(number("select count(*) from wuquan.incident"), before + *added);
        const std::int64_t open = number("select count(*) from wuquan.incident where state < 6");
        QVERIFY2(open >= 100 && open <= 130, qPrintable(QString::number(open)));
        QCOMPARE(number("select count(*) from wuquan.incident where state < 6 and reported_at < '"
                     + postgres::timestampText(m_asOf) + "'"),
            0);
        stepsAndCountsHold(later);
        const auto again = catchUp(*m_session, later);
        QVERIFY(again);
        QCOMPARE(*again, 0);
    }

    void aSimulatedDistrictIsLeftAlone()
    {
        auto simulating = sessionOf();
        QVERIFY(simulating.run("select pg_advisory_lock(hashtext('wuquan.simulator'))"));
        const auto added = catchUp(*m_session, m_asOf + std::chrono::days(9));
        QVERIFY(added);
        QCOMPARE(*added, 0);
    }

    void catchUpOverAnHourKeepsTheDesk()
    {
        const Instant later = m_asOf + std::chrono::days(8) + std::chrono::hours(1);
        const auto added = catchUp(*m_session, later);
        QVERIFY(added && *added > 0 && *added < 120);
        const std::int64_t overdue = number("select count(*) from wuquan.incident where state < 6 and due_at < '"
            + postgres::timestampText(later) + "'");
        QVERIFY2(overdue >= 1 && overdue <= 20, qPrintable(QString::number(overdue)));
        const std::int64_t open = number("select count(*) from wuquan.incident where state < 6");
        QVERIFY2(open >= 90 && open <= 135, qPrintable(QString::number(open)));
        stepsAndCountsHold(later);
    }

private:
    void stepsAndCountsHold(Instant now)
    {
        QCOMPARE(number("select count(*) from wuquan.incident where filed_at < reported_at or dispatched_at < filed_at "
                        "or accepted_at < dispatched_at "
                        "or arrived_at < accepted_at or handled_at < arrived_at or closed_at < handled_at or "
                        "greatest(filed_at, dispatched_at, accepted_at, "
                        "arrived_at, handled_at, closed_at) > '"
                     + postgres::timestampText(now) + "'"),
            0);
        QCOMPARE(number("select (select count(*) from wuquan.incident) - (select sum(n) from (select n from "
                        "wuquan.trend_day where dim = 1 "
                        "union all select n from wuquan.trend_delta where dim = 1) t)"),
            0);
    }
};

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
