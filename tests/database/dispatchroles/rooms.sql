-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What command rooms know of each other and write: who may what, who is told what, and what can't be changed afterwards.
begin;
select no_plan();

-- One of the functions with a new key, as somebody: "done", "refused: REASON" or "ERROR SQLSTATE".
create function pg_temp.ask(login text, call text, key uuid default gen_random_uuid()) returns text language sql as $$
    select tap.told(login, format('select concat_ws('': '', d ->> ''outcome'', d ->> ''reason'') from wuquan.%s d', replace(call, 'KEY', quote_literal(key))))
$$;
-- The same, and nothing of it stays.
create function pg_temp.tried(login text, call text) returns text language plpgsql as $$
declare
    answer text;
begin
    answer := pg_temp.ask(login, call);
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return answer;
end $$;
create function pg_temp.beat(login text, looks_at bigint default null, shown integer default 30) returns jsonb language sql as $$
    select tap.told(login, format('select wuquan.room_beat(%s, %s)', coalesce(looks_at::text, 'null'), shown))::jsonb
$$;
create function pg_temp.call_id() returns bigint language sql as $$ select max(call_id) from wuquan.roll_call $$;
create function pg_temp.post_id(of_name text) returns bigint language sql as $$ select post_id from wuquan.command_post where name = of_name $$;

-- Who may call what.
select is((select string_agg(concat_ws(' ', tier, name, place), ', ' order by tier, place) from wuquan.command_post),
    '1 区综合指挥中心 1, 2 公安情报指挥中心 1, 2 应急指挥中心 2', 'the posts that every district has');
select is(tap.told('system_1', 'select wuquan.command_post_fill()'), '2', 'each street has a room');
select is(tap.told('system_1', 'select wuquan.command_post_fill()'), '0', 'and one only');
select is((select string_agg(concat_ws(' ', street_id, name, place), ', ' order by place) from wuquan.command_post where tier = 3),
    '2 彭埠街道综合信息指挥室 1, 3 九堡街道综合信息指挥室 2', 'by its name');
select is(tap.told('system_1', $$insert into wuquan.command_post (tier, name, name_en, login) values (4, '消防大队', 'Fire brigade', 'fire_1') returning tier$$), '4', 'the system administrator adds one');
select is(tap.told('system_1', $$insert into wuquan.command_post (tier, name, name_en) values (5, 'x', 'x') returning tier$$), 'ERROR 23514', 'of the four tiers');

create temporary table matrix (call text, roles text[], of_a boolean);
select tap.prepared('dispatch') as a, tap.prepared('dispatch', 1, 'B') as b, tap.made(2) as urgent \gset
delete from wuquan.dispatch_order where incident_id = :b; -- prepared() gives department 1 one
insert into matrix values
    ('point_here(KEY, null, 120.21, 30.31, 14, ''这里'')', '{operator,head,district,leader}', false),
    ('point_here(KEY, ' || :a || ', null, null, null, null)', '{operator,head,district,leader}', true),
    ('roll_call_begin(KEY, ''演练'')', '{district,leader}', false),
    ('shift_note(KEY, ''一切正常'')', '{operator,head,district}', false),
    ('shift_hand_over(KEY, ''交接'')', '{operator,head,district}', false);
select is(pg_temp.tried(l.login, m.call), case when l.role = any (m.roles) then 'done' else 'ERROR 42501' end, format('%s: %s', l.login, m.call))
from matrix m, tap.login l where not m.of_a or l.street is distinct from 3 order by m.call, l.login;
select is(pg_temp.ask('leader_1', 'roll_call_begin(KEY, ''节前点名'')'), 'done', 'a roll is called');
select is(pg_temp.tried(l.login, format('roll_call_answer(KEY, %s, %s, ''到'')', pg_temp.call_id(), pg_temp.post_id('彭埠街道综合信息指挥室'))),
    case when l.role = 'district' or l.role in ('operator', 'head') and l.street = 2 then 'done'
        when l.role = 'wall' or l.role like '%admin' then 'ERROR 42501' else 'refused: other_post' end, format('%s answers for street A', l.login)) from tap.login l;
select is(pg_temp.tried(l.login, format('roll_call_end(KEY, %s)', pg_temp.call_id())), case when l.role in ('district', 'leader') then 'done' else 'ERROR 42501' end,
    format('%s ends the call', l.login)) from tap.login l;
select is(tap.told(l.login, 'select wuquan.room_beat(null) ->> ''role'''), case when l.role like '%admin' then 'ERROR 42501' else l.role end, format('%s asks', l.login)) from tap.login l;
select is(tap.told(l.login, 'select wuquan.room_keep()'), case when l.role ~ 'admin|wall|device' then 'ERROR 42501' else '0' end, format('%s clears up', l.login)) from tap.login l;
select is(tap.told(l.login, f.statement), case when l.role = f.role then '0' else 'ERROR 42501' end, format('%s: %s', l.login, f.statement))
from tap.login l, (values ('audit_admin', 'select count(*) from wuquan.shift_verify()'), ('system_admin', 'select wuquan.command_post_fill()')) f(role, statement);
select is(tap.told(l.login, format('select count(*) from wuquan.%I', t)), case when l.role = 'audit_admin' and t like 'shift%' then '0' else 'ERROR 42501' end,
    format('%s does not read %s', l.login, t)) from tap.login l, unnest('{presence,pointer,roll_call,roll_answer,shift,shift_entry}'::text[]) t;
