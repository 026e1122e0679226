-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A district of two streets with a login of every role, and what the other files of this folder say their tests with.
-- Assertions are made by the superuser who runs this; told() and act() do what they are given as somebody else.

insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values
    (1, 1, '330104', '江干区', null, null),
    (2, 2, '330104001', '彭埠街道', 1, null),
    (3, 2, '330104002', '九堡街道', 1, null),
    (4, 3, '330104001001', '兴隆社区', 2, '{"type":"Polygon","coordinates":[[[120.20,30.30],[120.22,30.30],[120.22,30.32],[120.20,30.32]]]}'),
    (5, 3, '330104002001', '九堡社区', 3, '{"type":"MultiPolygon","coordinates":[[[[120.26,30.30],[120.28,30.30],[120.28,30.32],[120.26,30.32]]]]}'),
    (6, 4, '330104001001001', '兴隆一网格', 4, null),
    (7, 4, '330104002001001', '九堡一网格', 5, null);
insert into wuquan.department (department_id, code, name, name_en) values (1, 'd1', '城管局', 'Urban management'), (2, 'd2', '消防大队', 'Fire brigade');
insert into wuquan.incident_type (type_id, code, name, name_en, pinyin, circle_id, defence_id, platform_id, level, severity, closes_at_once) values
    (1, 'noise', '噪声扰民', 'Noise', 'zao sheng', 2, 1, 1, 1, 3, false),
    (2, 'fire', '火灾', 'Fire', 'huo zai', 2, 1, 1, 3, 1, false),
    (3, 'litter', '乱扔垃圾', 'Litter', 'la ji', 2, 1, 1, 1, 3, true);
insert into wuquan.incident_type_limit (type_id, step, amount, unit)
select t, s, 2, 'working_hour' from generate_series(1, 3) t, unnest('{2,3,4,6}'::int[]) s;
insert into wuquan.responder_kind (kind_id, code, name, name_en) values (1, 'team', '队伍', 'Team');
insert into wuquan.responder (responder_id, kind_id, name, street_id, department_id, state) values
    (1, 1, '彭埠一队', 2, 1, 0), (2, 1, '彭埠二队', 2, null, 0), (3, 1, '九堡一队', 3, 2, 0), (4, 1, '区应急队', null, null, 0),
    (5, 1, '彭埠夜班', 2, null, 2);
insert into wuquan.device_kind (kind_id, code, name, name_en, positioned) values (1, 'camera', '监控', 'Camera', true);
insert into wuquan.device (source, source_id, kind_id, name, grid_id, longitude, latitude, state) values
    ('device', 'a', 1, '兴隆 1', 6, 120.2111, 30.3111, 0), ('device', 'b', 1, '九堡 1', 7, 120.2711, 30.3111, 1);

-- One of each role; where one street is not enough to show it, one of the other.
create table tap.login (login name primary key, role text not null, street integer, department smallint, responder bigint);
insert into tap.login (login, role, street, department, responder) values
    ('wall_1', 'wall', null, null, null), ('operator_a', 'operator', 2, null, null), ('operator_a2', 'operator', 2, null, null),
    ('operator_b', 'operator', 3, null, null), ('head_a', 'head', 2, null, null), ('head_b', 'head', 3, null, null),
    ('district_1', 'district', null, null, null), ('department_1', 'department', null, 1, null),
    ('department_2', 'department', null, 2, null), ('field_a', 'field', 2, null, 1), ('field_a2', 'field', 2, null, 2),
    ('field_b', 'field', 3, null, 3), ('field_b2', 'field', 3, null, null), ('leader_1', 'leader', null, null, null),
    ('fire_1', 'fire', null, null, null), ('device_1', 'device', null, null, null), ('system_1', 'system_admin', null, null, null),
    ('security_1', 'security_admin', null, null, null), ('security_2', 'security_admin', null, null, null),
    ('audit_1', 'audit_admin', null, null, null);
-- Given by the owner, who may be no superuser.
do $$
declare
    l tap.login;
    all_of_them tap.login[] := array(select t from tap.login t);
begin
    execute format('set local session authorization %I', (select relowner::regrole::name from pg_class where oid = 'wuquan.incident'::regclass));
    foreach l in array all_of_them loop
        perform wuquan.seat_put(l.login, l.role, '岗位 ' || l.login, l.street, l.department, l.responder);
    end loop;
end $$;

-- What the last statement says to somebody who is logged in as that; "ERROR 42501" when it, or one before, fails.
create function tap.told(login text, variadic statements text[]) returns text language plpgsql as $$
declare
    statement text;
    answer text;
begin
    execute format('set local session authorization %I', login);
    foreach statement in array statements loop
        execute statement into answer;
    end loop;
    reset session authorization;
    return answer;
exception when others then
    return 'ERROR ' || sqlstate;
end $$;

