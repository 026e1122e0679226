-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every indicator as of $1, counted from the rows: the trailing 365 days up to the last Shanghai midnight against the
-- 365 before, or against the 365 days three years before for a ratio. Counts of kinds kept out of incident come from
-- suppressed_count, whose kind then is the indicator's code.
with cut as (
    select today, (today - 365)::timestamp at time zone 'Asia/Shanghai' as year_ago, today::timestamp at time zone 'Asia/Shanghai' as midnight,
        (today - 730)::timestamp at time zone 'Asia/Shanghai' as two_years_ago,
        (today - 1460)::timestamp at time zone 'Asia/Shanghai' as ratio_from, (today - 1095)::timestamp at time zone 'Asia/Shanghai' as ratio_to
    from (select ($1::timestamptz at time zone 'Asia/Shanghai')::date as today) t
), counted as (
    select it.indicator_id, sum(n.now) as now, sum(n.now_hit) as now_hit, sum(n.before) as before, sum(n.ratio) as ratio,
        sum(n.ratio_hit) as ratio_hit
    from cut, wuquan.indicator i join wuquan.indicator_type it using (indicator_id), lateral (
        select count(*) filter (where x.reported_at >= cut.year_ago) as now,
            count(*) filter (where x.reported_at >= cut.year_ago and x.outcome = i.outcome) as now_hit,
            count(*) filter (where x.reported_at >= cut.two_years_ago and x.reported_at < cut.year_ago) as before,
            count(*) filter (where x.reported_at < cut.ratio_to) as ratio,
            count(*) filter (where x.reported_at < cut.ratio_to and x.outcome = i.outcome) as ratio_hit
        from wuquan.incident x
        where x.type_id = it.type_id and x.reported_at < cut.midnight
          and x.reported_at >= case i.measure when 'ratio' then cut.ratio_from when 'count_yoy' then cut.two_years_ago else cut.year_ago end) n
    where i.measure in ('count_yoy', 'count', 'ratio')
    group by it.indicator_id
), suppressed as (
    select i.indicator_id, coalesce(sum(s.n) filter (where s.day >= cut.today - 365), 0) as now,
        coalesce(sum(s.n) filter (where s.day < cut.today - 365), 0) as before
    from cut, wuquan.indicator i
    left join wuquan.suppressed_count s on s.kind = i.code and s.day >= (select today - 730 from cut) and s.day < (select today from cut)
    where i.measure = 'count_yoy' and not exists (select from wuquan.indicator_type it where it.indicator_id = i.indicator_id)
    group by i.indicator_id
), last_one as (
    select it.indicator_id, (cut.today - max(l.day)) as days
    from cut, wuquan.indicator i join wuquan.indicator_type it using (indicator_id), lateral (
        select (max(x.reported_at) at time zone 'Asia/Shanghai')::date as day from wuquan.incident x
        where x.type_id = it.type_id and x.reported_at < cut.midnight) l
    where i.measure = 'days_since'
    group by it.indicator_id, cut.today
)
select i.indicator_id, i.code, i.name, i.name_en, i.measure, i.better, i.definition, i.definition_en,
    (case i.measure when 'count_yoy' then coalesce(c.now, s.now) when 'count' then c.now_hit
        when 'ratio' then c.now_hit::float8 / nullif(c.now, 0) when 'days_since' then l.days else r.value end)::float8 as value,
    (case i.measure when 'count_yoy' then coalesce(c.before, s.before) when 'ratio' then c.ratio_hit::float8 / nullif(c.ratio, 0) end)::float8 as before,
    coalesce(case i.measure when 'count_yoy' then coalesce(c.now, s.now) when 'count' then c.now_hit when 'ratio' then c.now_hit end, 0)::bigint as numerator,
    coalesce(case i.measure when 'count_yoy' then coalesce(c.before, s.before) when 'ratio' then c.now end, 0)::bigint as denominator,
    coalesce(r.note, '') as note, coalesce(r.note_en, '') as note_en
from wuquan.indicator i
left join counted c using (indicator_id)
left join suppressed s using (indicator_id)
left join last_one l using (indicator_id)
left join lateral (select f.value, f.note, f.note_en from wuquan.reported_figure f
    where f.indicator_id = i.indicator_id and f.as_of <= (select today from cut) order by f.as_of desc limit 1) r on true
order by i.indicator_id