select is(tap.told(l.login, 'select count(*) from wuquan.command_post'), case l.role when 'system_admin' then '6' else 'ERROR 42501' end, format('%s reads the posts', l.login)) from tap.login l;

-- A seat that has ended, and one that is not what its database role says.
update wuquan.seat set until = now() where login = 'operator_a2';
update wuquan.seat set role = 'fire' where login = 'head_b';
select is(pg_temp.ask('operator_a2', call), 'refused: no_seat', 'without a seat: ' || call) from matrix where call not like 'roll%';
select is(array(select jsonb_object_keys(pg_temp.beat('operator_a2'))), '{now}', 'without a seat one is told the time');
select is(pg_temp.ask('head_b', call), 'refused: role', 'with another role: ' || call) from matrix where call not like 'roll%';
update wuquan.seat set until = null where login = 'operator_a2';
update wuquan.seat set role = 'head' where login = 'head_b';

-- Requests: once, for who asked, for what was asked.
select gen_random_uuid() as key \gset
select tap.told('operator_a', format('select wuquan.point_here(%L, null, 120.2, 30.3, 12, ''看'')', :'key')) as first \gset
select is(tap.told('operator_a', format('select wuquan.point_here(%L, null, 120.2, 30.3, 12, ''看'')', :'key')), :'first', 'the same request, the same answer');
select is((select count(*) from wuquan.pointer), 1::bigint, 'and one pointer');
select is(pg_temp.ask('operator_a', 'point_here(KEY, null, 120.2, 30.3, 12, ''别处'')', :'key'), 'ERROR 22023', 'not for other words');
select is(pg_temp.ask('operator_a', 'shift_note(KEY, ''看'')', :'key'), 'ERROR 22023', 'nor for something else');
select is(pg_temp.ask('operator_a2', 'point_here(KEY, null, 120.2, 30.3, 12, ''看'')', :'key'), 'ERROR 22023', 'nor for another login');
select is(tap.does('operator_a', :a, 'note', '{"note": "x"}', null, :'key'), 'ERROR 22023', 'nor for dispatch()');
select is(pg_temp.ask('operator_a', 'shift_note(null, ''看'')'), 'ERROR 22023', 'a request needs a key');
select is(pg_temp.ask('district_1', 'roll_call_begin(KEY, null)', '00000000-0000-0000-0000-000000000001'), 'refused: call_open', 'one call at a time');
select is(pg_temp.ask('district_1', 'roll_call_end(KEY, ' || pg_temp.call_id() || ')'), 'done', 'which is ended');
select is(pg_temp.ask('district_1', 'roll_call_begin(KEY, null)', '00000000-0000-0000-0000-000000000001'), 'refused: call_open', 'a refusal stays one');
select is(pg_temp.ask('operator_a', 'shift_note(KEY, ''一'')', '00000000-0000-0000-0000-000000000002'), 'done', 'a note');
select is(pg_temp.ask('operator_a', 'shift_note(KEY, ''一'')', '00000000-0000-0000-0000-000000000002'), 'done', 'said twice');
select is((select count(*) from wuquan.shift_entry), 1::bigint, 'is written once');

-- Bad input.
select is(case when call like 'shift_hand%' then pg_temp.tried('district_1', replace(call, 'WORDS', quote_literal(w.words))) else pg_temp.ask('district_1', replace(call, 'WORDS', quote_literal(w.words))) end,
    case when w.words in ('<img src=x> %1 🙂', E'两行\n字') then 'done' else 'ERROR 22023' end, format('%s of %s characters: %s', call, length(w.words), regexp_replace(left(w.words, 20), '\W', '.', 'g')))
from unnest('{"point_here(KEY, null, 120.2, 30.3, 12, WORDS)","roll_call_begin(KEY, WORDS)","shift_note(KEY, WORDS)","shift_hand_over(KEY, WORDS)"}'::text[]) call,
    (values ('<img src=x> %1 🙂'), (repeat('长', 1025)), (repeat('x', 1048576)), (E'a\u0007b'), (E'a\u202eb'), (E'a\u200bb'), (E'两行\n字')) w(words)
