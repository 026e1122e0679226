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
    insert into wuquan.feed_epoch as e (system_identifier, timeline, recovery) values (sysid, tli, coalesce(recovered, 0))
    on conflict (one) do update set system_identifier = excluded.system_identifier, timeline = excluded.timeline,
        recovery = excluded.recovery, since = now()
    where (e.system_identifier, e.timeline, e.recovery)
        is distinct from (excluded.system_identifier, excluded.timeline, excluded.recovery);
end $$;
comment on function wuquan.feed_epoch_refresh() is 'Writes the present epoch on a primary when it differs; does nothing on a standby.';
select wuquan.feed_epoch_refresh();

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
