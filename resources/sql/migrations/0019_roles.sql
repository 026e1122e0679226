-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may see what. Each role of wuquan.role is a database role wuquan_…, and row security tells their incidents apart. Who
-- somebody is comes from session_user, which a client can't choose.

do $$
declare
    named text;
begin
    for named in select 'wuquan_' || role from wuquan.role union all select 'wuquan_source' loop
        if not exists (select from pg_roles where rolname = named) then
            execute format('create role %I nologin', named);
        end if;
    end loop;
end $$;

-- It runs with the rights of who looks, so its names are bound here: pg_class could be a temporary table of theirs.
create function wuquan.keeps() returns boolean language sql stable
    return pg_catalog.pg_has_role(current_user,
        (select c.relowner from pg_catalog.pg_class c where c.oid = 'wuquan.incident'::pg_catalog.regclass), 'usage');
comment on function wuquan.keeps() is 'Whether this runs with the rights of the tables'' owner, as the functions of this schema do.';

create function wuquan.sees_all() returns boolean language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select coalesce((select r.everywhere from role r where r.role = (my_seat()).role), false)
$$;
comment on function wuquan.sees_all() is 'Whether who is logged in sees the whole district.';

create function wuquan.my_street() returns integer language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select s.street_id from my_seat() s where s.role in ('operator', 'head', 'field')
$$;
comment on function wuquan.my_street() is 'The street that who is logged in sees.';

create function wuquan.my_incidents() returns setof bigint language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select o.incident_id from dispatch_order o, my_seat() me where o.responder_id = me.responder_id
    union
    select o.incident_id from dispatch_order o, my_seat() me where o.department_id = me.department_id
$$;
comment on function wuquan.my_incidents() is 'Incidents for which who is logged in has or had an order.';
create index dispatch_order_all_responder on wuquan.dispatch_order (responder_id);
create index dispatch_order_all_department on wuquan.dispatch_order (department_id);

-- What belongs to an incident is seen with it. The functions that these conditions call read the same tables as their owner:
-- CASE, because the parts of an OR come in any order, and they would call themselves for ever.
do $$
declare
    t text;
begin
    foreach t in array '{incident,incident_event,dispatch_order,supervision,recheck,device,seat,dispatch_request,suppressed_count,recheck_secret,trend_day,trend_delta,responder}'::text[] loop
        execute format('alter table wuquan.%I enable row level security', t);
        execute format('alter table wuquan.%I force row level security', t);
        execute format('create policy kept on wuquan.%I using ((select wuquan.keeps())) with check ((select wuquan.keeps()))', t);
        -- The same without a question: what is always true costs no statement of dispatch() anything (5.8 ms of processor
        -- time a command without it). After a change of owner the one above still holds.
        execute format('create policy owned on wuquan.%I to current_user using (true) with check (true)', t);
    end loop;
    foreach t in array '{incident_event,dispatch_order,supervision,recheck}'::text[] loop
        execute format('create policy seen on wuquan.%I for select using (case when (select wuquan.keeps()) then true
            else exists (select from wuquan.incident i where i.incident_id = %I.incident_id) end)', t, t);
    end loop;
end $$;
create policy seen on wuquan.incident for select using (case when (select wuquan.keeps()) or (select wuquan.sees_all()) then true
    else street_id = (select wuquan.my_street()) or incident_id in (select wuquan.my_incidents()) end);
-- What the whole district counts is no secret of a street; what each of the others counts is.
create policy seen on wuquan.trend_day for select using ((select wuquan.sees_all()) or dim = 1 or dim_id = (select wuquan.my_street()));
create policy seen on wuquan.trend_delta for select using ((select wuquan.sees_all()) or dim = 1 or dim_id = (select wuquan.my_street()));
-- Where teams are is never shown on a wall.
create policy seen on wuquan.responder for select using ((select (wuquan.my_seat()).role) is distinct from 'wall');
create policy audited on wuquan.incident_event for select to wuquan_audit_admin using (true);
create policy seen on wuquan.device for select to wuquan_device, wuquan_fire using (true);
create policy own on wuquan.seat for select using (login = session_user);
create policy managed on wuquan.seat for select to wuquan_security_admin, wuquan_audit_admin using (true);

