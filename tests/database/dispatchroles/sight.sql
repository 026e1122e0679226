-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each one sees, and what nobody sees who is not meant to.
begin;
select no_plan();

-- One incident of each street on its way, with an order, an event of each kind that matters, a supervision and a recheck.
create temporary table theirs as
select street, tap.prepared('answer', 1, street) as supervised, tap.prepared('recheck', 3, street) as closed, tap.prepared('dispatch', 1, street) as filed
from unnest('{A,B}'::text[]) street;
grant select on theirs to public;
create temporary table ours as select street, unnest(array[supervised, closed, filed]) as incident from theirs;
-- prepared() gives department 1 an order of each; here it has had those of street A only.
delete from wuquan.dispatch_order o using ours where o.incident_id = incident and street = 'B' and o.department_id = 1;
-- The order of street B went to a team of department 2, and one of street A too, which was recalled.
select tap.does('operator_a', supervised, 'assist', '{"department": 2}') from theirs where street = 'A';
select is(tap.does('operator_a', supervised, 'recall', jsonb_build_object('order', (select max(order_id) from wuquan.dispatch_order))), 'done', 'a co-handler is recalled')
from theirs where street = 'A';

create function pg_temp.sees(login text, relation text) returns text language sql as $$
    select tap.told(login, format('select coalesce(string_agg(distinct incident_id::text, '' '' order by incident_id::text), ''nothing'') from wuquan.%I', relation))
$$;
create function pg_temp.keys(which bigint[]) returns text language sql as $$
    select coalesce(string_agg(k::text, ' ' order by k::text), 'nothing') from unnest(which) k
$$;

select is(pg_temp.sees(s.login, r.relation), pg_temp.keys(array(select incident from ours
    where (s.streets like '%' || street || '%')
      -- Not all of them have a supervision, a recheck or an order that is not ended by the recall.
      and (r.relation <> 'supervision' or incident in (select supervised from theirs))
      and (r.relation <> 'recheck' or incident in (select closed from theirs))
      and (r.relation <> 'dispatch_order' or s.streets not like '%B%' or street = 'A' or incident not in (select filed from theirs)))),
    format('%s sees of %s what is its own', s.login, r.relation))
from (values ('operator_a', 'A'), ('operator_b', 'B'), ('head_a', 'A'), ('district_1', 'AB'), ('leader_1', 'AB'), ('fire_1', 'AB'),
        ('department_1', 'A'), ('field_a', 'A'), ('field_a2', 'A'), ('field_b2', 'B')) as s(login, streets)
cross join unnest('{incident,incident_event,dispatch_order,supervision,recheck}'::text[]) as r(relation);

-- Department 2 sees the two of street B that its team has had, and the one it was asked to help with for a moment.
select is(pg_temp.sees('department_2', 'incident'), pg_temp.keys(array(select supervised from theirs union select closed from theirs where street = 'B')),
    'a department sees what it has or had an order for');
-- A team of street B that was sent to street A sees that one incident beside its street.
select is(tap.does('district_1', supervised, 'assist', '{"responder": 3}'), 'done', 'a team of another street helps') from theirs where street = 'A';
select is(pg_temp.sees('field_b', 'incident'), pg_temp.keys(array(select incident from ours where street = 'B' union select supervised from theirs where street = 'A')),
    'a team sees its street and what it is sent to');
-- Only the room or its own team says that it has arrived.
select is(tap.does('field_a', supervised, 'handle', jsonb_build_object('order', (select max(order_id) from wuquan.dispatch_order))),
    'refused: no_order', 'nobody acts on the order of another team') from theirs where street = 'A';

select is(pg_temp.sees(login, relation), 'ERROR 42501', format('%s may not read %s', login, relation))
from unnest('{wall_1,device_1,system_1,security_1,audit_1}'::text[]) login
cross join unnest('{incident,incident_event,dispatch_order,supervision,recheck}'::text[]) relation
where not (login = 'audit_1' and relation = 'incident_event');

-- Acting on what one does not see tells no more than acting on what is not there.
select is(tap.does('operator_b', case when a.action = 'recheck' then closed else supervised end, a.action, '{"note": "x", "responder": 3, "solved": true}'),
    'refused: unknown', format('operator of another street: %s', a.action)) from wuquan.action a, theirs where street = 'A';