where not (call like 'roll%' and w.words like '两%'); -- one is open by then
select is(pg_temp.ask('district_1', format('roll_call_answer(KEY, %s, %s, %L)', pg_temp.call_id(), pg_temp.post_id('应急指挥中心'), w)), 'ERROR 22023', 'nor are these an answer')
from unnest(array[repeat('长', 1025), repeat('x', 1048576), E'a\u0007b']) w;
select is(pg_temp.ask('district_1', 'point_here(KEY, null, 120.2, 30.3, 12, ' || quote_literal(repeat('长', 201)) || ')'), 'ERROR 22023', 'a pointer has 200 characters');
select is(pg_temp.ask('district_1', 'shift_note(KEY, ' || w || ')'), 'refused: note_needed', 'an entry says something: ' || w) from unnest(array['null', '''''', '''  ''']) w;
select is(pg_temp.ask('district_1', 'point_here(KEY, ' || p || ', null)'), 'ERROR 23514', 'is no place: ' || p)
from unnest(array['null, null, null, 12', 'null, 120.2, null, 12', 'null, null, 30.3, 12', 'null, 0, 0, 12', 'null, ''NaN'', 30.3, 12', 'null, 120.2, ''NaN'', 12', 'null, 120.2, 30.3, ''NaN''',
    'null, ''Infinity'', 30.3, 12', 'null, 30.3, 120.2, 12', 'null, 181, 30.3, 12', 'null, 120.2, 85.1, 12', 'null, 120.2, 30.3, -1', 'null, 120.2, 30.3, 25', :'a' || ', 120.2, null, 12']) p;
select is(pg_temp.ask('operator_a', format('point_here(KEY, %s, null, null, null, null)', i)), 'refused: unknown', 'nothing to point out: ' || i)
from unnest(array[:b, 99999999, -1, 0, 9223372036854775807]::bigint[]) i;
select is(pg_temp.ask('district_1', format('roll_call_answer(KEY, %s, %s, null)', coalesce(c::text, 'null'), pg_temp.post_id('应急指挥中心'))), 'refused: unknown_call', 'there is no such call') from unnest(array[99999999, null]) c;
select is(pg_temp.ask('district_1', format('roll_call_answer(KEY, %s, %s, null)', pg_temp.call_id(), coalesce(p::text, 'null'))), 'refused: unknown_post', 'nor such a post') from unnest(array[99999999, null]) p;
select is(pg_temp.ask('district_1', format('roll_call_end(KEY, %s)', coalesce(c::text, 'null'))), 'refused: unknown_call', 'nor is it ended') from unnest(array[99999999, null]) c;

-- Who looks at what: at what one sees oneself.
create function pg_temp.looking(login text, looks_at bigint default null, shown integer default 30) returns text language sql as $$
    select coalesce(string_agg(concat_ws(' ', l ->> 'incident', l ->> 'post'), ', ' order by l ->> 'post'), 'nobody') from jsonb_array_elements(pg_temp.beat(login, looks_at, shown) -> 'looking') l
$$;
select is(pg_temp.looking('operator_a', :a), 'nobody', 'nobody else looks yet');
select is(pg_temp.looking('operator_b', :b), 'nobody', 'nor of street B');
select is(pg_temp.looking('district_1', :a), format('%s 岗位 operator_a, %s 岗位 operator_b', :a, :b), 'the district sees both');
select is(pg_temp.looking('operator_b', :a), format('nobody'), 'who may not see it looks at nothing');
select is((select count(*) from wuquan.presence where login = 'operator_b'), 0::bigint, 'and is not said to');
select is(pg_temp.looking('operator_a', :a), format('%s 岗位 district_1', :a), 'the street sees the district');
select is(pg_temp.looking('operator_b', :b), 'nobody', 'street B neither of them');
select is(pg_temp.looking('department_1', :a), format('%s 岗位 district_1, %s 岗位 operator_a', :a, :a), 'a department that has an order sees them');
select is(pg_temp.looking('department_2', 99999999), 'nobody', 'one that has none does not');
select is(pg_temp.beat('wall_1', :a) -> 'looking', null, 'a wall is not told');
select is((select string_agg(login, ' ' order by login) from wuquan.presence), 'department_1 district_1 operator_a operator_b', 'nor counted');
create temporary table row_before as select xmin as made_by, at from wuquan.presence where login = 'operator_a';
select is(pg_temp.looking('operator_a', :a) <> 'nobody', true, 'a second time');
select is((select (xmin, at) from wuquan.presence where login = 'operator_a'), (select (made_by, at) from row_before), 'nothing is written');
update wuquan.presence set at = at - interval '11 seconds' where login = 'operator_a';
select is(pg_temp.looking('operator_a', :a) <> 'nobody', true, 'after eleven seconds');
select cmp_ok((select at from wuquan.presence where login = 'operator_a'), '>', (select at from row_before), 'it is');
update wuquan.presence set at = at - interval '31 seconds' where login = 'operator_a';
select is(pg_temp.looking('district_1', :a), format('%s 岗位 department_1, %s 岗位 operator_b', :a, :b), 'who was not heard of for 31 seconds is not shown');
select is(pg_temp.looking('district_1', :a, 60) like '%operator_a%', true, 'unless it is asked for');
select is(pg_temp.looking('operator_b'), 'nobody', 'looks at nothing any more');
select is(pg_temp.looking('district_1', :a), format('%s 岗位 department_1', :a), 'and is gone at once');
update wuquan.seat set until = now() where login = 'department_1';
select is(pg_temp.looking('district_1', :a), 'nobody', 'as is who has no seat any more');
update wuquan.seat set until = null where login = 'department_1';
insert into wuquan.presence select 'many_' || n, :a, now() from generate_series(1, 60) n;
insert into wuquan.seat (login, role, post) select 'many_' || n, 'fire', '岗位 ' || n from generate_series(1, 60) n;
select is(jsonb_array_length(pg_temp.beat('operator_a', :a) -> 'looking'), 50, 'fifty are enough');
delete from wuquan.presence where login like 'many%';
create function pg_temp.read_only(login text, looks_at bigint) returns text language plpgsql as $$
declare
    answer text;
