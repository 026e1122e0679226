// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drillfixture.h"

#include "data/server/migration.h"

#include <QProcess>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// Grid n of eight is a square of a hundredth of a degree. Whoever is called by name, number or key in an incident must
// not be in a drill.
const char district[] = R"(
insert into wuquan.attribute values ('title', '江干区'), ('title_en', 'Jianggan'), ('demo', 'true'), ('demo_seed', '7');
insert into wuquan.area (area_id, level, code, name, parent_id)
select 1 + n, case n when 0 then 1 else 2 end, '3301040' || n, '街道' || n, case when n > 0 then 1 end
from generate_series(0, 8) n order by n;
insert into wuquan.area (area_id, level, code, name, parent_id)
select 10 + n, 3, '3301040' || n || '01', '社区' || n, 1 + n from generate_series(1, 8) n;
insert into wuquan.area (area_id, level, code, name, parent_id, boundary)
select 20 + n, 4, '3301040' || n || '01001', '网格' || n, 10 + n, jsonb_build_object('type', 'Polygon', 'coordinates',
    jsonb_build_array(jsonb_build_array(jsonb_build_array(x, 30.2), jsonb_build_array(x + 0.01, 30.2),
        jsonb_build_array(x + 0.01, 30.21), jsonb_build_array(x, 30.21), jsonb_build_array(x, 30.2))))
from (select n, 120.1 + n / 100.0 as x from generate_series(1, 8) n) g;
insert into wuquan.department values (1, 'urban', '城管局', 'Urban management');
insert into wuquan.incident_type (type_id, code, name, name_en, circle_id, defence_id, platform_id, level, severity) values
    (1, 'noise', '噪声扰民', 'Noise', 2, 1, 1, 1, 3), (2, 'fire', '火灾', 'Fire', 3, 2, 1, 3, 1),
    (3, 'dispute', '矛盾纠纷', 'Dispute', 2, 4, 1, 1, 3);
insert into wuquan.incident_type_limit (type_id, step, amount, unit)
select t, s, a, 'minute' from generate_series(1, 2) t, (values (2, 30), (3, 60), (4, 45), (6, 20)) as l(s, a);
update wuquan.dispatch_rule set value = 33 where rule = 'duplicate_minutes';
delete from wuquan.calendar_day where day = '2026-10-01';
insert into wuquan.place_kind values (1, 'park', '公园', 'Park', 1);
insert into wuquan.place (kind_id, name, grid_id) values (1, '城东公园', 21);
insert into wuquan.device_kind values (1, 'camera', '监控', 'Camera', true);
insert into wuquan.device (source, source_id, kind_id, name, grid_id) select 'device', 'cam ' || n, 1, '监控' || n, 20 + n % 8 + 1
from generate_series(1, 3000) n;
insert into wuquan.responder_kind values (1, 'patrol', '巡逻队', 'Patrol');
insert into wuquan.responder (responder_id, kind_id, name, street_id, department_id, state)
select n, 1, '队' || n, 2 + (n - 1) % 8, 1, n % 3 from generate_series(1, 40) n;
select wuquan.seat_put('op_' || n, 'operator', '街道' || n || '原值班', 1 + n) from generate_series(1, 2) n;
insert into wuquan.incident (source, source_id, foreign_case_no, foreign_owner, platform_id, type_id, circle_id, level, severity,
    grid_id, longitude, latitude, title, state, responder_id, reported_at, filed_at, dispatched_at, accepted_at, arrived_at,
    handled_at, closed_at, self_handled)
select 'resident', 'realkey' || n, 'CASENO' || n, 'THEIRS' || n, 1, case when n > 380 then 3 else 1 + n % 2 end, 2, 1 + n % 3, 1 + n % 3,
    g, 120.1 + (g - 20) / 100.0 + 0.004, 30.204, '张某某户 1380000' || n || ' 求助', case when n % 5 = 0 then 5 else 6 end, 1 + n % 40,
    at, at + n % 7 * interval '1 minute', at + (10 + n % 113) * interval '1 minute',
    at + (12 + n % 113) * interval '1 minute', case when n % 3 > 0 then at + (20 + n % 113) * interval '1 minute' end,
    at + (30 + n % 150) * interval '1 minute', case when n % 5 > 0 then at + (45 + n % 170) * interval '1 minute' end, n between 321 and 380
