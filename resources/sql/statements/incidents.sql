-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Incidents that are open or were reported on or after $2 (a day in Shanghai); with keys $1 only those among them.
select incident_id, type_id, circle_id, level, severity, state, self_handled, source, source_id, foreign_case_no, title,
    street_id, grid_id, longitude, latitude, responder_id, reported_at, filed_at, dispatched_at, accepted_at, arrived_at,
    handled_at, closed_at, due_at, version
from wuquan.incident
where (state < 6 or reported_at >= $2::date::timestamp at time zone 'Asia/Shanghai')
  and ($1::bigint[] is null or incident_id = any ($1::bigint[]))