begin
    perform set_config('transaction_read_only', 'on', true);
    answer := concat_ws(' ', pg_temp.beat(login, looks_at) ->> 'role', pg_temp.beat(login, looks_at) -> 'looking' -> 0 ->> 'post');
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return answer;
end $$;
delete from wuquan.presence where login <> 'district_1';
select is(pg_temp.read_only('operator_a', :a), 'operator 岗位 district_1', 'who may only read is told all the same');
select is((select count(*) from wuquan.presence where login = 'operator_a'), 0::bigint, 'and writes nothing');
select is(pg_temp.looking('operator_a', :a), format('%s 岗位 district_1', :a), 'who may write as well');
select is((select count(*) from wuquan.presence where login = 'operator_a'), 1::bigint, 'does');
select is((select count(*) from wuquan.change_log where entity not in (4, 5) and xid = pg_current_xact_id()), (select count(*) from wuquan.change_log where entity = 1 and xid = pg_current_xact_id()), 'the feed hears nothing of rooms');

-- Where to look.
delete from wuquan.pointer;
create temporary table pointed (name text, id bigint);
insert into pointed select v.name, (tap.told(v.login, format('select wuquan.point_here(%L, %s, ''机密 '' || %L)', gen_random_uuid(), v.place, v.name))::jsonb ->> 'pointer')::bigint
from (values ('district', 'district_1', 'null, 120.2511, 30.3, 12'), ('street', 'operator_a', 'null, 120.2133, 30.3155, 12'), ('case', 'leader_1', :'a' || ', 120.2133, 30.3155, 12'),
    ('room''s case', 'head_a', :'a' || ', null, null, null')) v(name, login, place);
create function pg_temp.shown(login text) returns text language sql as $$
    select coalesce(string_agg(p.name, ', ' order by p.id), 'nothing') from jsonb_array_elements(pg_temp.beat(login) -> 'pointers') j join pointed p on p.id = (j ->> 'id')::bigint
$$;
select is(pg_temp.shown(v.login), v.shown, v.login || ' is shown ' || v.shown)
from (values ('operator_a', 'district, street, case, room''s case'), ('head_a', 'district, street, case, room''s case'), ('operator_b', 'district'), ('head_b', 'district'),
    ('district_1', 'district, street, case, room''s case'), ('leader_1', 'district, street, case, room''s case'), ('fire_1', 'district, street, case, room''s case'),
    ('device_1', 'district, street, case, room''s case'), ('wall_1', 'district, street, case, room''s case'), ('department_1', 'district, case'), ('department_2', 'district'),
    ('field_a', 'street, room''s case'), ('field_b', 'nothing')) v(login, shown);
select is(pg_temp.beat('operator_a') -> 'pointers' -> 2 ->> 'own', 'true', 'one''s own is told from others');
select is(pg_temp.beat('operator_a') -> 'pointers' -> 3 ->> 'own', 'false', 'and others from it');
select is(pg_temp.beat('operator_a') -> 'pointers' -> 3 ->> 'words', '机密 district', 'the newest first, with its words');
select is(array(select jsonb_object_keys(pg_temp.beat('operator_a') -> 'pointers' -> 1) order by 1), '{at,by,id,incident,latitude,longitude,own,words,zoom}', 'with all that there is to know');
select is(pg_temp.beat('district_1') -> 'pointers' -> 1 ->> 'longitude', '120.2133', 'where it was pointed out');
select unalike((pg_temp.beat('wall_1') -> 'pointers')::text, '%机密%', 'a wall has no words');
select is((select string_agg(concat_ws(' ', round((p ->> 'longitude')::numeric, 4), round((p ->> 'latitude')::numeric, 4)), ', ') from jsonb_array_elements(pg_temp.beat(login) -> 'pointers') p),
    '120.2100 30.3100, 120.2100 30.3100, 120.2133 30.3155, 120.2511 30.3000', login || ' has the middle of the community for an incident') from unnest('{wall_1,device_1}'::text[]) login;
