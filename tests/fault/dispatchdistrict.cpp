// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchdistrict.h"

#include "data/server/migration.h"

using namespace Qt::StringLiterals;

namespace wuquan::fault {

namespace {

const char dispatchDistrict[] = R"(
insert into wuquan.area (area_id, level, code, name, parent_id, boundary)
select 1 + n, case n when 0 then 1 else 2 end, '3301040' || n, '街道' || n, case when n > 0 then 1 end,
    '{"type":"Polygon","coordinates":[[[120.1,30.2],[120.3,30.2],[120.3,30.4],[120.1,30.2]]]}'
from generate_series(0, 8) n order by n;
insert into wuquan.area (area_id, level, code, name, parent_id)
select 10 + n, 3, '3301040' || n || '01', '社区' || n, 1 + n from generate_series(1, 8) n;
insert into wuquan.area (area_id, level, code, name, parent_id)
select 20 + n, 4, '3301040' || n || '01001', '网格' || n, 10 + n from generate_series(1, 8) n;
insert into wuquan.incident_type values (1, 'noise', '噪声扰民', 'Noise', 'zao sheng', 2, 1, 1, 1, 3);
insert into wuquan.incident_type_limit (type_id, step, amount, unit)
values (1, 2, 2, 'working_hour'), (1, 3, 30, 'minute'), (1, 4, 1, 'working_day'), (1, 6, 2, 'working_day');
insert into wuquan.responder_kind values (1, 'patrol', '巡逻队', 'Patrol');
insert into wuquan.responder (responder_id, kind_id, name, street_id)
select n, 1, '队' || n, 2 + (n - 1) % 8 from generate_series(1, 256) n;
select wuquan.seat_put('operator' || n, 'operator', '街道' || n || '值班', 1 + n) from generate_series(1, 8) n;
select wuquan.seat_put('field' || n, 'field', '队' || n, 1 + n, null, n) from generate_series(1, 8) n;
select wuquan.seat_put('desk' || n, 'district', '区' || n || '号台') from generate_series(1, 16) n;
)";

// Triggers and foreign keys would take minutes for what nobody looks at row by row.
const char years[] = R"(
begin;
set local session_replication_role = replica;
insert into wuquan.incident (source, source_id, platform_id, type_id, circle_id, level, severity, street_id, title, state,
    reported_at, filed_at, dispatched_at, accepted_at, responder_id, closed_at, due_at, warn_at, step_since)
select 'resident', 'old ' || n, 1, 1, 2, 1, 3, 2 + n % 8, '噪声扰民 ' || n, state, t, t + interval '1 minute',
    case when state >= 3 then t + interval '2 minutes' end, case when state >= 4 then t + interval '3 minutes' end,
    case when state >= 3 then 9 + n % 248 end, case when state >= 6 then t + interval '1 day' end, t + interval '1 year',
    t + interval '1 year', t
from (select n, case when n <= 50000 then 1 + n % 5 else 7 end as state,
        now() - case when n <= 50000 then n % 20 else 20 + n % 700 end * interval '1 day' as t
    from generate_series(1, 350000) n) v;
insert into wuquan.incident_event (incident_id, at, kind, actor)
select incident_id, reported_at, 'reported', '市民' from wuquan.incident;
insert into wuquan.dispatch_order (incident_id, main, responder_id, sent_by, sent_at, accepted_at, ended_at, ended_as)
select incident_id, true, responder_id, '区', dispatched_at, accepted_at, closed_at, case when closed_at is not null then 'done' end
from wuquan.incident where responder_id is not null;
insert into wuquan.dispatch_request (request_id, digest, at, answer)
select gen_random_uuid(), sha256(n::text::bytea), now() - n * interval '5 seconds', '{"outcome": "done"}'
from generate_series(1, 100000) n;
commit;
)";

} // namespace

Result<postgres::Settings> makeKeptDatabase(const TemporaryServer &server)
{
    auto superuser = postgres::Session::open(server.settings());
    if (!superuser)
        return std::unexpected(superuser.error());
    if (const auto made
        = superuser->run("create role keeper login createrole; alter database postgres owner to keeper");
        !made)
        return std::unexpected(made.error());
    auto settings = postgres::Settings::parse(
        u"host='%1' port=%2 user=keeper dbname=postgres"_s.arg(server.socketFolder()).arg(server.port()));
    if (!settings)
        return settings;
    auto session = postgres::Session::open(*settings);
    if (!session)
        return std::unexpected(session.error());
    if (const auto migrated = migrate(*session); !migrated)
        return std::unexpected(migrated.error());
    return settings;
}

Result<void> prepareDispatchDistrict(postgres::Session &session)
{
    return session.run(dispatchDistrict);
}

Result<void> fillWithHistory(postgres::Session &session)
{
    if (auto filled = session.run(years); !filled)
        return filled;
    return session.run("vacuum analyze");
}

Result<std::vector<std::int64_t>> addIncidents(
    postgres::Session &session, const QByteArray &batch, int count, int state)
{
    const auto rows = session.query(
        "insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, street_id, title, state, "
        "reported_at, filed_at) select 'resident', $1 || n, 1, 2, 1, 3, 2 + n % 8, '噪声扰民 ' || n, $3::smallint, "
        "now(), case when $3::smallint > 1 then now() end from generate_series(0, $2::integer - 1) n order by n "
        "returning incident_id",
        postgres::Parameters(batch, count, state));
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::int64_t> keys;
    for (int i = 0; i < rows->rowCount(); ++i)
        keys.push_back(rows->value<std::int64_t>(i).value_or(0));
    return keys;
}

} // namespace wuquan::fault
