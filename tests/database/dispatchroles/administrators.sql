-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The three administrators: each has what the other two have not, and none of them handles an incident.
begin;
select no_plan();

create function pg_temp.put(by_login text, login text, role text, street text default 'null', department text default 'null', verifier text default 'null')
    returns text language sql as $$
    select tap.told(by_login, format('select wuquan.seat_put(%L, %L, %L, %s, %s::smallint, null, %s)', login, role, '岗位', street, department, verifier))
$$;
create function pg_temp.ended(by_login text, login text) returns text language sql as $$
    select coalesce(tap.told(by_login, format('select wuquan.seat_end(%L)::text', login)), '')
$$;

-- What only one of the three can do.
select is(tap.told(l.login, d.statement), case when l.login = d.by_login then d.told else 'ERROR 42501' end, format('%s: %s', l.login, d.name))
from (values
    ('sets a limit', 'system_1', 'update wuquan.incident_type_limit set amount = 3 where type_id = 1 and step = 2 returning amount', '3'),
    ('adds a holiday', 'system_1', $$insert into wuquan.calendar_day values ('2027-01-01', null, '元旦', 'New Year') returning day$$, '2027-01-01'),
    ('sets the hours', 'system_1', $$update wuquan.working_shift set ends = '18:00' where weekday = 5 returning ends$$, '18:00:00'),
    ('sets a rule', 'system_1', $$update wuquan.dispatch_rule set value = 3 where rule = 'on_site_level' returning value$$, '3'),
    ('gives a seat', 'security_1', $$select wuquan.seat_put('tap_new', 'wall', '大厅')$$, 'made'),
    ('ends a seat', 'security_1', $$select wuquan.seat_end('fire_1')::text$$, ''),
    ('reads who was given a seat', 'security_1', $$select min(kind) from wuquan.seat_event where login = 'fire_1'$$, 'ended')) as d(name, by_login, statement, told)
cross join tap.login l where not (d.name like 'reads%' and l.login in ('audit_1', 'security_2')) and not (d.name like '%a seat' and l.login = 'security_2')
order by d.by_login, d.name, l.login = d.by_login, l.login;
select is(tap.told('security_1', $$select wuquan.seat_end('head_b')$$), '', 'a seat is ended');
select is(tap.told('audit_1', $$select min(kind) from wuquan.seat_event where login = 'head_b'$$), 'ended', 'the audit administrator reads that');
select is((select by_login from wuquan.seat_event where login = 'head_b' and kind = 'ended'), 'security_1', 'and who did it');
select isnt(tap.told('system_1', $$delete from wuquan.dispatch_rule where rule = 'on_site_level' returning 1$$), '1', 'a rule can''t be taken away');
select is(tap.told('system_1', $$update wuquan.dispatch_rule set value = 9 where rule = 'on_site_level' returning 1$$), 'ERROR 23514', 'nor set to what means nothing');
select is(tap.told('system_1', $$insert into wuquan.working_shift values (1, '08:00', '12:00') returning 1$$), 'ERROR 23514', 'shifts may not overlap');
select is(tap.told(login, format('update wuquan.seat set role = %L returning 1', 'district')), 'ERROR 42501', format('%s writes no seat itself', login))
from unnest('{system_1,security_1,audit_1,operator_a}'::text[]) login;
select is(tap.told('system_1', 'select count(*) from wuquan.seat'), 'ERROR 42501', 'a system administrator does not even read seats');
select is(tap.told('audit_1', 'select count(*) from wuquan.seat'), (select count(*)::text from wuquan.seat), 'an audit administrator does');
select is(tap.told('operator_a', 'select string_agg(login, '' '') from wuquan.seat'), 'operator_a', 'everybody else sees their own');

-- Their own seats are not theirs.
select is(pg_temp.put('security_1', 'security_1', 'district'), 'ERROR 42501', 'nobody gives a seat to themselves');
select is(pg_temp.ended('security_1', 'security_1'), 'ERROR 42501', 'nor ends their own');
select is(pg_temp.ended('security_1', 'security_2'), '', 'but that of another');
select is(pg_temp.put('security_2', 'tap_other', 'wall'), 'ERROR 42501', 'whose seat has ended gives none');

-- One role each.
select is(pg_temp.put('security_1', 'tap_one', 'operator', '2'), 'made', 'an operator is made');
select is(array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = 'tap_one'::regrole order by 1), '{wuquan_operator}', 'with one role');
select is(pg_temp.put('security_1', 'tap_one', 'audit_admin'), 'changed', 'the operator becomes an audit administrator');
select is(array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = 'tap_one'::regrole order by 1), '{wuquan_audit_admin}', 'and nothing else');
select is(tap.told('tap_one', 'select count(*) from wuquan.incident'), 'ERROR 42501', 'who sees no incident any more');
select is(pg_temp.ended('security_1', 'tap_one'), '', 'the seat ends');
select is((select rolcanlogin from pg_roles where rolname = 'tap_one'), false, 'its login can''t connect');
select is(tap.told('tap_one', 'select count(*) from wuquan.area'), 'ERROR 42501', 'and reads nothing');
select is(pg_temp.ended('security_1', 'tap_one'), 'ERROR 22023', 'it ends once');
select is(pg_temp.put('security_1', 'tap_one', 'wall'), 'changed', 'it is given a seat again');
select is((select rolcanlogin from pg_roles where rolname = 'tap_one'), true, 'and can connect again');