create table wuquan.community_middle (
    area_id integer primary key references wuquan.area on delete cascade,
    longitude double precision not null,
    latitude double precision not null
);
comment on table wuquan.community_middle is 'Where a wall shows what happened somewhere in a community; follows the boundaries.';
comment on column wuquan.community_middle.area_id is 'Community.';
comment on column wuquan.community_middle.longitude is 'WGS84 degrees east of the mean of its corners.';
comment on column wuquan.community_middle.latitude is 'WGS84 degrees north of it.';

create function wuquan.keep_community_middle() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    delete from community_middle m using changed c where m.area_id = c.area_id;
    insert into community_middle (area_id, longitude, latitude)
    select c.area_id, avg((p ->> 0)::double precision), avg((p ->> 1)::double precision)
    from changed c cross join lateral jsonb_array_elements(
        c.boundary #> case c.boundary ->> 'type' when 'Polygon' then '{coordinates,0}' else '{coordinates,0,0}' end::text[]) p
    where c.level = 3 group by c.area_id;
    return null;
end $$;
comment on function wuquan.keep_community_middle() is 'Finds the middle of communities whose boundary is new.';
create trigger keep_community_middle_insert after insert on wuquan.area referencing new table as changed
    for each statement execute function wuquan.keep_community_middle();
create trigger keep_community_middle_update after update on wuquan.area referencing new table as changed
    for each statement execute function wuquan.keep_community_middle();
update wuquan.area set boundary = boundary where level = 3;

-- A wall shows kinds and communities: no words, no address, no case number.
create view wuquan.incident_masked with (security_barrier) as
select i.incident_id, i.source, ''::text as source_id, null::text as foreign_case_no, i.type_id, i.circle_id, i.level, i.severity,
    i.street_id, c.area_id as grid_id,
    case when i.longitude is not null then c.longitude end as longitude, case when i.longitude is not null then c.latitude end as latitude,
    t.name as title, i.state, i.self_handled, i.outcome, null::bigint as responder_id, i.reported_at, i.filed_at, i.dispatched_at,
    i.accepted_at, i.arrived_at, i.handled_at, i.closed_at, i.due_at, i.version, i.department_id, i.warn_at, i.suspended_at,
    i.return_asked_at, i.supervised_until, i.step_since, i.acknowledged_at, i.shelved_until
from wuquan.incident i
join wuquan.incident_type t using (type_id)
left join wuquan.area g on g.area_id = i.grid_id and g.level = 4
left join wuquan.community_middle c on c.area_id = g.parent_id
where wuquan.sees_all();
comment on view wuquan.incident_masked is 'Incidents as a wall shows them: by kind and community.';
do $$
declare
    c record;
begin
    for c in select a.attname, col_description('wuquan.incident'::regclass, i.attnum) as about
        from pg_attribute a join pg_attribute i on i.attrelid = 'wuquan.incident'::regclass and i.attname = a.attname
        where a.attrelid = 'wuquan.incident_masked'::regclass and a.attnum > 0
    loop
        execute format('comment on column wuquan.incident_masked.%I is %L', c.attname, c.about);
    end loop;
end $$;
comment on column wuquan.incident_masked.source_id is 'Nothing: it is for the room that owns the case.';
comment on column wuquan.incident_masked.foreign_case_no is 'Nothing, likewise.';
comment on column wuquan.incident_masked.grid_id is 'The community in which it is, in place of its grid.';
comment on column wuquan.incident_masked.longitude is 'WGS84 degrees east of the middle of that community.';
comment on column wuquan.incident_masked.latitude is 'WGS84 degrees north of the middle of that community.';
comment on column wuquan.incident_masked.title is 'Name of its type.';
comment on column wuquan.incident_masked.responder_id is 'Nothing: where teams are is not for a wall.';

-- A function, because row security counts for the owner of a view who is no superuser: who looks sees no device.
create function wuquan.device_counts(out kind_id smallint, out community_id integer, out n integer, out not_online integer)
    returns setof record language sql stable security definer set search_path = wuquan, pg_temp as $$
    select d.kind_id, g.parent_id, count(*)::integer, count(*) filter (where d.state <> 0)::integer
    from device d join area g on g.area_id = d.grid_id and g.level = 4
    where (my_seat()).role is not null or is_owner()
    group by d.kind_id, g.parent_id
$$;
comment on function wuquan.device_counts() is 'Devices by kind and community, for whoever has a seat.';
create view wuquan.device_by_community with (security_invoker) as
select kind_id, community_id, n, not_online from wuquan.device_counts();
comment on view wuquan.device_by_community is 'Devices for those who may not see where each stands.';
comment on column wuquan.device_by_community.kind_id is 'Kind.';
comment on column wuquan.device_by_community.community_id is 'Community.';
comment on column wuquan.device_by_community.n is 'How many there are.';
comment on column wuquan.device_by_community.not_online is 'How many of them are not online.';

create view wuquan.solved_rate with (security_barrier) as
select (r.chosen_at at time zone 'Asia/Shanghai')::date as day, count(*)::integer as chosen, count(r.checked_at)::integer as checked,
    count(*) filter (where r.solved)::integer as solved
from wuquan.recheck r join wuquan.incident i using (incident_id)
where wuquan.sees_all() or wuquan.keeps() or i.street_id = wuquan.my_street() group by 1;
comment on view wuquan.solved_rate is 'How many of the incidents closed at once had really been solved, by day: of the whole district, or of one''s street.';
comment on column wuquan.solved_rate.day is 'Day in Asia/Shanghai on which they were chosen to be checked again.';
comment on column wuquan.solved_rate.chosen is 'How many were chosen.';
comment on column wuquan.solved_rate.checked is 'How many of them were checked.';
comment on column wuquan.solved_rate.solved is 'How many of those had been solved.';

-- Everybody reads the lists and the change log, which has keys and versions only. Of devices and of what privacy counts by
-- street they get no rows.
do $$
declare
    everybody text := (select string_agg(format('%I', 'wuquan_' || role), ', ') from wuquan.role where not administrator);
    t text;
begin
    execute format('grant usage on schema wuquan to %s, wuquan_source, %s', everybody,
        (select string_agg(format('%I', 'wuquan_' || role), ', ') from wuquan.role where administrator));
    for t in select c.relname from pg_class c where c.relnamespace = 'wuquan'::regnamespace and c.relkind in ('r', 'p')
            and not c.relispartition and c.relname not in ('seat', 'dispatch_request', 'annotation_request', 'incident',
                'incident_event', 'dispatch_order', 'supervision', 'recheck', 'recheck_secret', 'import_file', 'mirror_source',
                'mirror_progress')
    loop
        execute format('grant select on wuquan.%I to %s', t, everybody);
    end loop;
    execute format('grant select on wuquan.device_by_community, wuquan.solved_rate to %s', everybody);
    execute format('grant select on wuquan.seat to %s, wuquan_security_admin, wuquan_audit_admin', everybody);
end $$;
grant select on wuquan.incident, wuquan.incident_event, wuquan.dispatch_order, wuquan.supervision, wuquan.recheck
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire;
grant select on wuquan.incident_masked to wuquan_wall, wuquan_device;
grant select on wuquan.incident_event to wuquan_audit_admin;
grant select, insert, update, delete on wuquan.working_shift, wuquan.calendar_day, wuquan.incident_type_limit to wuquan_system_admin;
grant select, update (value) on wuquan.dispatch_rule to wuquan_system_admin;
grant select on wuquan.incident_type, wuquan.action, wuquan.action_role, wuquan.transition, wuquan.role, wuquan.area, wuquan.department
    to wuquan_system_admin, wuquan_security_admin, wuquan_audit_admin;

create table wuquan.seat_event (
    event_id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    by_login text not null default session_user,
    kind text not null check (kind in ('given', 'ended', 'unlocked')),
    login text not null,
    seat jsonb
);
comment on table wuquan.seat_event is 'What the security administrator did; rows are only ever added.';
comment on column wuquan.seat_event.event_id is 'Key.';
comment on column wuquan.seat_event.at is 'When.';
comment on column wuquan.seat_event.by_login is 'Who did it.';
comment on column wuquan.seat_event.kind is 'given, ended or unlocked.';
comment on column wuquan.seat_event.login is 'Login that it is about.';
comment on column wuquan.seat_event.seat is 'What the login then was.';
create trigger seat_event_append_only before update or delete or truncate on wuquan.seat_event
    for each statement execute function wuquan.refuse_change();
alter table wuquan.seat_event enable row level security;
alter table wuquan.seat_event force row level security;
create policy kept on wuquan.seat_event using ((select wuquan.keeps())) with check ((select wuquan.keeps()));
create policy managed on wuquan.seat_event for select to wuquan_security_admin, wuquan_audit_admin using (true);
grant select on wuquan.seat_event to wuquan_security_admin, wuquan_audit_admin;

create function wuquan.is_seat_role(rolname name) returns boolean language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select rolname = 'wuquan_source' or exists (select from role r where 'wuquan_' || r.role = is_seat_role.rolname)
$$;
comment on function wuquan.is_seat_role(name) is 'Whether a database role is one of those that seats bring with them.';

create function wuquan.seat_role_end(of_login text, but name) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    held record;
begin
    -- A role that two have given is held until both are taken back.
    for held in select g.rolname as role, by.rolname as grantor
        from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member join pg_roles by on by.oid = m.grantor
        where u.rolname = of_login and is_seat_role(g.rolname) and g.rolname is distinct from but
    loop
        execute format('revoke %I from %I granted by %I', held.role, of_login, held.grantor);
    end loop;
end $$;
comment on function wuquan.seat_role_end(text, name) is 'Takes from a login the roles that seats bring, but for one.';

create function wuquan.may_manage_seats() returns boolean language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    -- The owner makes the first administrators.
    select coalesce((my_seat()).role = 'security_admin', false) or is_owner()
$$;
comment on function wuquan.may_manage_seats() is 'Whether who is logged in gives seats: a security administrator, or the owner of the database.';

create function wuquan.seat_put(new_login text, new_role text, new_post text, new_street integer default null,
    new_department smallint default null, new_responder bigint default null, verifier text default null) returns text
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    given seat;
    made boolean := false;
begin
    if not may_manage_seats() then
        raise exception 'only a security administrator gives seats' using errcode = 'insufficient_privilege';
    elsif new_login = session_user then
        raise exception 'nobody changes their own seat' using errcode = 'insufficient_privilege';
    elsif new_login !~ '^[a-z][a-z0-9_]{0,62}$' or new_login ~ '^(wuquan|pg)_' then
        raise exception 'a login is a to z, 0 to 9 and _, at most 63 of them, and does not begin with wuquan_ or pg_' using errcode = 'invalid_parameter_value';
    elsif not exists (select from role r where r.role = new_role) then
        raise exception 'there is no role %', new_role using errcode = 'invalid_parameter_value';
    elsif new_role in ('operator', 'head') and new_street is null then
        raise exception 'the role % needs a street', new_role using errcode = 'invalid_parameter_value';
    elsif new_role = 'department' and new_department is null then
        raise exception 'the role department needs a department' using errcode = 'invalid_parameter_value';
    elsif new_street is not null and not exists (select from area a where a.area_id = new_street and a.level = 2) then
        raise exception 'area % is no street', new_street using errcode = 'invalid_parameter_value';
    elsif new_department is not null and not exists (select from department d where d.department_id = new_department) then
        raise exception 'there is no department %', new_department using errcode = 'invalid_parameter_value';
    elsif new_responder is not null and not exists (select from responder r where r.responder_id = new_responder) then
        raise exception 'there is no responder %', new_responder using errcode = 'invalid_parameter_value';
    -- 4096 rounds at least, as PostgreSQL itself makes.
    elsif verifier is not null and verifier !~ '^SCRAM-SHA-256\$(409[6-9]|4[1-9][0-9]{2}|[5-9][0-9]{3}|[1-9][0-9]{4,7}):[A-Za-z0-9+/=]{8,}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
        raise exception 'a password is sent as its SCRAM verifier, never as it is' using errcode = 'invalid_parameter_value';
    elsif words(jsonb_build_object('post', new_post), 'post', 128) is null then
        raise exception 'a seat needs the name of its post' using errcode = 'invalid_parameter_value';
    -- A seat comes with a password: it must not be the way into a login that can do more.
    elsif exists (select from pg_roles p where p.rolname = new_login
            and (p.rolsuper or p.rolcreaterole or p.rolcreatedb or p.rolreplication or p.rolbypassrls))
        or exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
            where u.rolname = new_login and not is_seat_role(g.rolname)) then
        raise exception '% can do more than a seat allows and gets none', new_login using errcode = 'insufficient_privilege';
    elsif not is_owner() and exists (select from pg_roles p where p.rolname = new_login)
            and not exists (select from seat s where s.login = new_login) then
        raise exception 'there is a login % that never had a seat: only the owner of the database gives it one', new_login
            using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from pg_roles p where p.rolname = new_login) then
        execute format('create role %I login', new_login);
        made := true;
    else
        execute format('alter role %I login', new_login);
    end if;
    if verifier is not null then
        execute format('alter role %I password %L', new_login, verifier);
    end if;
    perform seat_role_end(new_login, 'wuquan_' || new_role);
    if not pg_has_role(new_login, 'wuquan_' || new_role, 'member') then
        execute format('grant %I to %I', 'wuquan_' || new_role, new_login);
    end if;
    insert into seat as s (login, role, post, street_id, department_id, responder_id)
    values (new_login, new_role, btrim(new_post), new_street, new_department, new_responder)
    on conflict (login) do update set role = excluded.role, post = excluded.post, street_id = excluded.street_id,
        department_id = excluded.department_id, responder_id = excluded.responder_id, since = now(), until = null
    returning * into given;
    insert into seat_event (kind, login, seat) values ('given', new_login, to_jsonb(given));
    return case when made then 'made' else 'changed' end;
