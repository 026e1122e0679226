-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- upkeep(): what time brings, once for all stations that ask for it.

create table wuquan.upkeep_run (
    one boolean primary key default true check (one),
    at timestamptz not null
);
comment on table wuquan.upkeep_run is 'When what time brings was last seen to (one row).';
comment on column wuquan.upkeep_run.one is 'Always true: there is one row.';
comment on column wuquan.upkeep_run.at is 'When that was.';
insert into wuquan.upkeep_run (at) values ('-infinity');
select wuquan.close_rows('{upkeep_run}');

create function wuquan.upkeep() returns integer language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    n integer := mark_overdue();
begin
    -- A hundred stations ask twice a minute each; the teams and devices of a district are not counted for every one.
    if pg_is_in_recovery() then
        return n;
    end if;
    perform from upkeep_run r where r.at not between clock_timestamp() - interval '20 seconds' and clock_timestamp()
        for no key update skip locked;
    if not found then
        return n;
    end if;
    update upkeep_run set at = clock_timestamp();
    return n + keep_duty() + keep_voids() + room_keep() + contact_keep();
end $$;
comment on function wuquan.upkeep() is 'Marks overdue steps, and, unless that was done within 20 seconds, brings duty and void alerts up to date and removes what is kept no longer. Any station may call it at any time, one at a time does something. Gives how much.';
revoke execute on function wuquan.upkeep() from public;
grant execute on function wuquan.upkeep() to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field,
    wuquan_leader, wuquan_fire;
