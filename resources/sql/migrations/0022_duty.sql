-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is on duty when, whom the plan names for an incident, and where somebody or something is missing that should be there:
-- a grid with nobody on duty, a patrol that does not report, devices that are dead together. All times of day are those of
-- Asia/Shanghai; a shift belongs to the day on which it begins.

alter table wuquan.responder add column hours text not null default 'always' check (hours in ('always', 'office', 'roster'));
comment on column wuquan.responder.hours is 'When it is on duty: always, unless its state says off duty; office by the working calendar; roster by its shifts in roster. Of the last two keep_duty() keeps the state.';
alter table wuquan.responder_kind add column watches_grid boolean not null default false;
comment on column wuquan.responder_kind.watches_grid is 'Whether such a team looks after the grid in which it is based: of a grid that has one or several, one has to be on duty.';

create table wuquan.roster (
    responder_id bigint not null references wuquan.responder on delete cascade,
    weekday smallint not null check (weekday between 1 and 7),
    begins time not null,
    ends time not null,
    primary key (responder_id, weekday, begins),
    check (begins < '24:00' and extract(second from begins) = 0 and extract(second from ends) = 0)
);
comment on table wuquan.roster is 'Shifts of an ordinary week of the teams and posts that work by roster.';
comment on column wuquan.roster.responder_id is 'Team or post.';
comment on column wuquan.roster.weekday is '1 Monday to 7 Sunday: the day on which the shift begins.';
comment on column wuquan.roster.begins is 'First moment of the shift.';
comment on column wuquan.roster.ends is 'Its end: on the day after when it is not later than the begin; 24:00 is the end of the day.';

create table wuquan.roster_day (
    responder_id bigint references wuquan.responder on delete cascade,
    day date check (day between '2000-01-01' and '2060-12-31'),
    works_as smallint check (works_as between 1 and 7),
    primary key (responder_id, day)
);
comment on table wuquan.roster_day is 'Days on which a roster is otherwise: leave, and days that are worked instead.';
comment on column wuquan.roster_day.responder_id is 'Team or post.';
comment on column wuquan.roster_day.day is 'Day on which the shifts begin.';
comment on column wuquan.roster_day.works_as is 'Weekday whose shifts it has, 1 Monday to 7 Sunday; null when it has none.';

create table wuquan.run_card (
    card_id bigint generated always as identity primary key,
    type_id smallint not null references wuquan.incident_type on delete cascade,
    area_id integer references wuquan.area on delete cascade,
    begins time not null default '00:00' check (begins < '24:00'),
    ends time not null default '24:00',
    choice smallint not null check (choice between 1 and 9),
    kind_id smallint references wuquan.responder_kind on delete cascade,
    responder_id bigint references wuquan.responder on delete cascade,
    unique nulls not distinct (type_id, area_id, begins, choice),
    check ((kind_id is null) <> (responder_id is null))
);
comment on table wuquan.run_card is 'Run cards (预案): who is sent first, second and so on to a type of incident in an area at an hour.';
comment on column wuquan.run_card.card_id is 'Key.';
comment on column wuquan.run_card.type_id is 'Incident type.';
comment on column wuquan.run_card.area_id is 'Area of any level for which it holds; null for everywhere. Of several that an incident lies in, the smallest counts alone.';
comment on column wuquan.run_card.begins is 'First moment of the day at which it holds.';
comment on column wuquan.run_card.ends is 'End of that: on the day after when it is not later than the begin.';
comment on column wuquan.run_card.choice is '1 for who is sent first.';
comment on column wuquan.run_card.kind_id is 'Kind of team, of which any may go; null when one is named.';
comment on column wuquan.run_card.responder_id is 'The one team or post; null when a kind is named.';

create table wuquan.patrol (
    responder_id bigint primary key references wuquan.responder on delete cascade,
    every_minutes smallint not null check (every_minutes between 1 and 1440),
    since timestamptz not null default now()
);
comment on table wuquan.patrol is 'Patrols: teams that report at intervals while they are on duty.';
comment on column wuquan.patrol.responder_id is 'Team.';
comment on column wuquan.patrol.every_minutes is 'Longest time between two reports, in minutes.';
comment on column wuquan.patrol.since is 'From when it has to.';