-- A seat is no way into a login that can do more.
create role tap_replicates login replication;
create role tap_signals login;
grant pg_signal_backend to tap_signals;
create role tap_stranger login;
create role tap_creates login createrole;
create role wuquan_stranger;
grant wuquan_stranger to tap_signals;
insert into wuquan.seat (login, role, post) values ('tap_replicates', 'wall', 'x'), ('tap_signals', 'wall', 'x');
select is(pg_temp.put('security_1', login, 'wall'), 'ERROR 42501', format('no seat for %s', login))
from unnest('{postgres,tap_replicates,tap_signals,tap_stranger,tap_creates}'::text[]) login;
select is((select count(*) from pg_auth_members where member = 'tap_signals'::regrole and roleid = 'wuquan_stranger'::regrole), 1::bigint, 'what is not a seat''s role stays as it was');
select is(pg_temp.put('security_1', login, 'wall'), 'ERROR 22023', format('%s is no name of a login', login))
from unnest(array['wuquan_district', 'pg_x', 'Upper', 'a b', 'x"; drop role y', '', '1a', repeat('a', 64)]) login;
select is(pg_temp.put('security_1', 'tap_x', role, street, department, verifier), 'ERROR 22023', format('no seat: %s', about))
from (values ('king', 'null', 'null', 'null', 'no such role'), ('operator', 'null', 'null', 'null', 'an operator without a street'), ('head', 'null', '1', 'null', 'a head without a street'),
    ('department', 'null', 'null', 'null', 'a department without one'), ('operator', '6', 'null', 'null', 'a grid is no street'), ('operator', '99', 'null', 'null', 'no such street'),
    ('department', 'null', '99', 'null', 'no such department'), ('wall', 'null', 'null', '''secret''', 'a password as it is'),
    ('wall', 'null', 'null', '''md5c0a2b1b3e0c5d6c6e4b7f0c0f7a1e2d3''', 'an old kind of verifier'),
    ('wall', 'null', 'null', '''SCRAM-SHA-256$1:MTIzNDU2Nzg5MDEyMzQ1Ng==$' || repeat('A', 43) || '=:' || repeat('A', 43) || '=''', 'a verifier of one round')) as v(role, street, department, verifier, about);
select is(pg_temp.put('security_1', 'tap_verified', 'wall', verifier => '''SCRAM-SHA-256$4096:MTIzNDU2Nzg5MDEyMzQ1Ng==$' || repeat('A', 43) || '=:' || repeat('A', 43) || '='''), 'made', 'a proper verifier is taken');
select is((select count(*) from pg_roles where rolname = 'tap_x'), 0::bigint, 'of what was refused nothing stays');
select is(tap.told('security_1', $$select wuquan.seat_put('tap_x', 'wall', '  ')$$), 'ERROR 22023', 'a seat has a post');

-- The audit administrator reads what happened and changes nothing.
create temporary table made as select tap.prepared('check') as incident;
select is(tap.told('audit_1', 'select count(*) from wuquan.incident_event'), (select count(*)::text from wuquan.incident_event), 'reads every event');
select is(tap.told('audit_1', 'select count(*) from wuquan.audit_verify()'), '0', 'verifies the chains');
select is(tap.told('audit_1', 'select count(*) from wuquan.audit_heads((now() at time zone ''Asia/Shanghai'')::date)'), '1', 'and takes their heads out') from made;
select is(tap.told(l.login, 'select count(*) from wuquan.audit_verify()'), 'ERROR 42501', format('%s does not', l.login)) from tap.login l where l.login <> 'audit_1';

-- Nobody but the owner writes where dispatch() does; and events not even the owner changes.
select is(tap.told(l.login, d.statement), 'ERROR 42501', format('%s: %s', l.login, d.statement))
from tap.login l cross join (values ('update wuquan.incident_event set note = null returning 1'), ('delete from wuquan.incident_event returning 1'),
    ('update wuquan.dispatch_order set task = ''x'' returning 1'), ('delete from wuquan.dispatch_order returning 1'),
    ('update wuquan.dispatch_request set answer = null returning 1'), ('delete from wuquan.dispatch_request returning 1'),
    ('select count(*) from wuquan.dispatch_request'), ('update wuquan.incident set state = 6 returning 1'), ('select count(*) from wuquan.recheck_secret'),
    ('select wuquan.dispatch_simulated(''x'', 1, 1::smallint, ''file'', ''{}'', now())')) as d(statement)
where exists (select from pg_roles r where r.rolname = l.login and r.rolcanlogin);
select throws_ok('update wuquan.incident_event set note = null', '23001', null, 'the owner does not change an event');
select throws_ok('delete from wuquan.incident_event', '23001', null, 'nor removes one');
select throws_ok('delete from wuquan.seat_event', '23001', null, 'nor what was done with seats');

select * from finish();
rollback;