select is(tap.does('operator_b', 99999999, 'note', '{"note": "x"}'), 'refused: unknown', 'what is not there is refused likewise');
select is(tap.does('operator_b', b.supervised, 'merge', jsonb_build_object('into', a.supervised)), 'refused: not_mergeable', 'nor is it merged with')
from theirs a, theirs b where a.street = 'A' and b.street = 'B';
select is(tap.does('operator_b', b.supervised, 'merge', '{"into": 99999999}'), 'refused: not_mergeable', 'and one that is not there likewise')
from theirs b where b.street = 'B';
-- One of street B that is said to be where that of street A is.
insert into ours select 'B', (tap.told('operator_b', $$select wuquan.ingest('resident', 'probe', 1::smallint, 'x', 7, 120.2134, 30.3155, now())$$)::jsonb ->> 'incident')::bigint;
select is(tap.told('operator_b', format('select count(*) from wuquan.duplicates_of(%s)', supervised)), '0', 'where it is can''t be measured either')
from theirs where street = 'A';
select isnt(tap.told('operator_a', format('select count(*) from wuquan.duplicates_of(%s)', supervised)), '0', 'as it can by its own street')
from theirs where street = 'A';

-- Whatever a street may read that tells of streets or incidents, nothing of another street is counted in it. The change log
-- has keys and versions of everything: who follows it has to hear that an incident left its sight.
create function pg_temp.told_of_a(login text) returns setof text language plpgsql as $$
declare
    c record;
    found text;
begin
    for c in select r.relname, a.attname from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0
        where r.relnamespace = 'wuquan'::regnamespace and r.relkind in ('r', 'p', 'v') and not r.relispartition
          and a.attname in ('incident_id', 'street_id', 'dim_id', 'merged_into')
          and has_column_privilege(login, r.oid, a.attnum, 'select')
          and r.relname not in ('responder', 'seat') -- who could be sent; one's own seat
    loop
        found := tap.told(login, format('select count(*) from wuquan.%I where %I in (%s)', c.relname, c.attname,
            case when c.attname in ('incident_id', 'merged_into') then (select string_agg(incident::text, ',') from ours where street = 'A') else '2' end));
        if found <> '0' then
            return next format('%s.%s: %s', c.relname, c.attname, found);
        end if;
    end loop;
end $$;
select is(array(select pg_temp.told_of_a('operator_b')), '{}', 'street B is told nothing of street A');
select isnt(array(select pg_temp.told_of_a('operator_a')), '{}', 'street A is');
select isnt(array(select pg_temp.told_of_a('district_1')), '{}', 'and the district is');
select is(tap.told('operator_b', 'select coalesce(sum(chosen), 0) from wuquan.solved_rate'), '1', 'of the rechecks a street counts its own');
select is(tap.told('department_1', 'select coalesce(sum(chosen), 0) from wuquan.solved_rate'), '0', 'a department none');
select is(tap.told('district_1', 'select coalesce(sum(chosen), 0) from wuquan.solved_rate'), '2', 'the district all');
select is(tap.told('wall_1', 'select coalesce(sum(chosen), 0) from wuquan.solved_rate'), '2', 'and a wall');
select is(array(select relname::text from pg_class where relnamespace = 'wuquan'::regnamespace and relkind in ('r', 'v') and not relispartition
        and has_table_privilege('operator_b', oid, 'select') and relname ~ 'import|mirror|secret|request|seat_event'),
    '{}', 'nor does it read how much was imported or copied');

-- Ways around row security that were open once, or could be thought of.
do $$
begin
    set local session authorization operator_b;
    create temporary table pg_class as select 'wuquan.incident'::regclass::oid as oid, 'operator_b'::regrole::oid as relowner;
    create temporary table seat as select 'operator_b'::text as login, 'district'::text as role, ''::text as post, null::integer as street_id,
        null::smallint as department_id, null::bigint as responder_id, now() as since, null::timestamptz as until;
    create temporary table role as select 'operator'::text as role, ''::text as name, ''::text as name_en, true as everywhere, false as administrator;
    set local search_path = pg_temp, pg_catalog;
    create temporary table seen as select incident_id from wuquan.incident;
    drop table pg_temp.pg_class, pg_temp.seat, pg_temp.role;
    reset session authorization;
    reset search_path;
end $$;
set local search_path = tap, public;
select is((select array_agg(incident_id order by 1) from pg_temp.seen), (select array_agg(incident order by 1) from ours where street = 'B'),
    'temporary tables named as those that row security asks change nothing');
-- Negative control: a condition whose names are looked up when it is asked is deceived.
create table tap.naive (n integer);
insert into tap.naive values (1);
create function tap.naive_keeps() returns boolean language sql stable as $$
    select pg_has_role(current_user, (select relowner from pg_class where oid = 'wuquan.incident'::regclass), 'usage')