select is((select count(*) from jsonb_array_elements(pg_temp.beat('device_1') -> 'pointers') p where p ? 'words'), 2::bigint, 'who looks after devices no words on incidents');
update wuquan.pointer set at = at - interval '10 minutes' where pointer_id = (select id from pointed where name = 'case');
select is(pg_temp.shown('district_1'), 'district, street, room''s case', 'for ten minutes');
select pg_temp.ask('district_1', 'point_here(KEY, null, 120.2, 30.3, 12, null)') from generate_series(1, 4);
select is((select string_agg(p ->> 'id', ' ') from jsonb_array_elements(pg_temp.beat('district_1') -> 'pointers') p),
    (select string_agg(id, ' ') from (select pointer_id::text as id from wuquan.pointer order by pointer_id desc limit 5) l), 'the last five');
select is((select array_agg(street_id order by pointer_id) from wuquan.pointer where pointer_id in (select id from pointed)), '{null,2,null,2}', 'of the district or a street');

-- The roll-call. One is open since the bad input.
create function pg_temp.post(login text, of_name text) returns jsonb language sql as $$
    select p from jsonb_array_elements(pg_temp.beat(login) -> 'call' -> 'posts') p where p ->> 'name' = of_name
$$;
select is(pg_temp.beat('operator_a') -> 'call' ->> 'open', 'true', 'a roll-call is open');
select is(pg_temp.beat('operator_a') -> 'call' ->> 'words', '<img src=x> %1 🙂', 'with what is asked, as it is');
select is(pg_temp.beat('wall_1') -> 'call' ->> 'words', null, 'but on a wall');
select is((select string_agg(concat_ws(' ', p ->> 'tier', p ->> 'name'), ', ') from jsonb_array_elements(pg_temp.beat('wall_1') -> 'call' -> 'posts') p),
    '1 区综合指挥中心, 2 公安情报指挥中心, 2 应急指挥中心, 3 彭埠街道综合信息指挥室, 3 九堡街道综合信息指挥室, 4 消防大队', 'of all posts in their order');
select is((select string_agg(p ->> 'name', ', ') from jsonb_array_elements(pg_temp.beat(v.login) -> 'call' -> 'posts') p where (p ->> 'mine')::boolean), v.mine, v.login || ' answers for its own')
from (values ('operator_a', '彭埠街道综合信息指挥室'), ('head_b', '九堡街道综合信息指挥室'), ('district_1', '区综合指挥中心'), ('fire_1', '消防大队'), ('leader_1', null), ('wall_1', null),
    ('field_a', null), ('department_1', null)) v(login, mine);
select is(pg_temp.ask('fire_1', format('roll_call_answer(KEY, %s, %s, ''在位'')', pg_temp.call_id(), pg_temp.post_id('消防大队'))), 'done', 'a login answers for its post');
select is(pg_temp.ask('head_a', format('roll_call_answer(KEY, %s, %s, null)', pg_temp.call_id(), pg_temp.post_id('消防大队'))), 'refused: other_post', 'nobody else of no district');
select is(pg_temp.ask('fire_1', format('roll_call_answer(KEY, %s, %s, ''在'')', pg_temp.call_id(), pg_temp.post_id('消防大队'))), 'refused: already', 'once');
select is(pg_temp.post('operator_b', '消防大队') - 'answered' - 'id', '{"tier": 4, "name": "消防大队", "name_en": "Fire brigade", "by": "岗位 fire_1", "words": "在位", "mine": false}', 'all are told');
select is((pg_temp.post('operator_b', '消防大队') ->> 'answered')::bigint, (select wuquan.milliseconds(at) from wuquan.roll_answer), 'and when');
select is(pg_temp.post('operator_b', '应急指挥中心') ? 'answered', false, 'who has not answered has no time');
select is(pg_temp.post('wall_1', '消防大队') ? 'words', false, 'a wall not what it said');
select is(pg_temp.ask('district_1', format('roll_call_answer(KEY, %s, %s, null)', pg_temp.call_id(), pg_temp.post_id(p))), 'done', 'the district answers for ' || p) from unnest('{区综合指挥中心,公安情报指挥中心}'::text[]) p;
select is((select string_agg(p.name || ' ' || a.on_behalf, ', ' order by p.post_id) from wuquan.roll_answer a join wuquan.command_post p using (post_id)),
    '区综合指挥中心 false, 公安情报指挥中心 true, 消防大队 false', 'and that is recorded where it is not its own');
