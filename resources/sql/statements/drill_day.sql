-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Incidents of day $1 as a drill takes them along. Times before the report, or years after it, are a mistake of whoever
-- wrote them.
select i.type_id, i.circle_id, i.level, i.severity, i.grid_id, i.longitude is not null,
    floor(extract(epoch from i.reported_at - $1::timestamp at time zone 'Asia/Shanghai'))::integer,
    after.filed, after.dispatched, after.accepted, after.arrived, after.handled, after.closed
from wuquan.incident i
cross join lateral (select
        max(s) filter (where n = 1) as filed, max(s) filter (where n = 2) as dispatched, max(s) filter (where n = 3) as accepted,
        max(s) filter (where n = 4) as arrived, max(s) filter (where n = 5) as handled, max(s) filter (where n = 6) as closed
    from (select n, floor(extract(epoch from at - i.reported_at))::integer as s
        from unnest(array[i.filed_at, i.dispatched_at, i.accepted_at, i.arrived_at, i.handled_at, i.closed_at]) with ordinality v(at, n)
        where at between i.reported_at and i.reported_at + interval '10 years') taken) after
where i.reported_at >= $1::timestamp at time zone 'Asia/Shanghai'
  and i.reported_at < ($1::timestamp + interval '1 day') at time zone 'Asia/Shanghai'
  and not i.self_handled and i.type_id <> all ($2::smallint[])
order by i.reported_at, random()