$$;
alter table tap.naive enable row level security;
create policy kept on tap.naive using (tap.naive_keeps());
grant usage on schema tap to operator_b;
grant select on tap.naive to operator_b;
select is(tap.told('operator_b', 'select count(*) from tap.naive'), '0', 'a naive condition holds');
do $$
begin
    set local session authorization operator_b;
    create temporary table pg_class as select 'wuquan.incident'::regclass::oid as oid, 'operator_b'::regrole::oid as relowner;
    reset session authorization;
end $$;
select is(tap.told('operator_b', 'select count(*) from tap.naive'), '1', 'until there is another pg_class');
drop table pg_temp.pg_class;

select is(tap.told('operator_b', $$select set_config('row_security', 'off', true)$$, 'select count(*) from wuquan.incident'), 'ERROR 42501',
    'row security can''t be switched off');
select is(tap.told('operator_b', $$select set_config('wuquan.bulk', 'on', true)$$, format('select wuquan.dispatch(%L, %s, null, ''note'', ''{"note": "x"}'') ->> ''outcome''',
    gen_random_uuid(), filed)), 'done', 'a station says that it loads in bulk') from theirs where street = 'B';
select is((select (e.seq is not null, e.login) from wuquan.incident_event e where incident_id = filed order by event_id desc limit 1), (true, 'operator_b'::text),
    'and its event stands in the chain all the same') from theirs where street = 'B';
select is((select count(*) from wuquan.change_log where xid = pg_current_xact_id() and entity = 0), 0::bigint, 'and nobody reads everything anew');
select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'the chains are whole');

-- A wall: kinds and communities.
select is(tap.told('wall_1', format('select concat_ws(''|'', source_id, foreign_case_no, title, grid_id, responder_id, round(longitude::numeric, 4), round(latitude::numeric, 4)) from wuquan.incident_masked where incident_id = %s', supervised)),
    case street when 'A' then '|噪声扰民|4|120.2100|30.3100' else '|噪声扰民|5|120.2700|30.3100' end, 'a wall shows the kind and the middle of the community') from theirs;
select unalike(tap.told('wall_1', 'select string_agg(to_jsonb(m)::text, '' '') from wuquan.incident_masked m'), '%机密%', 'and no words or case number');
select unalike(tap.told('wall_1', 'select string_agg(to_jsonb(m)::text, '' '') from wuquan.incident_masked m'), '%120.2133%', 'nor where it is');
select is(tap.told('wall_1', 'select count(*) from wuquan.incident_masked'), (select count(*)::text from wuquan.incident), 'but all there are');
select is(tap.told('operator_a', 'select count(*) from wuquan.incident_masked'), 'ERROR 42501', 'which is for walls');
create temporary table writable as
select l.login, c.relname::text, privilege
from tap.login l cross join pg_class c cross join unnest('{insert,update,delete,truncate,references,trigger,maintain}'::text[]) privilege
where c.relnamespace = 'wuquan'::regnamespace and c.relkind in ('r', 'p', 'v') and has_table_privilege(l.login, c.oid, privilege);
select is(array(select distinct login || ' ' || relname || ' ' || privilege from writable order by 1), array(select 'system_1 ' || t || ' ' || p
    from unnest('{calendar_day,command_post,incident_type_limit,patrol,phrase,roster,roster_day,run_card,suited_kind,working_shift}'::text[]) t, unnest('{delete,insert,update}'::text[]) p order by 1),
    'nobody writes to a table but the system administrator to calendar, posts, phrases, rosters, plans and limits');
select is(array(select distinct l.login || ' ' || c.relname || '.' || a.attname from tap.login l join pg_class c on c.relnamespace = 'wuquan'::regnamespace and c.relkind in ('r', 'p', 'v')
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and has_column_privilege(l.login, c.oid, a.attnum, 'insert, update, references')
    where (l.login, c.relname::text) not in (select login, relname from writable) order by 1),
    '{system_1 dispatch_rule.value,system_1 responder.hours,system_1 responder_kind.watches_grid}', 'and to the figures of the rules and who keeps hours');
select is(array(select l.login || ' ' || c.relname from tap.login l join pg_class c on c.relnamespace = 'wuquan'::regnamespace and c.relkind = 'S'
    where has_sequence_privilege(l.login, c.oid, 'usage, update')), '{}', 'or moves a sequence');

