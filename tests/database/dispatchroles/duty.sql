-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is on duty, whom the plan names, and what is void. Monday 2026-11-23 is an ordinary week's begin.
begin;
select no_plan();

create function pg_temp.at(local text) returns timestamptz language sql immutable as $$ select local::timestamp at time zone 'Asia/Shanghai' $$;
create function pg_temp.team(who bigint) returns smallint language sql as $$ select state from wuquan.responder where responder_id = who $$;
create function pg_temp.clock() returns timestamp language sql as $$ select now() at time zone 'Asia/Shanghai' $$;
-- A team's one shift of every day: from and to so many hours from now. Whole minutes, as rosters have.
create function pg_temp.works(who bigint, from_hours integer, to_hours integer) returns void language sql as $$
    delete from wuquan.roster where responder_id = who;
    insert into wuquan.roster
    select who, d, date_trunc('minute', pg_temp.clock() + from_hours * interval '1 hour')::time, date_trunc('minute', pg_temp.clock() + to_hours * interval '1 hour')::time
    from generate_series(1, 7) d;
$$;

-- One at a time: while somebody else does it, nobody waits. First, for what is held here is held to the end.
create extension dblink schema tap;
select is(dblink_connect('other', format('host=%s port=%s dbname=%s user=postgres', split_part(current_setting('unix_socket_directories'), ',', 1), current_setting('port'), current_database())), 'OK', 'another session');
update wuquan.responder set hours = 'roster' where responder_id = 4;
insert into wuquan.patrol (responder_id, every_minutes, since) values (3, 60, now() - interval '1 day');
select is(dblink_exec('other', 'begin'), 'BEGIN', 'begins');
select is((select count(*) from dblink('other', 'select 1 from wuquan.dispatch_rule for no key update') as t(n integer)), (select count(*) from wuquan.dispatch_rule), 'and holds what it needs');
select is((wuquan.keep_duty(), wuquan.keep_voids()), (0, 0), 'somebody else is at it');
select is(dblink_exec('other', 'commit'), 'COMMIT', 'it ends');
select is(dblink_disconnect('other'), 'OK', 'and goes');
select is((wuquan.keep_duty(), wuquan.keep_voids()), (1, 1), 'nobody is');
update wuquan.responder set hours = 'always' where responder_id = 4;
delete from wuquan.patrol;
delete from wuquan.void_alert;

-- Always: nothing changes.
select is((select string_agg(distinct hours, ',') from wuquan.responder), 'always', 'teams have no hours unless somebody gives them some');
select is(wuquan.on_duty(1, pg_temp.at('2026-10-01 03:00')), true, 'who has none is on duty at any time');
select is(wuquan.on_duty(5), false, 'unless the state says otherwise');
select is(wuquan.on_duty(99), null, 'nobody is nobody');
select is(wuquan.keep_duty(), 0, 'nor does keep_duty touch it');

-- Office hours: the working calendar.
update wuquan.responder set hours = 'office' where responder_id = 4;
select is(wuquan.on_duty(4, pg_temp.at(t)), expected, 'office ' || t) from (values
    ('2026-11-23 08:59:59', false), ('2026-11-23 09:00', true), ('2026-11-23 16:59:59', true), ('2026-11-23 17:00', false), ('2026-11-22 10:00', false),
    ('2026-10-01 10:00', false), ('2026-10-10 10:00', true), ('2061-01-03 10:00', false), ('1999-12-31 10:00', false)) as v(t, expected);

-- Rosters: a day shift, one over midnight from Sunday, one around the clock on Wednesday, one to the end of the day on Friday.
update wuquan.responder set hours = 'roster' where responder_id in (1, 2);
insert into wuquan.roster values (1, 1, '08:00', '16:00'), (1, 7, '22:00', '06:00'), (1, 3, '12:00', '12:00'), (1, 5, '16:00', '24:00');
select is(wuquan.on_duty(1, pg_temp.at(t)), expected, 'roster ' || t) from (values
    ('2026-11-23 07:59', false), ('2026-11-23 08:00', true), ('2026-11-23 15:59:59', true), ('2026-11-23 16:00', false),
    ('2026-11-22 21:59', false), ('2026-11-22 22:00', true), ('2026-11-23 00:00', true), ('2026-11-23 05:59:59', true), ('2026-11-23 06:00', false), ('2026-11-22 05:00', false),
    ('2026-11-25 11:59', false), ('2026-11-25 12:00', true), ('2026-11-26 11:59:59', true), ('2026-11-26 12:00', false),
    ('2026-11-27 16:00', true), ('2026-11-27 23:59:59', true), ('2026-11-28 00:00', false)) as v(t, expected);