update wuquan.command_post set called = false where name in ('应急指挥中心', '公安情报指挥中心');
select is(pg_temp.ask('district_1', format('roll_call_answer(KEY, %s, %s, null)', pg_temp.call_id(), pg_temp.post_id('应急指挥中心'))), 'refused: unknown_post', 'what is not called does not answer');
select is(pg_temp.post('district_1', '应急指挥中心'), null, 'nor is it shown');
select isnt(pg_temp.post('district_1', '公安情报指挥中心'), null, 'unless it had answered');
select is(tap.told('system_1', $$delete from wuquan.command_post where name = '消防大队' returning 1$$), 'ERROR 23503', 'a post that has answered stays');
select is(pg_temp.ask('leader_1', format('roll_call_end(KEY, %s)', pg_temp.call_id())), 'done', 'the call is ended');
select is(pg_temp.ask('leader_1', format('roll_call_end(KEY, %s)', pg_temp.call_id())), 'refused: call_ended', 'once');
select is(pg_temp.ask('operator_a', format('roll_call_answer(KEY, %s, %s, null)', pg_temp.call_id(), pg_temp.post_id('彭埠街道综合信息指挥室'))), 'refused: call_ended', 'who is late is not counted');
select is(pg_temp.beat('operator_a') -> 'call' ->> 'open', 'false', 'it is shown all the same');
select throws_ok(statement, '23001', null, 'not even the owner: ' || statement)
from unnest('{update wuquan.roll_call set words = ''x'',update wuquan.roll_call set ended_at = null,update wuquan.roll_call set ended_at = now() + interval ''1 hour'',delete from wuquan.roll_call,update wuquan.roll_answer set words = ''x'',delete from wuquan.roll_answer,truncate wuquan.roll_answer,"truncate wuquan.roll_call, wuquan.roll_answer"}'::text[]) statement;

-- The shift log of street A, opened by the first entry above.
create function pg_temp.aged(of_street integer) returns void language plpgsql as $$
begin
    set local session_replication_role = replica;
    update wuquan.shift set opened_at = opened_at - interval '61 seconds' where street_id is not distinct from of_street and closed_at is null;
    set local session_replication_role = origin;
end $$;
select is((pg_temp.beat('head_a') -> 'shift' ->> 'by') || (pg_temp.beat('head_a') -> 'shift' -> 'entries' -> 0 ->> 'words'), '岗位 operator_a一', 'the room reads its log');
select is(pg_temp.beat('operator_b') -> 'shift', null, 'street B has none');
select is(pg_temp.beat(login) -> 'shift', null, login || ' is in no room') from unnest('{wall_1,leader_1,field_a,department_1,fire_1,device_1}'::text[]) login;
select pg_temp.ask('operator_b', 'shift_note(KEY, ''九堡的事'')');
select unalike(pg_temp.beat(login)::text, '%九堡的事%', login || ' does not read that of street B') from tap.login where role not like '%admin' and login not in ('operator_b', 'head_b');
select alike(pg_temp.beat('head_b')::text, '%九堡的事%', 'its head does');
-- Two shelved in street A, one whose shelving is over, one in street B.
select tap.prepared('shelve') as s1, tap.prepared('shelve') as s2, tap.prepared('shelve') as s3, tap.prepared('shelve', 2, 'B') as s4 \gset
select tap.does('district_1', i, 'shelve', '{"note": "演练", "hours": 4}') from unnest(array[:s1, :s2, :s3, :s4]) i;
update wuquan.incident set shelved_until = now() - interval '1 minute' where incident_id = :s3;
select tap.does('operator_a', :s1, 'suspend', '{"note": "等"}');
select tap.does('leader_1', :s2, 'supervise', '{"note": "快"}');
select tap.does('operator_a', :a, 'dispatch', '{"responder": 1}');
update wuquan.incident set due_at = now() - interval '1 minute' where incident_id in (:s1, :s2);
create function pg_temp.silent() returns text language sql as $$
    select string_agg(incident_id::text, ' ' order by incident_id) from wuquan.incident where shelved_until > now()
$$;
select tap.told('head_a', format('select wuquan.shift_hand_over(%L, ''两件要紧'')', gen_random_uuid()))::jsonb as handed \gset
select is((:'handed'::jsonb ->> 'outcome') || (:'handed'::jsonb ->> 'released'), 'done2', 'the shift is handed over');
select is(pg_temp.silent(), :'s4', 'the alarms of street A are heard again, and no other''s');
select is((select string_agg(concat_ws(' ', incident_id, actor, login, detail), ', ' order by incident_id) from wuquan.incident_event where kind = 'unshelved'),
    format('%1$s 岗位 head_a head_a {"shift": %3$s}, %2$s 岗位 head_a head_a {"shift": %3$s}', :s1, :s2, :'handed'::jsonb ->> 'shift'), 'and their chains say why');
select is((select summary - 'actions' from wuquan.shift where shift_id = (:'handed'::jsonb ->> 'shift')::bigint),
    (select jsonb_build_object('open', count(*), 'overdue', 1, 'urgent', count(*) filter (where severity = 1), 'suspended', 1, 'supervised', 1, 'unsigned', 1, 'released', 2)
        from wuquan.incident where street_id = 2 and state < 6), 'what there is, counted for the street');