create table wuquan.patrol_report (
    responder_id bigint references wuquan.patrol on delete cascade,
    at timestamptz,
    primary key (responder_id, at)
);
create index patrol_report_at on wuquan.patrol_report (at);
comment on table wuquan.patrol_report is 'When patrols reported, of the last week; never where they were.';
comment on column wuquan.patrol_report.responder_id is 'Patrol.';
comment on column wuquan.patrol_report.at is 'When.';

create table wuquan.void_alert (
    void_id bigint generated always as identity primary key,
    kind text not null check (kind in ('grid', 'patrol', 'devices')),
    area_id integer references wuquan.area on delete cascade,
    responder_id bigint references wuquan.responder on delete cascade,
    device_kind_id smallint references wuquan.device_kind on delete cascade,
    street_id integer references wuquan.area on delete cascade,
    since timestamptz not null,
    n integer,
    of_n integer,
    ended_at timestamptz,
    check (case kind when 'patrol' then area_id is null and responder_id is not null else area_id is not null and responder_id is null end),
    check ((kind = 'devices') = (device_kind_id is not null))
);
create unique index void_alert_standing on wuquan.void_alert (kind, area_id, responder_id, device_kind_id) nulls not distinct
    where ended_at is null;
create index void_alert_ended on wuquan.void_alert (ended_at) where ended_at is not null;
comment on table wuquan.void_alert is 'Void alerts: what should be there and is not, from when it was noticed until it is over; those that are over are kept for 90 days.';
comment on column wuquan.void_alert.void_id is 'Key.';
comment on column wuquan.void_alert.kind is 'grid: nobody on duty; patrol: no report in time; devices: too many of one kind dead in a community.';
comment on column wuquan.void_alert.area_id is 'Grid, or community of the devices; null of a patrol.';
comment on column wuquan.void_alert.responder_id is 'Patrol.';
comment on column wuquan.void_alert.device_kind_id is 'Kind of the devices.';
comment on column wuquan.void_alert.street_id is 'Street that it belongs to; null for the whole district.';
comment on column wuquan.void_alert.since is 'When it began, of a patrol, or when it was first noticed.';
comment on column wuquan.void_alert.n is 'How many are not there: teams of the grid, or devices; null of a patrol.';
comment on column wuquan.void_alert.of_n is 'Of how many.';
comment on column wuquan.void_alert.ended_at is 'When it was seen to be over; null while it stands.';

alter table wuquan.dispatch_rule drop constraint dispatch_rule_check;
alter table wuquan.dispatch_rule add constraint dispatch_rule_check check (case rule
    when 'recheck_permille' then value between 0 and 1000 when 'on_site_level' then value between 1 and 4
    when 'warn_percent' then value between 1 and 100 when 'void_device_percent' then value between 1 and 100
    when 'escalate_overdue' then value in (0, 1) else value > 0 end);
insert into wuquan.dispatch_rule (rule, value, about) values
    ('void_device_percent', 50, 'share of a community''s devices of one kind that has to be offline or faulty to be a void, in percent'),
    ('void_device_least', 5, 'how many of them it takes at least');

comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, demo_still, simulated_rate, ways (roads: teams are ranked by the way along roads); of a mirror mirror_from, mirror_promise, mirror_promise_en, mirror_within_s, mirror_seen_at, mirror_rejected, mirror_suppressed.';

create function wuquan.in_hours(at time, begins time, ends time) returns boolean language plpgsql immutable as $$
begin
    return case when ends > begins then at >= begins and at < ends else at >= begins or at < ends end;
end $$;
comment on function wuquan.in_hours(time, time, time) is 'Whether a time of day lies between two others; over midnight when the second is not the later one.';

create function wuquan.duty(at timestamptz, only_responder bigint default null, out responder_id bigint, out on_duty boolean,
    out since timestamptz) returns setof record language plpgsql stable security definer set search_path = wuquan, pg_temp as $$