from (select n, 21 + n % 8 as g, timestamptz '2026-08-20 00:00+08' + (n * 7919 % 86000) * interval '1 second' as at
    from generate_series(1, 400) n) v;
insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, title, state, reported_at)
select 'resident', 'other' || n, 1, 2, 1, 3, '另日' || n, 2, timestamptz '2026-08-20 00:00+08'
    + case when n % 2 = 0 then -n else 86399 + n end * interval '1 second' from generate_series(1, 20) n;
insert into wuquan.incident_event (incident_id, at, kind, actor, note)
select incident_id, reported_at, 'note', '原值班', 'NOTE' || source_id from wuquan.incident;
)";

void demand(const Result<void> &done, const char *what)
{
    if (!done)
        qFatal("%s: %s", what, qPrintable(done.error().message));
}

} // namespace

DrillFixture::DrillFixture()
{
    if (!m_server.isRunning())
        qFatal("%s", qPrintable(m_server.errorMessage()));
    auto superuser = open(u"postgres"_s, u"postgres"_s);
    demand(superuser.run("create role keeper login createrole; grant pg_signal_backend to keeper"), "keeper");
    makeDatabase(u"district"_s);
    auto session = open(u"district"_s);
    const auto migrated = migrate(session);
    if (!migrated)
        qFatal("%s", qPrintable(migrated.error().message));
    demand(session.run(district), "district");
}

QString DrillFixture::connection(const QString &database, const QString &user) const
{
    return u"host='%1' port=%2 user=%3 dbname=%4"_s.arg(m_server.socketFolder())
        .arg(m_server.port())
        .arg(user, database);
}

postgres::Settings DrillFixture::settings(const QString &database, const QString &user) const
{
    return postgres::Settings::parse(connection(database, user)).value();
}

postgres::Session DrillFixture::open(const QString &database, const QString &user) const
{
    auto session = postgres::Session::open(settings(database, user));
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    return std::move(*session);
}

void DrillFixture::makeDatabase(const QString &name) const
{
    demand(open(u"postgres"_s, u"postgres"_s).run("create database " + name.toUtf8() + " owner keeper"), "database");
}

void DrillFixture::makeDrill(const QString &name) const
{
    makeDatabase(name);
    const auto made = prepareDrill(settings(u"district"_s), settings(name), {.day = day});
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
}

QByteArray DrillFixture::dump(const QString &database) const
{
    QProcess process;
    process.start(u"pg_dump"_s, {u"--inserts"_s, u"-d"_s, connection(database, u"postgres"_s)});
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        qFatal("pg_dump: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

std::int64_t DrillFixture::number(const QString &database, const QByteArray &sql) const
{
    auto session = open(database);
    const auto rows = session.query(sql);
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    return rows->value<std::int64_t>().value_or(-1);
}

Instant DrillFixture::serverTime() const
{
    return DrillRunner::serverTime(settings(u"postgres"_s)).value();
}

DrillRunner DrillFixture::run(const QString &database, const DrillPart &part, const Clock &clock) const
{
    auto runner = DrillRunner::open(settings(database), part, ServerClock(clock));
    if (!runner)
        qFatal("%s", qPrintable(runner.error().message));
    return std::move(*runner);
}

int DrillFixture::pass(DrillRunner &runner, FixedClock &clock, int most)
{
    int brought = 0;
    while (!runner.isEnded() && brought < most) {
        clock.advance(std::max<std::chrono::microseconds>(runner.nextAt() - clock.now(), std::chrono::microseconds(0)));
        const auto done = runner.step(clock.now());
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        brought += *done;
    }
    return brought;
}

EndedProgram DrillFixture::wuquanctl(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"), arguments);
    if (!process.waitForFinished(60000))
        return {.errors = process.errorString()};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace wuquan
