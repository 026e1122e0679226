-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Adds the waiting rows that source $1 has not given before.
insert into wuquan.incident (source, source_id, platform_id, foreign_case_no, foreign_owner, type_id, circle_id, level,
    severity, street_id, grid_id, longitude, latitude, title, state, self_handled, outcome, reported_at, filed_at,
    dispatched_at, accepted_at, arrived_at, handled_at, closed_at)
select $1, source_id, platform_id, foreign_case_no, foreign_owner, type_id, circle_id, level,
    severity, street_id, grid_id, longitude, latitude, title, state, self_handled, outcome, reported_at, filed_at,
    dispatched_at, accepted_at, arrived_at, handled_at, closed_at
from import_row
on conflict (source, source_id) do nothing