end $$;
comment on function wuquan.seat_put(text, text, text, integer, smallint, bigint, text) is 'Gives a login its one role and post, and makes the login when there is none; the password comes as a SCRAM verifier.';

create function wuquan.seat_end(old_login text) returns void
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    ended seat;
begin
    if not may_manage_seats() then
        raise exception 'only a security administrator ends seats' using errcode = 'insufficient_privilege';
    elsif old_login = session_user then
        raise exception 'nobody changes their own seat' using errcode = 'insufficient_privilege';
    end if;
    update seat s set until = now() where s.login = old_login and (s.until is null or s.until > now()) returning * into ended;
    if not found then
        raise exception 'there is no seat %', old_login using errcode = 'invalid_parameter_value';
    end if;
    perform seat_role_end(old_login, null);
    execute format('alter role %I nologin', old_login);
    begin
        perform pg_terminate_backend(pid) from pg_stat_activity where usename = old_login and pid <> pg_backend_pid();
    exception when insufficient_privilege then
        raise warning '% gets nothing more, but its open connections stay until they end by themselves: grant pg_signal_backend to the owner of the database', old_login;
    end;
    insert into seat_event (kind, login, seat) values ('ended', old_login, to_jsonb(ended));
end $$;
comment on function wuquan.seat_end(text) is 'Ends a seat: its login gets nothing more and is cut off at once; what it did stays recorded.';

