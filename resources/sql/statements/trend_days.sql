-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Daily counts in [$1, $2), folded and not yet folded, as arrays in no order: a day may come more than once, and its counts
-- are to be added.
select dim, dim_id, kind, array_to_string(array_agg(n), ','), array_to_string(array_agg(day - $1::date), ',')
from (select dim, dim_id, kind, day, n from wuquan.trend_day where day >= $1::date and day < $2::date
      union all select dim, dim_id, kind, day, n from wuquan.trend_delta where day >= $1::date and day < $2::date) t
group by dim, dim_id, kind