select is((select (summary -> 'actions' -> 'shelved')::int + (summary -> 'actions' -> 'suspended')::int + (summary -> 'actions' -> 'unshelved')::int + (summary -> 'actions' -> 'supervised')::int from wuquan.shift
    where shift_id = (:'handed'::jsonb ->> 'shift')::bigint), 7, 'and what was done');
select is(pg_temp.beat('operator_a') -> 'shift' ->> 'id', :'handed'::jsonb ->> 'next', 'the next one is open');
select is(pg_temp.beat('operator_a') -> 'shift' ? 'entries', false, 'without an entry');
select is((pg_temp.beat('operator_a') -> 'shift' -> 'last') - 'summary' - 'closed', '{"by": "岗位 head_a", "words": "两件要紧"}', 'and is told what was said');
select is(pg_temp.beat('operator_a') -> 'shift' -> 'last' -> 'summary' ->> 'released', '2', 'and counted');
select is(pg_temp.ask('operator_a2', 'shift_hand_over(KEY, null)'), 'refused: just_handed_over', 'who comes second is told');
select pg_temp.aged(2);
select is(pg_temp.tried('operator_a2', 'shift_hand_over(KEY, null)'), 'done', 'but not after a minute');
select pg_temp.ask('operator_a', format('shift_note(KEY, ''第%s条'')', n)) from generate_series(1, 51) n;
select is(pg_temp.tried('operator_a2', 'shift_hand_over(KEY, null)'), 'done', 'or after an entry');
select is(jsonb_array_length(pg_temp.beat('operator_a') -> 'shift' -> 'entries'), 50, 'fifty entries');
select is(pg_temp.beat('operator_a') -> 'shift' -> 'entries' -> 0 ->> 'words', '第51条', 'the newest first');
select pg_temp.ask('operator_a', 'shift_hand_over(KEY, ''再交'')');
select pg_temp.aged(2);
select pg_temp.ask('operator_a', 'shift_hand_over(KEY, null)');
-- That of the district, which is opened and closed by its first hand-over, or was by the bad input above.
select pg_temp.ask('district_1', 'shift_note(KEY, ''区里的事'')');
select is(tap.told('district_1', format('select wuquan.shift_hand_over(%L, null) ->> ''released''', gen_random_uuid())), '1', 'the district releases all that is left');
select is(pg_temp.silent(), null, 'of every street');
select is((select (summary ->> 'open')::bigint from wuquan.shift where street_id is null order by shift_id desc offset 1 limit 1), (select count(*) from wuquan.incident where state < 6), 'and counts them all');
select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'the chains of the incidents are whole');

select throws_ok(statement, '23001', null, 'not even the owner: ' || statement)
from unnest(array['update wuquan.shift set words = ''x'' where closed_at is not null', 'update wuquan.shift set closed_at = null, closed_by_post = null, closed_by_login = null, summary = null, hash = null where closed_at is not null',
    'update wuquan.shift set opened_at = now() where closed_at is null', 'delete from wuquan.shift', 'truncate wuquan.shift, wuquan.shift_entry', 'update wuquan.shift_entry set words = ''x''', 'delete from wuquan.shift_entry',
    'truncate wuquan.shift_entry', format('insert into wuquan.shift_entry (shift_id, at, post, login, words) values (%s, now(), ''x'', ''x'', ''x'')', :'handed'::jsonb ->> 'shift'),
    'insert into wuquan.shift_entry (shift_id, at, post, login, words) values (99999999, now(), ''x'', ''x'', ''x'')']) statement;
select throws_ok('insert into wuquan.shift (street_id, number, opened_at, opened_by_post, opened_by_login) values (null, 99, now(), ''x'', ''x'')', '23505', null, 'a room has one open shift');

-- What somebody does who has all rights, and what the audit administrator then finds. Nothing of it stays.
select is((select string_agg(number::text, ' ' order by number) from wuquan.shift where street_id = 2), '1 2 3 4', 'three shifts of street A and the open one');
create function pg_temp.found_after(tampering text) returns text language plpgsql as $$
declare
    faults text;
