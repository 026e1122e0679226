-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- When incidents of the day $1 were reported, as seconds of that day in Shanghai: today so far is compared with it.
select street_id, circle_id, extract(epoch from reported_at - $1::date::timestamp at time zone 'Asia/Shanghai')::integer
from wuquan.incident
where reported_at >= $1::date::timestamp at time zone 'Asia/Shanghai'
  and reported_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'
