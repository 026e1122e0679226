-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The change log that feeds every screen: statement-level triggers, so that a DBA's own UPDATE shows too.

create function wuquan.next_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end $$;
comment on function wuquan.next_version() is 'Gives every changed row the next version, whatever the statement said.';
create trigger next_version before update on wuquan.area for each row execute function wuquan.next_version();
create trigger next_version before update on wuquan.place for each row execute function wuquan.next_version();
create trigger next_version before update on wuquan.device for each row execute function wuquan.next_version();
create trigger next_version before update on wuquan.responder for each row execute function wuquan.next_version();
create trigger next_version before update on wuquan.incident for each row execute function wuquan.next_version();

create table wuquan.change_log (
    id bigint generated always as identity,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null default now(),
    entity smallint not null check (entity between 0 and 5),
    entity_id bigint not null,
    version bigint not null,
    operation "char" not null check (operation in ('I', 'U', 'D', 'R'))
) partition by range (at);
create index change_log_cursor on wuquan.change_log (xid, id);
create table wuquan.change_log_default partition of wuquan.change_log default;
comment on table wuquan.change_log is 'Every change in the order of (xid, id); partitioned by day, old days are dropped.';
comment on column wuquan.change_log.id is 'Order within a transaction.';
comment on column wuquan.change_log.xid is 'Transaction that made the change.';
comment on column wuquan.change_log.at is 'Server time at the start of that transaction.';
comment on column wuquan.change_log.entity is '0 everything (read all anew), 1 area, 2 place, 3 device, 4 responder, 5 incident.';
comment on column wuquan.change_log.entity_id is 'Key in that table.';
comment on column wuquan.change_log.version is 'Version of the row after the change, or of the deleted row.';
comment on column wuquan.change_log.operation is 'I insert, U update, D delete, R read everything anew.';
comment on table wuquan.change_log_default is 'Rows for which no day has been made; normally empty.';
comment on column wuquan.change_log_default.id is 'See change_log.';
comment on column wuquan.change_log_default.xid is 'See change_log.';
comment on column wuquan.change_log_default.at is 'See change_log.';
comment on column wuquan.change_log_default.entity is 'See change_log.';
comment on column wuquan.change_log_default.entity_id is 'See change_log.';
comment on column wuquan.change_log_default.version is 'See change_log.';
comment on column wuquan.change_log_default.operation is 'See change_log.';

create table wuquan.change_log_retention (
    one boolean primary key default true check (one),
    days integer not null default 7 check (days between 1 and 366),
    dropped_through xid8 not null default '0'
);
insert into wuquan.change_log_retention default values;
comment on table wuquan.change_log_retention is 'How long the change log is kept (one row).';
comment on column wuquan.change_log_retention.one is 'Always true: there is one row.';
comment on column wuquan.change_log_retention.days is 'Days kept.';
comment on column wuquan.change_log_retention.dropped_through is 'Newest transaction whose changes have been dropped: a cursor at or below it must read everything anew.';

create function wuquan.change_log_maintain() returns void language plpgsql set search_path = wuquan as $$
declare
    today date := (now() at time zone 'Asia/Shanghai')::date;
    keep integer;
    part record;
    newest xid8;
begin
    perform pg_advisory_xact_lock(hashtext('wuquan.change_log_maintain'));
    select days into keep from wuquan.change_log_retention;
    for offset_days in 0..2 loop
        if to_regclass(format('wuquan.change_log_%s', to_char(today + offset_days, 'YYYYMMDD'))) is null
            and not exists (select from wuquan.change_log_default
                where at >= (today + offset_days)::timestamp at time zone 'Asia/Shanghai'
                  and at < (today + offset_days + 1)::timestamp at time zone 'Asia/Shanghai') then
            execute format('create table wuquan.change_log_%s partition of wuquan.change_log for values from (%L) to (%L)',
                to_char(today + offset_days, 'YYYYMMDD'),
                (today + offset_days)::timestamp at time zone 'Asia/Shanghai',
                (today + offset_days + 1)::timestamp at time zone 'Asia/Shanghai');
        end if;
    end loop;
    for part in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'wuquan.change_log'::regclass and c.relname ~ '^change_log_[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep
    loop
        execute format('select max(xid) from wuquan.%I', part.relname) into newest;
        if newest is not null then
            update wuquan.change_log_retention set dropped_through = newest where dropped_through < newest;
        end if;
        execute format('drop table wuquan.%I', part.relname);
    end loop;
end $$;
comment on function wuquan.change_log_maintain() is 'Makes the days ahead and drops those older than the retention; safe to call from anywhere at any time.';
select wuquan.change_log_maintain();

create function wuquan.log_change() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if current_setting('wuquan.bulk', true) = 'on' then
        if exists (select from changed)
            and not exists (select from wuquan.change_log where xid = pg_current_xact_id() and entity = 0) then
            insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R');
        end if;
        return null;
    end if;
    execute format('insert into wuquan.change_log (entity, entity_id, version, operation) select %s, %I, version, %L from changed',
        tg_argv[0], tg_argv[1], left(tg_op, 1));
    return null;
end $$;
comment on function wuquan.log_change() is 'Appends changed rows to change_log; under wuquan.bulk = on one marker per transaction.';

do $$
declare
    t record;
begin
    for t in select * from (values ('area', 1, 'area_id'), ('place', 2, 'place_id'), ('device', 3, 'device_id'),
        ('responder', 4, 'responder_id'), ('incident', 5, 'incident_id')) as v(name, entity, key)
    loop
        execute format('create trigger log_insert after insert on wuquan.%I referencing new table as changed
            for each statement execute function wuquan.log_change(%L, %L)', t.name, t.entity, t.key);
        execute format('create trigger log_update after update on wuquan.%I referencing new table as changed
            for each statement execute function wuquan.log_change(%L, %L)', t.name, t.entity, t.key);
        execute format('create trigger log_delete after delete on wuquan.%I referencing old table as changed
            for each statement execute function wuquan.log_change(%L, %L)', t.name, t.entity, t.key);
    end loop;
end $$;

create table wuquan.feed_epoch (
    one boolean primary key default true check (one),
    system_identifier bigint not null,
    timeline integer not null,
    since timestamptz not null default now()
);
comment on table wuquan.feed_epoch is 'Which history of the cluster the change log belongs to (one row); changes after a promotion.';
comment on column wuquan.feed_epoch.one is 'Always true: there is one row.';
comment on column wuquan.feed_epoch.system_identifier is 'System identifier of the cluster.';
comment on column wuquan.feed_epoch.timeline is 'Timeline of its write-ahead log.';
comment on column wuquan.feed_epoch.since is 'When this epoch was first seen.';

create function wuquan.feed_epoch_refresh() returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    sysid bigint;
    tli integer;
begin
    if pg_is_in_recovery() then
        return;
    end if;
    select system_identifier into sysid from pg_control_system();
    tli := ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer;
    insert into wuquan.feed_epoch as e (system_identifier, timeline) values (sysid, tli)
    on conflict (one) do update set system_identifier = excluded.system_identifier, timeline = excluded.timeline, since = now()
    where (e.system_identifier, e.timeline) is distinct from (excluded.system_identifier, excluded.timeline);
end $$;
comment on function wuquan.feed_epoch_refresh() is 'Writes the present epoch on a primary when it differs; does nothing on a standby.';
select wuquan.feed_epoch_refresh();
