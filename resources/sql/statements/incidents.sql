-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Incidents that are open or were reported on or after $2 (a day in Shanghai); with keys $1 only those among them.
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
    where (state < 6 or reported_at >= $2::date::timestamp at time zone 'Asia/Shanghai'
        or state = 6 and closed_at >= $2::date::timestamp at time zone 'Asia/Shanghai')
      and ($1::bigint[] is null or incident_id = any ($1::bigint[]))) i