begin
    set local session_replication_role = replica;
    execute format(tampering, (select shift_id from wuquan.shift where street_id = 2 and number = 2));
    set local session_replication_role = origin;
    faults := tap.told('audit_1', $f$select coalesce(string_agg(format('%s %s: %s', f.street, f.shift - (select min(shift_id) from wuquan.shift where street_id = 2), f.fault), ', '), 'nothing') from wuquan.shift_verify() f$f$);
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return faults;
end $$;
create temporary table ids as select number, shift_id - min(shift_id) over () as nth from wuquan.shift where street_id = 2;
select is(pg_temp.found_after(t.tampering), case when t.number is null then 'nothing' else format('2 %s: %s', i.nth, t.fault) end, t.name)
from (values
    ('nothing is done', 'select 1', null, null),
    ('the words are changed', 'update wuquan.shift set words = ''别的'' where shift_id = %s', 2, 'its content is not what was signed'),
    ('a count is changed', 'update wuquan.shift set summary = summary || ''{"overdue": 0}'' where shift_id = %s', 2, 'its content is not what was signed'),
    ('the time is changed by a microsecond', 'update wuquan.shift set closed_at = closed_at + interval ''1 microsecond'' where shift_id = %s', 2, 'its content is not what was signed'),
    ('another opened it', 'update wuquan.shift set opened_by_login = ''other'' where shift_id = %s', 2, 'its content is not what was signed'),
    ('another closed it', 'update wuquan.shift set closed_by_post = ''别人'' where shift_id = %s', 2, 'its content is not what was signed'),
    ('an entry is changed', 'update wuquan.shift_entry set words = ''x'' where shift_id = %s and words = ''第7条''', 2, 'its content is not what was signed'),
    ('an entry is removed', 'delete from wuquan.shift_entry where shift_id = %s and words = ''第51条''', 2, 'its content is not what was signed'),
    ('an entry is added', 'insert into wuquan.shift_entry (shift_id, at, post, login, words) values (%s, now(), ''x'', ''x'', ''x'')', 2, 'its content is not what was signed'),
    ('it is signed anew', 'update wuquan.shift s set words = ''x'', hash = wuquan.shift_digest((select p.hash from wuquan.shift p where p.street_id = 2 and p.number = 1), jsonb_populate_record(s, ''{"words": "x"}'')) where shift_id = %s', 3, 'its content is not what was signed'),
    ('one changes places with the open one', 'do ''begin update wuquan.shift set number = 99 where street_id = 2 and number = 4; update wuquan.shift set number = 4 where street_id = 2 and number = 3; update wuquan.shift set number = 3 where street_id = 2 and number = 99; end''', 3, 'the one before it was never closed'),
    ('the last closed one is removed', 'delete from wuquan.shift where street_id = 2 and number = 3 and %s > 0', 4, 'shift 3 of the room is missing'),
    ('two are removed', 'delete from wuquan.shift where street_id = 2 and number in (2, 3) and %s > 0', 4, 'shifts 2 to 3 of the room are missing')
) as t(name, tampering, number, fault) left join ids i on i.number = t.number;

-- What is kept how long.
delete from wuquan.presence;
insert into wuquan.presence values ('operator_a', :a, now() - interval '61 minutes'), ('operator_b', :b, now() - interval '59 minutes');
delete from wuquan.pointer where pointer_id not in (select id from pointed);
update wuquan.pointer set at = now() - interval '23 hours';
update wuquan.pointer set at = now() - interval '25 hours' where pointer_id in (select id from pointed where name in ('street', 'case'));
set local session_replication_role = replica;
update wuquan.roll_call set at = at - interval '366 days', ended_at = ended_at - interval '366 days' where call_id = pg_temp.call_id();
update wuquan.roll_answer set at = at - interval '366 days' where call_id = pg_temp.call_id();
set local session_replication_role = origin;
select count(*) as answers from wuquan.roll_answer \gset
select is(tap.told('field_a', 'select wuquan.room_keep()'), (1 + 2 + :answers + 1)::text, 'what is old goes, whoever asks');
select is(tap.told('field_a', 'select wuquan.room_keep()'), '0', 'once');
select is((select string_agg(login, ' ') from wuquan.presence), 'operator_b', 'of the last hour who looked where');
select is((select count(*) from wuquan.pointer), 2::bigint, 'of the last day what was pointed out');
select is((select count(*) from wuquan.roll_answer), 0::bigint, 'of the last year who answered');
select is((select count(*) from wuquan.roll_call), 1::bigint, 'and who called');
update wuquan.dispatch_request set at = now() - interval '8 days' where request_id = '00000000-0000-0000-0000-000000000002';
select isnt(tap.told('operator_a', 'select wuquan.mark_overdue()'), 'ERROR 42501', 'what keeps the keys of dispatch()');
select is((select count(*) from wuquan.dispatch_request where request_id = '00000000-0000-0000-0000-000000000002'), 0::bigint, 'keeps those of rooms');

-- The rest of the answer.
select is(pg_temp.beat(login) ->> 'idle_minutes', told, login || ' locks itself after') from (values ('operator_a', '15'), ('wall_1', '0')) v(login, told);
select is(tap.told('system_1', format($$update wuquan.dispatch_rule set value = %s where rule = 'idle_minutes' returning 1$$, n)), told, format('idle for %s', n)) from (values (0, '1'), (-1, 'ERROR 23514'), (1441, 'ERROR 23514')) v(n, told);
select is(pg_temp.beat('operator_a') ->> 'idle_minutes', '0', 'never');
select is(array(select jsonb_object_keys(pg_temp.beat('operator_a')) order by 1), '{call,idle_minutes,now,post,role,shift}', 'what there is nothing of is missing');
select cmp_ok(abs((pg_temp.beat('operator_a') ->> 'now')::numeric - extract(epoch from clock_timestamp()) * 1000), '<', 5000::numeric, 'and the time is now');

select * from finish();
rollback;