select is(wuquan.on_duty(2, pg_temp.at('2026-11-23 10:00')), false, 'no shift, no duty');
select is((select (on_duty, since) from wuquan.duty(pg_temp.at('2026-11-23 03:00'), 1)), (true, pg_temp.at('2026-11-22 22:00')), 'a night''s shift began the evening before');
select throws_ok(statement, '23514', null, 'no shift: ' || statement) from unnest(array['insert into wuquan.roster values (1, 8, ''08:00'', ''09:00'')',
    'insert into wuquan.roster values (1, 2, ''24:00'', ''09:00'')', 'insert into wuquan.roster values (1, 2, ''08:00:30'', ''09:00'')']) statement;
-- Days that are otherwise: leave takes the night that begins on it, not the one that ends on it.
insert into wuquan.roster_day values (1, '2026-11-22', null), (1, '2026-11-24', 1), (1, '2026-11-30', null);
select is(wuquan.on_duty(1, pg_temp.at(t)), expected, 'roster day ' || t) from (values
    ('2026-11-22 23:00', false), ('2026-11-23 03:00', false), ('2026-11-23 10:00', true), ('2026-11-24 10:00', true), ('2026-11-29 23:00', true),
    ('2026-11-30 03:00', true), ('2026-11-30 10:00', false)) as v(t, expected);
-- All at once say what one at a time says.
select is((select count(*) from wuquan.duty(t) d where d.on_duty is distinct from wuquan.on_duty(d.responder_id, t)), 0::bigint, 'all and one agree at ' || t)
from generate_series(pg_temp.at('2026-11-22 00:30'), pg_temp.at('2026-11-29 00:30'), interval '3 hours') t;

-- keep_duty: only what changes is written.
delete from wuquan.roster_day;
update wuquan.responder set hours = 'always' where responder_id = 4;
select pg_temp.works(1, -2, 2);
select pg_temp.works(2, 2, 4);
select is((select (due.responder_id, due.state) from wuquan.due_states(now()) due), (2::bigint, 2::smallint), 'who should be off duty');
select version as was from wuquan.responder where responder_id = 1 \gset
select is(tap.told('leader_1', 'select wuquan.keep_duty()'), '1', 'any station brings it in line');
select is((pg_temp.team(1), pg_temp.team(2)), (0::smallint, 2::smallint), 'by their hours');
select is((select version from wuquan.responder where responder_id = 1), :was::bigint, 'who was right is not written');
select is((select count(*) from wuquan.change_log where xid = pg_current_xact_id() and entity = 4 and entity_id = 2 and operation = 'U'), 2::bigint, 'the change goes through the feed, as that of its hours did');
select is(wuquan.keep_duty(), 0, 'once');
select is(tap.told(login, 'select wuquan.keep_duty()'), 'ERROR 42501', login || ' does not') from unnest('{wall_1,device_1,system_1,security_1,audit_1}'::text[]) login;