#variable_conflict use_column
declare
    moment timestamp := duty.at at time zone 'Asia/Shanghai';
    today date := moment::date;
    office timestamptz := (select case when s.ends > duty.at then s.begins end from working_span s where s.begins <= duty.at
        order by s.begins desc limit 1);
    -- A range, for which the one plan that is kept goes by the keys, of one team as of all.
    first_key bigint := coalesce(only_responder, 0);
    last_key bigint := coalesce(only_responder, 9223372036854775807);
begin
    return query
    with shift as (select s.responder_id, max(d.day + s.begins) as begun
        from (values (today), (today - 1)) d(day) cross join roster s
        left join roster_day o on o.responder_id = s.responder_id and o.day = d.day
        where s.responder_id between first_key and last_key and s.weekday = case when o.day is null then extract(isodow from d.day)::smallint else o.works_as end
          and moment >= d.day + s.begins
          and moment < d.day + s.ends + case when s.ends <= s.begins then interval '1 day' else interval '0' end
        group by s.responder_id)
    select r.responder_id, case r.hours when 'always' then r.state <> 2 when 'office' then office is not null else s.begun is not null end,
        case r.hours when 'office' then office when 'roster' then s.begun at time zone 'Asia/Shanghai' end
    from responder r left join shift s on s.responder_id = r.responder_id
    where r.responder_id between first_key and last_key;
end $$;
comment on function wuquan.duty(timestamptz, bigint) is 'Whether each team and post, or one, is on duty at an instant, and since when that shift; null where no shift tells.';

create function wuquan.is_on_duty(who wuquan.responder, at timestamptz) returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    -- Most keep no hours: for them nothing is asked.
    if who.hours = 'always' then
        return who.state <> 2;
    end if;
    return (select d.on_duty from duty(is_on_duty.at, who.responder_id) d);
end $$;
comment on function wuquan.is_on_duty(wuquan.responder, timestamptz) is 'Whether a team or post is on duty at an instant, whatever keep_duty() has come to.';

create function wuquan.on_duty(who bigint, at timestamptz default now()) returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return (select is_on_duty(r, on_duty.at) from responder r where r.responder_id = who);
end $$;
comment on function wuquan.on_duty(bigint, timestamptz) is 'The same by its key; null when there is none.';

create function wuquan.due_states(at timestamptz, out responder_id bigint, out state smallint)
    returns setof record language plpgsql stable security definer set search_path = wuquan, pg_temp as $$
#variable_conflict use_column
begin
    return query
    select w.responder_id, w.due from (select r.responder_id, r.state, (case
            when exists (select from dispatch_order o where o.responder_id = r.responder_id and o.ended_at is null
                and o.accepted_at is not null) then 1
            when d.on_duty then 0 else 2 end)::smallint as due
        from responder r join duty(due_states.at) d on d.responder_id = r.responder_id
        where r.hours <> 'always') w
    where w.state <> w.due;
end $$;
comment on function wuquan.due_states(timestamptz) is 'Teams that keep hours and whose state is not what those and the orders they have signed for make it, and what it has to be. Who works on is busy until the order ends, then off duty.';

create or replace function wuquan.settle_responder(who bigint) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    held responder;
    due smallint;
begin
    -- Held first: what another one is about to commit about this team has to be counted too.
    select * into held from responder r where r.responder_id = who for no key update;
    if not found or held.hours = 'always' and held.state = 2 then
        return;
    end if;
    due := case when exists (select from dispatch_order o where o.responder_id = who and o.ended_at is null
        and o.accepted_at is not null) then 1 when is_on_duty(held, now()) then 0 else 2 end;
    if due <> held.state then
        update responder r set state = due where r.responder_id = who;
    end if;
end $$;
comment on function wuquan.settle_responder(bigint) is 'Makes a team busy, free or off duty by the orders that it has signed for and by its hours.';

create function wuquan.keep_duty() returns integer language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    who bigint;
    n integer := 0;
begin
    -- Looked at first, so that a station's usual call writes nothing.
    if pg_is_in_recovery() or not exists (select from due_states(now())) then
        return 0;
    end if;
    -- One at a time, by a row that nobody else can keep: see mark_overdue().
    perform from dispatch_rule r where r.rule = 'void_device_least' for no key update skip locked;
    if not found then
        return 0;
    end if;
    -- By key, as end_orders() settles teams.
    for who in select w.responder_id from due_states(now()) w order by 1 loop
        perform settle_responder(who);
        n := n + 1;
    end loop;
    return n;
