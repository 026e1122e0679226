-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Retention holds for changes too that were written while nobody had made their day.

create or replace function wuquan.change_log_maintain() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    today date := (now() at time zone 'Asia/Shanghai')::date;
    keep integer;
    oldest timestamptz;
    day date;
    day_begin timestamptz;
    day_end timestamptz;
    part text;
    newest xid8;
begin
    perform pg_advisory_xact_lock(hashtext('wuquan.change_log_maintain'));
    select days into keep from wuquan.change_log_retention;
    oldest := (today - keep)::timestamp at time zone 'Asia/Shanghai';
    -- The days ahead, and those of changes that found none.
    for day in
        select today + n from generate_series(0, 2) n
        union
        select (at at time zone 'Asia/Shanghai')::date from wuquan.change_log_default where at >= oldest
        order by 1
    loop
        part := 'change_log_' || to_char(day, 'YYYYMMDD');
        continue when to_regclass('wuquan.' || part) is not null;
        day_begin := day::timestamp at time zone 'Asia/Shanghai';
        day_end := (day + 1)::timestamp at time zone 'Asia/Shanghai';
        execute format('create table wuquan.%I (like wuquan.change_log including all excluding identity)', part);
        execute format('with moved as (delete from wuquan.change_log_default where at >= %L and at < %L returning *)
            insert into wuquan.%I select * from moved', day_begin, day_end, part);
        execute format('alter table wuquan.change_log attach partition wuquan.%I for values from (%L) to (%L)',
            part, day_begin, day_end);
    end loop;
    with dropped as (delete from wuquan.change_log_default where at < oldest returning xid)
    select max(xid) into newest from dropped;
    update wuquan.change_log_retention set dropped_through = newest where dropped_through < newest;
    for part in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'wuquan.change_log'::regclass and c.relname ~ '^change_log_[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep
    loop
        execute format('select max(xid) from wuquan.%I', part) into newest;
        update wuquan.change_log_retention set dropped_through = newest where dropped_through < newest;
        execute format('drop table wuquan.%I', part);
    end loop;
end $$;

comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, demo_still, simulated_rate.';