-- The refusal of dispatch() is right between two runs.
select tap.prepared('dispatch') as i \gset
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 2}'), 'refused: off_duty', 'nobody is sent out of their hours');
select pg_temp.works(2, -1, 1);
select is(pg_temp.team(2), 2::smallint, 'the state says off duty still');
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 2}'), 'done', 'the roster counts');
select is(tap.does('field_a2', :i, 'accept'), 'done', 'who has begun signs');
select is(pg_temp.team(2), 1::smallint, 'and is busy');
select pg_temp.works(2, -4, -1);
select is(wuquan.keep_duty(), 0, 'whoever works on when the shift ends');
select is(pg_temp.team(2), 1::smallint, 'stays busy');
select is(tap.does('operator_a', tap.prepared('dispatch'), 'dispatch', '{"responder": 2}'), 'refused: off_duty', 'and is sent to nothing else');
select is(tap.does('field_a2', :i, 'handle'), 'done', 'the order ends');
select is(pg_temp.team(2), 2::smallint, 'then they are off duty');
select pg_temp.works(2, -1, 1);
select is(wuquan.keep_duty(), 1, 'until the next shift');
select is(pg_temp.team(2), 0::smallint, 'for which they are free');
select tap.prepared('dispatch') as i \gset
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 2}'), 'done', 'an order that is not signed for');
select pg_temp.works(2, -4, -1);
select is(wuquan.keep_duty(), 1, 'keeps nobody');
select is(pg_temp.team(2), 2::smallint, 'at work');
select is(tap.does('operator_a', :i, 'accept'), 'done', 'the room signs for them');
select is(pg_temp.team(2), 1::smallint, 'so they are at work');
select is(tap.does('operator_a', :i, 'recall'), 'done', 'called back');
select is(pg_temp.team(2), 2::smallint, 'they are off duty');
-- Whoever was off duty by hand and has no hours stays so.
select is(tap.does('operator_a', tap.prepared('dispatch'), 'dispatch', '{"responder": 5}'), 'refused: off_duty', 'off duty by hand');
select wuquan.settle_responder(5);
select is(pg_temp.team(5), 2::smallint, 'stays so');
-- Hours that end do not leave anybody off duty.
select is(tap.told('system_1', 'update wuquan.responder set hours = ''always'' where responder_id = 2 returning hours'), 'always', 'the system administrator ends their hours');
select is(pg_temp.team(2), 0::smallint, 'they are free again');
update wuquan.responder set hours = 'always' where responder_id = 5;
select is(pg_temp.team(5), 2::smallint, 'who had none is not touched by it');
select is(tap.told('system_1', 'update wuquan.responder set state = 0 where responder_id = 5 returning 1'), 'ERROR 42501', 'the administrator sets nothing else of a team');
select is(tap.told('system_1', 'select count(longitude) from wuquan.responder'), 'ERROR 42501', 'nor sees where it stands');

-- Run cards.
insert into wuquan.responder_kind (kind_id, code, name, name_en) values (2, 'fire', '消防', 'Fire');
select tap.made(2) as fire, tap.made(2, 'B') as other, tap.made(1) as noise \gset
create function pg_temp.card(login text, of_incident bigint) returns jsonb language sql as $$
    select nullif(tap.told(login, format('select wuquan.run_card_of(%s)', of_incident)), '')::jsonb
$$;
select is(pg_temp.card('operator_a', :fire), null, 'no card');
select is(tap.told('system_1', $$insert into wuquan.run_card (type_id, choice, kind_id) values (2, 2, 1), (2, 1, 2) returning 1$$), '1', 'the system administrator writes one');
select is(pg_temp.card('operator_a', :fire), '[{"choice": 1, "kind": 2}, {"choice": 2, "kind": 1}]', 'everywhere, in the order of choice');
select is(pg_temp.card('operator_a', :noise), null, 'for its type');
insert into wuquan.run_card (type_id, area_id, choice, responder_id) values (2, 2, 1, 2), (2, 1, 1, 4);
select is(pg_temp.card('operator_a', :fire), '[{"choice": 1, "responder": 2}]', 'that of the street counts alone');
select is(pg_temp.card('operator_b', :other), '[{"choice": 1, "responder": 4}]', 'that of the district elsewhere');
insert into wuquan.run_card (type_id, area_id, choice, responder_id) values (2, 6, 1, 1), (2, 4, 1, 4);
select is(pg_temp.card('operator_a', :fire), '[{"choice": 1, "responder": 1}]', 'that of the grid more than that of the community');
update wuquan.run_card set begins = date_trunc('minute', pg_temp.clock() + interval '1 hour')::time, ends = date_trunc('minute', pg_temp.clock() - interval '1 hour')::time where area_id = 6;
select is(pg_temp.card('operator_a', :fire), '[{"choice": 1, "responder": 4}]', 'not at this hour');
update wuquan.run_card set begins = date_trunc('minute', pg_temp.clock() - interval '13 hours')::time, ends = date_trunc('minute', pg_temp.clock() + interval '1 hour')::time where area_id = 6;
select is(pg_temp.card('operator_a', :fire), '[{"choice": 1, "responder": 1}]', 'at this one');
select is(wuquan.in_hours(t, b, e), expected, format('%s in %s–%s', t, b, e)) from (values (time '22:00', time '22:00', time '06:00', true), ('05:59', '22:00', '06:00', true),
    ('06:00', '22:00', '06:00', false), ('12:00', '22:00', '06:00', false), ('00:00', '00:00', '24:00', true), ('23:59', '00:00', '24:00', true), ('12:00', '12:00', '12:00', true),
    ('11:59', '12:00', '12:00', true), ('08:00', '09:00', '17:00', false), ('17:00', '09:00', '17:00', false)) as v(t, b, e, expected);