-- dispatch() by somebody who saw the incident as it is, unless it is said otherwise.
create function tap.act(login text, target bigint, act text, detail jsonb default '{}', seen bigint default null,
    request uuid default gen_random_uuid()) returns jsonb language plpgsql as $$
declare
    answer text := tap.told(login, format('select wuquan.dispatch(%L, %s, %s, %L, %L)', request, target,
        coalesce(seen, (select i.version from wuquan.incident i where i.incident_id = target), 0), act, detail));
begin
    return case when answer like 'ERROR %' then jsonb_build_object('outcome', answer) else answer::jsonb end;
end $$;

create function tap.came(answer jsonb) returns text language sql as $$
    select concat_ws(': ', answer ->> 'outcome', answer ->> 'reason')
$$;

-- The same in words: done, conflict, refused: REASON or ERROR SQLSTATE.
create function tap.does(login text, target bigint, act text, detail jsonb default '{}', seen bigint default null,
    request uuid default gen_random_uuid()) returns text language sql as $$
    select tap.came(tap.act(login, target, act, detail, seen, request))
$$;

-- An incident of street A or B that has just come in.
create sequence tap.number;
create function tap.made(of_type integer default 1, street text default 'A') returns bigint language sql as $$
    select (wuquan.ingest('resident', 'tap ' || nextval('tap.number'), of_type::smallint, '机密标题', case street when 'A' then 6 else 7 end,
        case street when 'A' then 120.2133 else 120.2733 end, 30.3155, now(), '机密案号', null) ->> 'incident')::bigint
$$;

-- What has to be done, by whom is right for it, before an action can be.
create function tap.prepared(act text, of_type integer default 1, street text default 'A') returns bigint language plpgsql as $$
declare
    made bigint := tap.made(case when act = 'recheck' then 3 when act in ('acknowledge', 'shelve', 'unshelve') then 2 else of_type end, street);
    x text := lower(street);
    team integer := case street when 'A' then 1 else 3 end;
    before text[] := case
        when act in ('file', 'close_self') then '{}'
        when act in ('dispatch', 'suspend', 'escalate', 'supervise', 'instruct', 'merge', 'note', 'acknowledge', 'shelve') then '{file}'
        when act in ('recall', 'transfer', 'assist', 'deliver', 'accept', 'return') then '{file,dispatch}'
        when act in ('arrive', 'handle') then '{file,dispatch,accept}'
        when act in ('grant_return', 'refuse_return') then '{file,dispatch,return}'
        when act in ('check', 'verify', 'reject', 'recheck') then '{file,dispatch,accept,handle}'
        when act in ('evaluate', 'reopen') then '{file,dispatch,accept,handle,check,verify}'
        when act = 'unshelve' then '{file,shelve}'
        when act = 'resume' then '{file,suspend}'
        when act = 'answer' then '{file,dispatch,supervise}' end;
    step text;
    answer text;
begin
    if before is null then
        raise exception 'nobody said what comes before %', act;
    end if;
    -- Department 1 has had an order for it, so that it sees it.
    insert into wuquan.dispatch_order (incident_id, main, department_id, sent_by, sent_at, ended_at, ended_as)
    values (made, false, 1, '测试', now(), now(), 'recalled');
    foreach step in array before loop
        answer := tap.does(case when step in ('accept', 'handle', 'return') then 'field_' || x when step = 'check' then 'field_' || x || '2'
            when step = 'supervise' then 'leader_1' else 'operator_' || x end, made, step,
            jsonb_build_object('note', '缘由', 'solved', true) || case when step = 'dispatch' then jsonb_build_object('responder', team) else '{}' end);
        if answer <> 'done' then
            raise exception '% before % came to %', step, act, answer;
        end if;
    end loop;
    return made;
end $$;

-- An action of a login in a state in which it can be done, and how that ends; nothing of it stays.
create function tap.tried(login text, act text, street text default 'A') returns text language plpgsql as $$
declare
    answer text;
begin
    answer := tap.does(login, tap.prepared(act, 1, street), act, jsonb_build_object('note', '缘由', 'solved', true, 'score', 5)
        || case when act = 'dispatch' then '{"responder": 1}'::jsonb when act = 'transfer' then '{"responder": 2}'
            when act = 'assist' then '{"department": 2}' when act = 'merge' then jsonb_build_object('into', tap.prepared('dispatch', 1, street)) else '{}' end);
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return answer;
end $$;

-- Whether an action is offered in the same state.
create function tap.offered(login text, act text) returns text language plpgsql as $$
declare
    answer text;
begin
    answer := tap.told(login, format('select coalesce(bool_or(p.action = %L), false) from wuquan.possible_actions(%s) p', act, tap.prepared(act)));
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return answer;
end $$;

update wuquan.dispatch_rule set value = 1000 where rule = 'recheck_permille';
