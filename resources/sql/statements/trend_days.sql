-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Daily counts in [$1, $2), folded and not yet folded, as arrays in the order of days.
select dim, dim_id, kind, array_to_string(array_agg(n order by day), ','), array_to_string(array_agg(day - $1::date order by day), ',')
from (select dim, dim_id, kind, day, sum(n)::integer as n
      from (select dim, dim_id, kind, day, n from wuquan.trend_day where day >= $1::date and day < $2::date
            union all select dim, dim_id, kind, day, n from wuquan.trend_delta where day >= $1::date and day < $2::date) t
      group by dim, dim_id, kind, day) d
group by dim, dim_id, kind