select is(pg_temp.card(l.login, :fire) is not null, l.role in ('district', 'leader', 'fire') or coalesce(l.street = 2, false), format('%s sees the card of what it sees', l.login))
from tap.login l where l.role not in ('wall', 'device') and l.role not like '%admin' order by l.login;
select is(tap.told(login, format('select wuquan.run_card_of(%s)', :fire)), 'ERROR 42501', login || ' sees none') from unnest('{wall_1,device_1,system_1,security_1,audit_1}'::text[]) login;
select throws_ok(statement, '23514', null, statement) from unnest(array['insert into wuquan.run_card (type_id, choice) values (1, 1)', 'insert into wuquan.run_card (type_id, choice, kind_id, responder_id) values (1, 1, 1, 1)']) statement;
select throws_ok('insert into wuquan.run_card (type_id, choice, kind_id) values (2, 1, 1)', '23505', null, 'one first choice');

-- Patrols.
select is(tap.told('field_a', 'select wuquan.report_patrol()'), 'ERROR WQ001', 'who is no patrol has nothing to report');
insert into wuquan.patrol (responder_id, every_minutes, since) values (1, 30, now() - interval '1 day'), (3, 60, now() - interval '1 day'), (4, 60, now() - interval '30 minutes');
select pg_temp.works(1, 2, 4);
select is(tap.told('field_a', 'select wuquan.report_patrol()'), 'ERROR WQ001', 'nor has who is off duty');
select pg_temp.works(1, -1, 2);
select is(tap.told('field_a', 'select wuquan.report_patrol() > now() + interval ''29 minutes'''), 'true', 'a patrol reports');
select is(tap.told('field_a', 'select wuquan.report_patrol() > now() + interval ''29 minutes'''), 'true', 'at once again');
select is((select count(*) from wuquan.patrol_report where responder_id = 1), 1::bigint, 'which counts once');
select is(tap.told(l.login, 'select wuquan.report_patrol()'), 'ERROR 42501', format('%s reports for no team', l.login)) from tap.login l where l.responder is null or l.role <> 'field' order by l.login;
select is(tap.told(l.login, 'select count(*) from wuquan.patrol_report'), case when l.role in ('wall', 'device') or l.role like '%admin' then 'ERROR 42501'
    when l.role in ('district', 'leader', 'fire') or l.street = 2 then '1' else '0' end, format('%s reads reports', l.login)) from tap.login l order by l.login;
select is(tap.told(l.login, format('select count(*) from wuquan.%I', t)), case when l.role in ('wall', 'device', 'security_admin', 'audit_admin') then 'ERROR 42501' else n end, format('%s reads %s', l.login, t))
from tap.login l, (values ('patrol', '3'), ('run_card', '6'), ('roster', '14'), ('roster_day', '0')) as v(t, n) order by l.login, t;

-- Voids. Street A: the grid has one team that looks after it, and it is off duty; street B: the patrol is late, the devices are dead.
create function pg_temp.voids(login text) returns text language sql as $$
    select coalesce(string_agg(concat_ws(' ', v ->> 'kind', 'area ' || (v ->> 'area'), 'team ' || (v ->> 'responder'), 'of kind ' || (v ->> 'device_kind'), v ->> 'n', v ->> 'of'), ', ' order by v ->> 'kind', v ->> 'area'), '')
    from jsonb_array_elements(tap.told(login, 'select wuquan.voids()')::jsonb) v