end $$;
comment on function wuquan.keep_duty() is 'Brings the state of teams that keep hours in line with them; any station may call it at any time, one at a time does it. Gives how many.';

create function wuquan.free_from_hours() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if new.state = 2 and old.hours <> 'always' then
        new.state := case when exists (select from dispatch_order o where o.responder_id = new.responder_id and o.ended_at is null
            and o.accepted_at is not null) then 1 else 0 end;
    end if;
    return new;
end $$;
comment on function wuquan.free_from_hours() is 'Whoever keeps no hours any more is not left off duty by the last shift.';
create trigger free_from_hours before update of hours on wuquan.responder for each row when (new.hours = 'always')
    execute function wuquan.free_from_hours();

-- As in 0016, but whether somebody is on duty is asked of the roster, which is right between two runs of keep_duty() too.
create or replace function wuquan.give_order(me wuquan.seat, held wuquan.incident, is_main boolean, to_whom jsonb, at timestamptz)
    returns bigint language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    who responder;
    to_department smallint := (to_whom ->> 'department')::smallint;
    made bigint;
begin
    if to_whom ? 'responder' then
        select * into who from responder r where r.responder_id = (to_whom ->> 'responder')::bigint;
        if not found then
            perform refuse('unknown_responder');
        elsif not is_on_duty(who, at) then
            perform refuse('off_duty');
        elsif me.street_id is not null and who.street_id <> me.street_id then
            perform refuse('other_street');
        end if;
        to_department := coalesce(to_department, who.department_id);
    end if;
    if who.responder_id is null and to_department is null
            or to_department is not null and not exists (select from department d where d.department_id = to_department) then
        perform refuse('nobody');
    end if;
    if exists (select from dispatch_order o where o.incident_id = held.incident_id and o.ended_at is null
            and o.responder_id is not distinct from who.responder_id
            and (who.responder_id is not null or o.department_id = to_department)) then
        perform refuse('has_order');
    end if;
    insert into dispatch_order (incident_id, main, responder_id, department_id, task, sent_by, sent_at)
    values (held.incident_id, is_main, who.responder_id, to_department, coalesce(words(to_whom, 'task', 1024), ''), me.post, at)
    returning order_id into made;
    return made;
end $$;

create function wuquan.run_card_of(target bigint) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
    here time := (now() at time zone 'Asia/Shanghai')::time;
begin
    select * into held from incident i where i.incident_id = target;
    if not found or not sees_incident(my_seat(), held) then
        return null;
    end if;
    return (with recursive lies_in as (
            select a.area_id, a.parent_id, a.level from area a where a.area_id = coalesce(held.grid_id, held.street_id)
            union all
            select a.area_id, a.parent_id, a.level from lies_in l join area a on a.area_id = l.parent_id),
        holds as (select c.*, coalesce(l.level, 0) as level from run_card c left join lies_in l on l.area_id = c.area_id
            where c.type_id = held.type_id and (c.area_id is null or l.area_id is not null) and in_hours(here, c.begins, c.ends))
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('choice', h.choice, 'responder', h.responder_id, 'kind', h.kind_id))
            order by h.choice, h.card_id)
        from holds h where h.level = (select max(level) from holds));
end $$;
comment on function wuquan.run_card_of(bigint) is 'The run card of an incident at this hour, [{"choice", "responder" or "kind"}…] in the order of choice; null when there is none, or the incident can''t be seen.';

create function wuquan.report_patrol() returns timestamptz language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
    mine patrol;
begin
    if me.role is distinct from 'field' or me.responder_id is null then
        raise exception 'only a team in the field reports for itself' using errcode = 'insufficient_privilege';
    end if;
    -- Held: of two who report at once for one team, the second sees the report of the first.
    select * into mine from patrol p where p.responder_id = me.responder_id for no key update;
    if not found then
        perform refuse('no_patrol');
    elsif not on_duty(me.responder_id) then
        perform refuse('off_duty');
    end if;
    if not exists (select from patrol_report t where t.responder_id = me.responder_id and t.at > clock_timestamp() - interval '1 minute') then
        insert into patrol_report (responder_id, at) values (me.responder_id, clock_timestamp());
    end if;
    return clock_timestamp() + mine.every_minutes * interval '1 minute';
