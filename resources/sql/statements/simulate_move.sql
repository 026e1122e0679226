-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The next step of incident $1, unless somebody else moved it: it must still be in state $2 and not have arrived when
-- $12 says so. Its events are $11; its responder becomes busy or free with it.
with moved as (
    update wuquan.incident set state = $3, responder_id = $4, filed_at = $5, dispatched_at = $6, accepted_at = $7, arrived_at = $8,
        handled_at = $9, closed_at = $10, due_at = $13, outcome = $14
    where incident_id = $1 and state = $2::smallint and (not $12::boolean or arrived_at is null)
    returning incident_id, state, responder_id
), told as (
    insert into wuquan.incident_event (incident_id, at, kind, from_state, to_state, actor)
    select m.incident_id, e.at, e.kind, e.from_state, e.to_state, e.actor
    from moved m, jsonb_to_recordset($11::jsonb) as e(at timestamptz, kind text, from_state smallint, to_state smallint, actor text)
), occupied as (
    update wuquan.responder r set state = case m.state when 4 then 1 else 0 end
    from moved m
    where r.responder_id = m.responder_id and r.state <> 2 and r.state <> case m.state when 4 then 1 else 0 end
      and (m.state = 4 or m.state = 5 and not exists (select from wuquan.incident i
          where i.responder_id = r.responder_id and i.state = 4 and i.incident_id <> m.incident_id))
)
select count(*) from moved