create function wuquan.preloads_credcheck() returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return current_setting('shared_preload_libraries') ~ '(^|[ ,"/])credcheck($|[ ,"])';
exception when insufficient_privilege then
    return null;
end $$;
comment on function wuquan.preloads_credcheck() is 'Whether the server loads what locks a login after wrong passwords; null when the owner of the database may not see it.';

-- Functions are everybody's unless somebody says otherwise. Of those that write, readers of the change log need only
-- feed_connect(), which calls the others that keep it.
do $$
declare
    f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'wuquan'::regnamespace and p.prokind = 'f'
            and p.proname in ('refuse', 'words', 'sees_incident', 'tell', 'start_clock', 'resume_clock', 'settle_responder', 'end_orders',
                'give_order', 'order_meant', 'handled_by', 'dispatch_effect', 'choose_recheck', 'adopt_open', 'dispatch_do', 'dispatch_simulated', 'dispatch', 'ingest',
                'duplicates_of', 'mark_overdue', 'seat_put', 'seat_end', 'audit_verify', 'audit_heads', 'is_seat_role', 'seat_role_end', 'preloads_credcheck',
                'trend_fold', 'change_log_maintain', 'feed_epoch_refresh', 'wake_feed')
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function wuquan.dispatch(uuid, bigint, bigint, text, jsonb), wuquan.duplicates_of(bigint), wuquan.mark_overdue(integer)
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire;
grant execute on function wuquan.ingest(text, text, smallint, text, integer, double precision, double precision, timestamptz, text, text)
    to wuquan_source, wuquan_operator, wuquan_head, wuquan_district;
grant execute on function wuquan.annotation_put(uuid, bigint, bigint, integer, integer, jsonb, text), wuquan.annotation_remove(uuid, bigint, bigint)
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_leader;
grant execute on function wuquan.seat_put(text, text, text, integer, smallint, bigint, text), wuquan.seat_end(text) to wuquan_security_admin;
grant execute on function wuquan.preloads_credcheck() to wuquan_system_admin, wuquan_security_admin, wuquan_audit_admin;
grant execute on function wuquan.audit_verify(bigint), wuquan.audit_heads(date) to wuquan_audit_admin;
