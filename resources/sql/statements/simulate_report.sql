-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A new incident with the events that brought it here ($20, a JSON array of at, kind, from_state, to_state, actor).
with added as (
    insert into wuquan.incident (incident_id, source, source_id, platform_id, foreign_case_no, foreign_owner, type_id, circle_id, level,
        severity, street_id, grid_id, longitude, latitude, title, state, self_handled, reported_at, filed_at, handled_at, closed_at, due_at,
        outcome)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $21, $22, $23, $24)
    returning incident_id
)
insert into wuquan.incident_event (incident_id, at, kind, from_state, to_state, actor)
select a.incident_id, e.at, e.kind, e.from_state, e.to_state, e.actor
from added a, jsonb_to_recordset($20::jsonb) as e(at timestamptz, kind text, from_state smallint, to_state smallint, actor text)
order by e.at
