-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where incidents were that were reported from the day $1 to the day $2 (Shanghai, both among them), the newest first
-- and at most $4; the last column says whether the text $3 is in a title or a number. Those without a position too:
-- they are counted.
select reported_at, type_id, circle_id, severity, street_id, grid_id, longitude, latitude,
    position(lower($3::text) in lower(title)) > 0
        or position(lower($3::text) in lower(coalesce(foreign_case_no, ''))) > 0
        or position(lower($3::text) in lower(source_id)) > 0
        or incident_id::text = $3::text as named
from wuquan.incident
where reported_at >= $1::date::timestamp at time zone 'Asia/Shanghai'
  and reported_at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai'
order by reported_at desc
limit $4::integer