$$;
update wuquan.patrol_report set at = now() - interval '29 minutes' where responder_id = 1;
select is(wuquan.keep_voids(), 1, 'a patrol that never reported');
select is(pg_temp.voids('district_1'), 'patrol area 3 team 3', 'is a void');
select is((select since from wuquan.void_alert), now() - interval '23 hours', 'since its report was due');
select is(wuquan.keep_voids(), 0, 'which is noticed once');
update wuquan.patrol_report set at = now() - interval '31 minutes' where responder_id = 1;
select is(wuquan.keep_voids(), 1, 'one whose report is too old is another');
select pg_temp.works(1, 0, 2);
select is(wuquan.keep_voids(), 1, 'a new shift has its time again');
select pg_temp.works(1, -1, 2);
select is(wuquan.keep_voids(), 1, 'then it is late');
select is((select since from wuquan.void_alert where responder_id = 1 and ended_at is null), now() - interval '1 minute', 'since then');
insert into wuquan.patrol_report values (1, now());
select is(wuquan.keep_voids(), 1, 'a report ends it');
delete from wuquan.patrol_report;
insert into wuquan.patrol_report values (1, now() - interval '40 minutes');
select pg_temp.works(1, 2, 4);
select is(wuquan.keep_voids(), 0, 'who is off duty reports nothing');

update wuquan.responder set grid_id = 6 where responder_id in (1, 2);
select is(wuquan.keep_voids(), 0, 'teams that look after no grid leave none alone');
select is(tap.told('system_1', 'update wuquan.responder_kind set watches_grid = true where kind_id = 1 returning 1'), '1', 'some do');
select is(wuquan.keep_voids(), 0, 'one of two is on duty');
update wuquan.responder set hours = 'roster' where responder_id = 2;
delete from wuquan.roster where responder_id = 2;
select is(wuquan.keep_voids(), 1, 'none is');
select is(pg_temp.voids('district_1'), 'grid area 6 2 2, patrol area 3 team 3', 'a grid with nobody on duty');
update wuquan.area set valid_to = '2020-01-01' where area_id = 6;
select is(wuquan.keep_voids(), 1, 'a grid of former times needs nobody');
update wuquan.area set valid_to = null where area_id = 6;

insert into wuquan.device (source, source_id, kind_id, name, grid_id, state) select 'device', 'dead ' || n, 1, 'x', 7, case when n <= 3 then 1 else 3 end from generate_series(1, 4) n;
select is(wuquan.keep_voids(), 2, 'devices that are dead together');
select is(pg_temp.voids('district_1'), 'devices area 5 of kind 1 5 5, grid area 6 2 2, patrol area 3 team 3', 'are one void');
insert into wuquan.device (source, source_id, kind_id, name, grid_id, state) select 'device', 'lives ' || n, 1, 'x', 7, 2 from generate_series(1, 5) n;
select void_id as v from wuquan.void_alert where kind = 'devices' \gset
select is(wuquan.keep_voids(), 1, 'more of them');
select is((select (void_id, n, of_n) from wuquan.void_alert where kind = 'devices' and ended_at is null), ((:v)::bigint, 5, 10), 'change its figures, not since when it stands; who raises an alarm lives');
select is(wuquan.keep_voids(), 0, 'once');
update wuquan.dispatch_rule set value = 51 where rule = 'void_device_percent';
select is(wuquan.keep_voids(), 1, 'by the share that the district sets');
update wuquan.dispatch_rule set value = 50 where rule = 'void_device_percent';
update wuquan.dispatch_rule set value = 6 where rule = 'void_device_least';
select is(wuquan.keep_voids(), 0, 'and the number');
update wuquan.dispatch_rule set value = 5 where rule = 'void_device_least';
select is(wuquan.keep_voids(), 1, 'which are figures of the rules');
select throws_ok(format('update wuquan.dispatch_rule set value = %s where rule = %L', value, rule), '23514', null, format('%s is not %s', rule, value))
from (values ('void_device_percent', 101), ('void_device_percent', 0), ('void_device_least', 0)) as v(rule, value);

