-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The incidents of incidents.sql that the lines of feed_lines.sql name, read in the same round trip; $7 is the day.
-- Databases that keep no steps lack the last columns: there the names mean those of the row beside.
select i.*
from (select null::timestamptz as step_since, null::timestamptz as warn_at, null::timestamptz as suspended_at,
    null::timestamptz as return_asked_at, null::timestamptz as supervised_until, null::timestamptz as acknowledged_at,
    null::timestamptz as shelved_until) absent
cross join lateral (
    select incident_id, type_id, circle_id, level, severity, state, self_handled, source, source_id, foreign_case_no, title,
        street_id, grid_id, longitude, latitude, responder_id, reported_at, filed_at, dispatched_at, accepted_at, arrived_at,
        handled_at, closed_at, due_at, version, step_since, warn_at, suspended_at, return_asked_at, supervised_until, acknowledged_at,
        shelved_until
    from wuquan.incident
    where (state < 6 or reported_at >= $7::date::timestamp at time zone 'Asia/Shanghai'
        or state = 6 and closed_at >= $7::date::timestamp at time zone 'Asia/Shanghai')
      and incident_id = any (array(
        select entity_id from (
            (select l.* from unnest($4::text::xid8[]) t
                cross join lateral (select xid, id, entity, entity_id from wuquan.change_log
                    where xid = t and id > case when t > $1::text::xid8 then 0 else $2::bigint end order by id limit $3::bigint) l
                where t >= $1::text::xid8 and pg_visible_in_snapshot(t, pg_current_snapshot())
                order by l.xid, l.id limit $3::bigint)
            union all
            (select xid, id, entity, entity_id from wuquan.change_log
                where (xid, id) > ($5::text::xid8, $6::bigint) order by xid, id limit $3::bigint)
            order by xid, id limit $3::bigint) c
        where entity = 5))) i
