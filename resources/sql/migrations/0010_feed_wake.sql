-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The feed is woken by its changes, and knows of crash recoveries.

alter table wuquan.feed_epoch add column recovery bigint not null default 0;
comment on column wuquan.feed_epoch.recovery is 'Microseconds since 2000 of the last crash recovery. Numbers of transactions that no disk remembers are given again after it, so that a position in the change log no longer holds.';

create or replace function wuquan.feed_epoch_refresh() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    sysid bigint;
    tli integer;
    recovered bigint;
begin
    if pg_is_in_recovery() then
        return;
    end if;
    select system_identifier into sysid from pg_control_system();
    tli := ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer;
    -- Statistics are thrown away by a crash recovery and by nothing else that happens by itself.
    select (extract(epoch from stats_reset - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint into recovered
    from pg_stat_bgwriter;
    -- Looked at first: a write would make every reader of a cluster whose standby is away wait for it.
    if exists (select from wuquan.feed_epoch where (system_identifier, timeline, recovery) = (sysid, tli, coalesce(recovered, 0))) then
        return;
    end if;
    insert into wuquan.feed_epoch as e (system_identifier, timeline, recovery) values (sysid, tli, coalesce(recovered, 0))
    on conflict (one) do update set system_identifier = excluded.system_identifier, timeline = excluded.timeline,
        recovery = excluded.recovery, since = now()
    where (e.system_identifier, e.timeline, e.recovery)
        is distinct from (excluded.system_identifier, excluded.timeline, excluded.recovery);
end $$;
comment on function wuquan.feed_epoch_refresh() is 'Writes the present epoch on a primary when it differs; does nothing on a standby.';
select wuquan.feed_epoch_refresh();

-- As in 0009, but a day is dropped only where nobody is in the way: a drop that waits for one open writer makes everybody
-- else wait behind it.
create or replace function wuquan.change_log_maintain() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp set lock_timeout = '100ms' as $$
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
    if not pg_try_advisory_xact_lock(hashtext('wuquan.change_log_maintain')) then
        return;
    end if;
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
        begin
            execute format('create table wuquan.%I (like wuquan.change_log including all excluding identity)', part);
            execute format('with moved as (delete from wuquan.change_log_default where at >= %L and at < %L returning *)
                insert into wuquan.%I select * from moved', day_begin, day_end, part);
            execute format('alter table wuquan.change_log attach partition wuquan.%I for values from (%L) to (%L)',
                part, day_begin, day_end);
        exception when lock_not_available then
            raise log 'the day % of the change log waits for a quieter moment', day;
        end;
    end loop;
    with dropped as (delete from wuquan.change_log_default where at < oldest returning xid)
    select max(xid) into newest from dropped;
    update wuquan.change_log_retention set dropped_through = newest where dropped_through < newest;
    for part in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'wuquan.change_log'::regclass and c.relname ~ '^change_log_[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep
    loop
        begin
            lock table wuquan.change_log in access exclusive mode;
            execute format('select max(xid) from wuquan.%I', part) into newest;
            update wuquan.change_log_retention set dropped_through = newest where dropped_through < newest;
            execute format('drop table wuquan.%I', part);
        exception when lock_not_available then
            raise log 'the day % of the change log is dropped in a quieter moment', part;
        end;
    end loop;
end $$;

create function wuquan.feed_connect() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if pg_is_in_recovery() then
        return;
    end if;
    perform wuquan.feed_epoch_refresh();
    if to_regclass('wuquan.change_log_' || to_char((now() at time zone 'Asia/Shanghai')::date + 2, 'YYYYMMDD')) is null then
        perform wuquan.change_log_maintain();
    end if;
end $$;
comment on function wuquan.feed_connect() is 'What every reader of the change log calls first, and at each new day: confirms the epoch and keeps the days of the log. Does nothing on a standby.';

-- NOTIFY takes a lock at commit: 32 writers fell from 5,000 to 1,500 transactions a second. At most a hundred a second
-- notify; who follows the log looks again for a while after each. Unlogged, so that a wake costs no write.
create unlogged sequence wuquan.feed_woken minvalue 0 start 0;
comment on sequence wuquan.feed_woken is 'Server time of the last wake, in milliseconds since 1970.';

create function wuquan.wake_feed() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    now_ms bigint := (extract(epoch from clock_timestamp()) * 1000)::bigint;
    last_ms bigint;
begin
    select last_value into last_ms from wuquan.feed_woken;
    if now_ms - last_ms between 0 and 9 then
        return;
    end if;
    perform setval('wuquan.feed_woken', now_ms);
    perform pg_notify('wuquan_feed', '');
end $$;
comment on function wuquan.wake_feed() is 'Tells those who listen to wuquan_feed that there is something to read once this transaction commits; at most a hundred times a second.';

create or replace function wuquan.log_change() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if not exists (select from changed) then
        return null;
    end if;
    if coalesce(current_setting('wuquan.bulk', true), '') <> 'on' then
        execute format('insert into wuquan.change_log (entity, entity_id, version, operation) select %s, %I, version, %L from changed',
            tg_argv[0], tg_argv[1], left(tg_op, 1));
    elsif not exists (select from wuquan.change_log where xid = pg_current_xact_id() and entity = 0) then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R');
    end if;
    perform wuquan.wake_feed();
    return null;
end $$;

create or replace function wuquan.log_attribute_change() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if not exists (select from changed) then
        return null;
    end if;
    if coalesce(current_setting('wuquan.bulk', true), '') <> 'on' then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (6, 0, 0, 'U');
    elsif not exists (select from wuquan.change_log where xid = pg_current_xact_id() and entity = 0) then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R');
    end if;
    perform wuquan.wake_feed();
    return null;
end $$;