-- Functions that write: who may call them.
select is((select jsonb_object_agg(proname, logins) from (select p.proname, string_agg(distinct l.role, ' ' order by l.role) as logins
        from tap.login l join pg_proc p on p.pronamespace = 'wuquan'::regnamespace and p.provolatile = 'v' and p.prosecdef and p.prorettype <> 'trigger'::regtype
        where has_function_privilege(l.login, p.oid, 'execute') group by 1) t),
    jsonb_build_object('feed_connect', (select string_agg(role, ' ' order by role) from wuquan.role),
        'dispatch', 'department district field fire head leader operator', 'mark_overdue', 'department district field fire head leader operator',
        'ingest', 'district head operator', 'annotation_put', 'district head leader operator', 'annotation_remove', 'district head leader operator',
        'seat_put', 'security_admin', 'seat_end', 'security_admin', 'keep_duty', 'department district field fire head leader operator',
        'keep_voids', 'department district field fire head leader operator', 'report_patrol', 'field', 'upkeep', 'department district field fire head leader operator', 'attach', 'department district field fire head leader operator',
        'contact_of', 'district head operator', 'contact_keep', 'department district field fire head leader operator',
        'room_beat', 'department device district field fire head leader operator wall', 'room_keep', 'department district field fire head leader operator',
        'point_here', 'district head leader operator', 'roll_call_begin', 'district leader', 'roll_call_end', 'district leader',
        'roll_call_answer', 'department device district field fire head leader operator', 'shift_note', 'district head operator',
        'shift_hand_over', 'district head operator', 'command_post_fill', 'system_admin'), 'who may call what writes');
select is(array(select p.proname::text from pg_proc p where p.pronamespace = 'wuquan'::regnamespace and p.prorettype <> 'trigger'::regtype
        and p.prosecdef and p.provolatile = 'v' and has_function_privilege('public', p.oid, 'execute') order by 1), '{feed_connect}',
    'the public only what readers of the change log call');
select is(array(select p.proname::text from pg_proc p where p.pronamespace = 'wuquan'::regnamespace and p.prosecdef
        and not coalesce(array_to_string(p.proconfig, ',') like '%search\_path=%pg\_temp%', false) order by 1), '{}', 'who runs with the owner''s rights looks into temporary schemas last');
select is(tap.told('wall_1', 'select wuquan.mark_overdue()'), 'ERROR 42501', 'a wall marks nothing');
select is(tap.told('wall_1', $$select wuquan.ingest('resident', 'x', 1::smallint, 'x', 6, 120.2, 30.3, now())$$), 'ERROR 42501', 'nor reports');

-- What privacy counts by street, nobody reads.
insert into wuquan.suppressed_count values ('dispute', 2, current_date, 3);
select is(tap.told(l.login, 'select count(*) from wuquan.suppressed_count'), case when l.role like '%admin' then 'ERROR 42501' else '0' end,
    format('%s reads no suppressed counts', l.role)) from tap.login l order by l.login;
-- A case file is of what one sees, and what may be done is not asked of a row that one has made up.
select is(tap.told(login, format('select wuquan.case_file(%s) ->> ''incident''', supervised)), told, login || ' opens the case')
from theirs, (values ('operator_a', 'A', true), ('operator_b', 'A', false), ('district_1', 'A', true), ('wall_1', 'A', null), ('audit_1', 'A', null)) as v(login, of_street, may),
    lateral (select case when may then supervised::text when may is null then 'ERROR 42501' end as told) t where street = of_street;
select is(tap.told('operator_b', format('select count(*) from wuquan.possible_actions(%s)', supervised)), '0', 'nor is there anything to do')
from theirs where street = 'A';
select is(array(select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'wuquan'::regnamespace and p.prosecdef and has_function_privilege('operator_b', p.oid, 'execute')
    and p.proargtypes::oid[] && (select array_agg(reltype) from pg_class where relnamespace = 'wuquan'::regnamespace)), '{}', 'no function takes a made-up row');

-- An incident of which nobody knows the street is the district's, and no street's.
with made as (select (wuquan.ingest('resident', 'nowhere', 1::smallint, 'x', null, null, null, now()) ->> 'incident')::bigint as incident),
    of_streets as (select tap.does(login, incident, 'file') as answer, login from made, (values ('operator_a'), ('head_a'), ('field_a'), ('department_1')) v(login))
select is(answer, 'refused: unknown', login || ' has nothing to do with an incident without a street') from of_streets;
select is(tap.does('district_1', incident_id, 'file'), 'done', 'the district has') from wuquan.incident where source_id = 'nowhere';

-- Devices: single ones for who looks after them, counts for the others.
select is(tap.told(l.login, 'select count(*) from wuquan.device'), case when l.role in ('device', 'fire') then '2' when l.role like '%admin' then 'ERROR 42501' else '0' end,
    format('%s reads devices', l.role)) from tap.login l order by l.login;
select is(tap.told(l.login, 'select string_agg(concat_ws('' '', community_id, n, not_online), '', '' order by community_id) from wuquan.device_by_community'),
    case when l.role like '%admin' then 'ERROR 42501' else '4 1 0, 5 1 1' end, format('%s reads counts of devices', l.role)) from tap.login l order by l.login;

select * from finish();
rollback;