end $$;
comment on function wuquan.report_patrol() is 'A team in the field reports that it is on its way; several times in one minute count once. Gives when the next report is due.';

create function wuquan.void_now(at timestamptz) returns setof wuquan.void_alert language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    today date := (void_now.at at time zone 'Asia/Shanghai')::date;
    percent integer := rule_of('void_device_percent');
    least_many integer := rule_of('void_device_least');
begin
    return query
    select null::bigint, 'grid', g.area_id, null::bigint, null::smallint, c.parent_id, void_now.at, count(*)::integer, count(*)::integer,
        null::timestamptz
    from responder r join responder_kind k on k.kind_id = r.kind_id and k.watches_grid
    join duty(void_now.at) d on d.responder_id = r.responder_id
    join area g on g.area_id = r.grid_id and g.level = 4 and (g.valid_to is null or g.valid_to > today)
    join area c on c.area_id = g.parent_id
    group by g.area_id, c.parent_id having not bool_or(d.on_duty);
    return query
    select null::bigint, 'patrol', null::integer, p.responder_id, null::smallint, p.street_id, p.due, null::integer, null::integer,
        null::timestamptz
    from (select p.responder_id, r.street_id, greatest(p.since, d.since, (select max(t.at) from patrol_report t
                where t.responder_id = p.responder_id)) + p.every_minutes * interval '1 minute' as due
            from patrol p join responder r on r.responder_id = p.responder_id
            join duty(void_now.at) d on d.responder_id = p.responder_id and d.on_duty) p
    where p.due <= void_now.at;
    -- One that raises an alarm is not online either, but very much alive.
    return query
    select null::bigint, 'devices', c.area_id, null::bigint, v.kind_id, c.parent_id, void_now.at, v.dead, v.n, null::timestamptz
    from (select g.parent_id as community_id, d.kind_id, sum(d.n)::integer as n, sum(d.dead)::integer as dead
            -- Counted by grid before the areas are looked at: 60,000 rows become 3,000.
            from (select grid_id, kind_id, count(*) as n, count(*) filter (where state in (1, 3)) as dead from device
                where grid_id is not null group by grid_id, kind_id) d
            join area g on g.area_id = d.grid_id and g.level = 4
            group by g.parent_id, d.kind_id) v
    join area c on c.area_id = v.community_id
    where v.dead >= least_many and v.dead * 100 >= v.n * percent;
end $$;
comment on function wuquan.void_now(timestamptz) is 'What is void at an instant, whether it has been noticed or not.';

create function wuquan.settle_voids(at timestamptz) returns integer language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    found_then void_alert[] := array(select v from void_now(settle_voids.at) v);
    n integer;
begin
    -- Looked at first, so that a station's usual call writes nothing.
    if not exists ((select f.kind, f.area_id, f.responder_id, f.device_kind_id, f.n, f.of_n from unnest(found_then) f
                except select v.kind, v.area_id, v.responder_id, v.device_kind_id, v.n, v.of_n from void_alert v where v.ended_at is null)
            union all (select v.kind, v.area_id, v.responder_id, v.device_kind_id, v.n, v.of_n from void_alert v where v.ended_at is null
                except select f.kind, f.area_id, f.responder_id, f.device_kind_id, f.n, f.of_n from unnest(found_then) f))
            and not exists (select from patrol_report t where t.at < settle_voids.at - interval '7 days')
            and not exists (select from void_alert v where v.ended_at < settle_voids.at - interval '90 days') then
        return 0;
    end if;
    -- One at a time, by a row that nobody else can keep: see mark_overdue().
    perform from dispatch_rule r where r.rule = 'void_device_percent' for no key update skip locked;
    if not found then
        return 0;
    end if;
    with over as (update void_alert v set ended_at = settle_voids.at
            where v.ended_at is null and not exists (select from unnest(found_then) f
                where (f.kind, f.area_id, f.responder_id, f.device_kind_id) is not distinct from (v.kind, v.area_id, v.responder_id, v.device_kind_id))
            returning 1),
        stands as (insert into void_alert as v (kind, area_id, responder_id, device_kind_id, street_id, since, n, of_n)
            select f.kind, f.area_id, f.responder_id, f.device_kind_id, f.street_id, f.since, f.n, f.of_n from unnest(found_then) f
            on conflict (kind, area_id, responder_id, device_kind_id) where ended_at is null
            do update set n = excluded.n, of_n = excluded.of_n where (v.n, v.of_n) is distinct from (excluded.n, excluded.of_n)
            returning 1)
    select (select count(*) from over) + (select count(*) from stands) into n;
    delete from patrol_report t where t.at < settle_voids.at - interval '7 days';
    delete from void_alert v where v.ended_at < settle_voids.at - interval '90 days';
    return n;
