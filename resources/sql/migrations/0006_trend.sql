-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Daily counts: deltas are appended by every statement and folded later, readers add both.

create table wuquan.trend_day (
    dim smallint not null check (dim in (1, 2)),
    dim_id integer not null,
    kind smallint not null,
    day date not null,
    n integer not null
);
create unique index trend_day_key on wuquan.trend_day (dim, dim_id, kind, day) include (n);
comment on table wuquan.trend_day is 'Incidents reported by day, folded; add trend_delta for the present figure.';
comment on column wuquan.trend_day.dim is 'What dim_id is: 1 the whole database (dim_id 0), 2 a street.';
comment on column wuquan.trend_day.dim_id is 'Area of the dimension.';
comment on column wuquan.trend_day.kind is 'Circle, 1 to 5.';
comment on column wuquan.trend_day.day is 'Day in Asia/Shanghai.';
comment on column wuquan.trend_day.n is 'How many.';

create table wuquan.trend_delta (
    id bigint generated always as identity primary key,
    dim smallint not null,
    dim_id integer not null,
    kind smallint not null,
    day date not null,
    n integer not null
);
comment on table wuquan.trend_delta is 'Changes of trend_day that have not been folded yet.';
comment on column wuquan.trend_delta.id is 'Order of arrival.';
comment on column wuquan.trend_delta.dim is 'See trend_day.';
comment on column wuquan.trend_delta.dim_id is 'See trend_day.';
comment on column wuquan.trend_delta.kind is 'See trend_day.';
comment on column wuquan.trend_delta.day is 'See trend_day.';
comment on column wuquan.trend_delta.n is 'How many more, negative for fewer.';

create function wuquan.trend_append() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    insert into wuquan.trend_delta (dim, dim_id, kind, day, n)
    select case when grouping(street_id) = 1 then 1 else 2 end, coalesce(street_id, 0), circle_id, day,
        count(*) * tg_argv[0]::integer
    from (select street_id, circle_id, (reported_at at time zone 'Asia/Shanghai')::date as day from changed) c
    group by grouping sets ((circle_id, day), (street_id, circle_id, day))
    having grouping(street_id) = 1 or street_id is not null;
    return null;
end $$;
comment on function wuquan.trend_append() is 'Appends what an insert (argument 1) or a delete (argument -1) changed in the daily counts.';
create trigger trend_insert after insert on wuquan.incident referencing new table as changed
    for each statement execute function wuquan.trend_append('1');
create trigger trend_delete after delete on wuquan.incident referencing old table as changed
    for each statement execute function wuquan.trend_append('-1');

create function wuquan.trend_move() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    insert into wuquan.trend_delta (dim, dim_id, kind, day, n)
    select v.dim, v.dim_id, m.circle_id, (m.reported_at at time zone 'Asia/Shanghai')::date as day, sum(m.n)
    from (select street_id, circle_id, reported_at, 1 as n from added
          union all select street_id, circle_id, reported_at, -1 from removed) m,
         lateral (values (1::smallint, 0), (2::smallint, m.street_id)) as v(dim, dim_id)
    where v.dim_id is not null
    group by 1, 2, 3, 4 having sum(m.n) <> 0;
    return null;
end $$;
comment on function wuquan.trend_move() is 'Appends the difference when an update moves an incident in time, street or circle; nothing for the usual update.';
create trigger trend_update after update on wuquan.incident referencing old table as removed new table as added
    for each statement execute function wuquan.trend_move();

create function wuquan.trend_fold() returns bigint language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    folded bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('wuquan.trend_fold')) then
        return 0;
    end if;
    with taken as (delete from wuquan.trend_delta returning dim, dim_id, kind, day, n),
    summed as (select dim, dim_id, kind, day, sum(n)::integer as n from taken group by dim, dim_id, kind, day)
    insert into wuquan.trend_day as t (dim, dim_id, kind, day, n) select dim, dim_id, kind, day, n from summed where n <> 0
    on conflict (dim, dim_id, kind, day) do update set n = t.n + excluded.n;
    get diagnostics folded = row_count;
    return folded;
end $$;
comment on function wuquan.trend_fold() is 'Folds the appended deltas into trend_day, one caller at a time; returns how many daily counts changed.';