-- Each sees what is theirs; a wall no team.
select is(pg_temp.voids(l.login), case
    when l.role = 'wall' then 'devices area 5 of kind 1 5 10, grid area 6 2 2, patrol'
    when l.role in ('district', 'leader', 'fire', 'device') then 'devices area 5 of kind 1 5 10, grid area 6 2 2, patrol area 3 team 3'
    when l.street = 2 then 'grid area 6 2 2' when l.street = 3 then 'devices area 5 of kind 1 5 10, patrol area 3 team 3' else '' end, format('%s is told of voids', l.login))
from tap.login l where l.role not like '%admin' order by l.login;
select is(tap.told(l.login, 'select wuquan.voids()'), 'ERROR 42501', format('%s is not', l.login)) from tap.login l where l.role like '%admin' order by l.login;
select is(tap.told(l.login, 'select count(*) from wuquan.void_alert'), 'ERROR 42501', format('%s reads no table of them', l.login)) from tap.login l order by l.login;
select is((select array_agg(distinct key order by key) from jsonb_array_elements(tap.told('district_1', 'select wuquan.voids()')::jsonb) v, jsonb_object_keys(v) key), '{area,device_kind,id,kind,n,of,responder,since}', 'what is told of one');
select is((select (v ->> 'since')::bigint from jsonb_array_elements(tap.told('district_1', 'select wuquan.voids()')::jsonb) with ordinality o(v, n) where n = 1), (extract(epoch from now() - interval '23 hours') * 1000)::bigint, 'the longest standing first, in milliseconds');
insert into wuquan.area (area_id, level, code, name, parent_id) select 1000 + n, 4, 'g' || n, '网格', 4 from generate_series(1, 300) n;
insert into wuquan.void_alert (kind, area_id, street_id, since, n, of_n) select 'grid', 1000 + n, 2, now(), 1, 1 from generate_series(1, 300) n;
select is(jsonb_array_length(tap.told('operator_a', 'select wuquan.voids()')::jsonb), 200, 'at most 200');
select is(wuquan.keep_voids(), 300, 'what is not so is over');

-- Kept for a time.
insert into wuquan.patrol_report values (1, now() - interval '8 days'), (1, now() - interval '6 days');
update wuquan.void_alert set ended_at = now() - interval '91 days' where area_id = 1001;
select is(wuquan.keep_voids(), 0, 'nothing is new');
select is((select count(*) from wuquan.patrol_report where at < now() - interval '1 day'), 1::bigint, 'reports are kept for a week');
select is((select count(*) from wuquan.void_alert where area_id in (1001, 1002)), 1::bigint, 'voids for a season');

-- Not everybody keeps them.
select is(tap.told(login, 'select wuquan.keep_voids()'), 'ERROR 42501', login || ' keeps none') from unnest('{wall_1,device_1,system_1,security_1,audit_1}'::text[]) login;

-- What time brings, once for all who ask.
update wuquan.upkeep_run set at = now() - interval '21 seconds';
update wuquan.responder set hours = 'roster' where responder_id = 4;
delete from wuquan.roster where responder_id = 4;
update wuquan.responder set state = 0 where responder_id = 4;
select ok(tap.told('operator_a', 'select wuquan.upkeep()')::integer > 0, 'a station that asks brings teams in line with their hours');
select is((select state from wuquan.responder where responder_id = 4), 2::smallint, 'who has no shift is off duty');
update wuquan.responder set state = 0 where responder_id = 4;
select is(tap.told('operator_b', 'select wuquan.upkeep()'), '0', 'the next one that asks counts nothing again');
select is((select state from wuquan.responder where responder_id = 4), 0::smallint, 'nor changes anything');
update wuquan.upkeep_run set at = clock_timestamp() + interval '1 hour';
select ok(tap.told('operator_b', 'select wuquan.upkeep()')::integer > 0, 'a clock that was set back stops nothing');
select is(tap.told('wall_1', 'select wuquan.upkeep()'), 'ERROR 42501', 'a wall does not ask');
select * from finish();
rollback;