end $$;
comment on function wuquan.settle_voids(timestamptz) is 'Opens and ends void alerts as of an instant; for keep_voids() and for a simulation. Gives how many changed.';

create function wuquan.keep_voids() returns integer language plpgsql security definer set search_path = wuquan, pg_temp as $$
begin
    return case when pg_is_in_recovery() then 0 else settle_voids(now()) end;
end $$;
comment on function wuquan.keep_voids() is 'Opens a void alert for what has become void and ends those that are over; any station may call it at any time, one at a time does it. Gives how many changed.';

create function wuquan.voids() returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
    everywhere boolean := sees_all();
    of_street integer := my_street();
begin
    return coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', s.void_id, 'kind', s.kind,
            'area', case when s.kind <> 'patrol' then s.area_id when me.role <> 'wall' then s.street_id end,
            'responder', case when me.role <> 'wall' then s.responder_id end, 'device_kind', s.device_kind_id,
            'since', (extract(epoch from s.since) * 1000)::bigint, 'n', s.n, 'of', s.of_n)) order by s.since, s.void_id)
        from (select * from void_alert v where v.ended_at is null and (everywhere or v.street_id = of_street)
            order by v.since, v.void_id limit 200) s), '[]');
end $$;
comment on function wuquan.voids() is 'The void alerts that stand and that who is logged in may see, the longest standing first, at most 200: [{"id", "kind", "area", "responder", "device_kind", "since", "n", "of"}…], times in milliseconds since 1970. The area of a patrol is its street; a wall learns of a patrol only that there is one.';

select wuquan.close_rows('{patrol_report,void_alert}');
create policy seen on wuquan.patrol_report for select using ((select wuquan.sees_all())
    or exists (select from wuquan.responder r where r.responder_id = patrol_report.responder_id and r.street_id = (select wuquan.my_street())));
-- Hours are set without seeing where a team stands or what it does.
create policy hours_set on wuquan.responder for update to wuquan_system_admin using (true) with check (true);
grant select (responder_id, kind_id, name, name_en, street_id, grid_id, department_id, hours), update (hours) on wuquan.responder
    to wuquan_system_admin;
grant select on wuquan.responder_kind to wuquan_system_admin;
grant update (watches_grid) on wuquan.responder_kind to wuquan_system_admin;
grant select, insert, update, delete on wuquan.roster, wuquan.roster_day, wuquan.run_card, wuquan.patrol to wuquan_system_admin;
grant select on wuquan.roster, wuquan.roster_day, wuquan.run_card, wuquan.patrol, wuquan.patrol_report
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire;

revoke execute on function wuquan.duty(timestamptz, bigint), wuquan.on_duty(bigint, timestamptz),
    wuquan.is_on_duty(wuquan.responder, timestamptz), wuquan.due_states(timestamptz),
    wuquan.keep_duty(), wuquan.run_card_of(bigint), wuquan.report_patrol(), wuquan.void_now(timestamptz), wuquan.settle_voids(timestamptz),
    wuquan.keep_voids(), wuquan.voids()
    from public;
grant execute on function wuquan.on_duty(bigint, timestamptz), wuquan.keep_duty(), wuquan.run_card_of(bigint), wuquan.keep_voids()
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire;
grant execute on function wuquan.voids()
    to wuquan_wall, wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire, wuquan_device;
grant execute on function wuquan.report_patrol() to wuquan_field;
