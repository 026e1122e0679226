-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Each role and each action, in a state in which the action can be done. The table here is written down a second time on
-- purpose: who changes wuquan.action_role has to say so here too.
begin;
select no_plan();

create temporary table allowed (action text primary key, roles text[] not null);
insert into allowed values
    ('file', '{operator,head,district}'),
    ('close_self', '{operator,head,district}'),
    ('dispatch', '{operator,head,district}'),
    ('recall', '{operator,head,district}'),
    ('transfer', '{operator,head,district}'),
    ('assist', '{operator,head,district}'),
    ('deliver', '{operator,head,district,department,field}'),
    ('accept', '{operator,head,district,department,field}'),
    ('arrive', '{operator,head,district,department,field}'),
    ('handle', '{operator,head,district,department,field}'),
    ('return', '{department,field}'),
    ('grant_return', '{head,district}'),
    ('refuse_return', '{head,district}'),
    ('check', '{field}'),
    ('verify', '{operator,head,district}'),
    ('reject', '{operator,head,district}'),
    ('evaluate', '{head,district}'),
    ('recheck', '{field}'),
    ('suspend', '{operator,head,district}'),
    ('resume', '{operator,head,district}'),
    ('escalate', '{operator,head,district}'),
    ('supervise', '{leader}'),
    ('instruct', '{leader}'),
    ('answer', '{operator,head,district,department}'),
    ('merge', '{operator,head,district}'),
    ('reopen', '{operator,head,district}'),
    ('acknowledge', '{operator,head,district}'),
    ('shelve', '{operator,head,district}'),
    ('unshelve', '{operator,head,district}'),
    ('note', '{operator,head,district,department,field,leader,fire}');

select is((select array_agg(role order by role) from wuquan.role),
    '{audit_admin,department,device,district,field,fire,head,leader,operator,security_admin,system_admin,wall}', 'the twelve roles');
select is((select array_agg(action order by action) from wuquan.action), (select array_agg(action order by action) from allowed),
    'every action is in this table');
select is((select jsonb_object_agg(action, roles) from (select action, array_agg(role order by role) as roles from wuquan.action_role group by 1) t),
    (select jsonb_object_agg(action, (select array_agg(r order by r) from unnest(roles) r)) from allowed), 'action_role says what is here');

-- Who does not deal with incidents may not even ask. What can be done is what is offered.
create temporary table player as select a.action, a.roles, r.role, case when a.action in ('check', 'recheck') and r.role = 'field' then 'field_a2' else l.login end as login,
    r.role in ('wall', 'device', 'system_admin', 'security_admin', 'audit_admin') as stranger
from allowed a cross join wuquan.role r
join (values ('wall', 'wall_1'), ('operator', 'operator_a'), ('head', 'head_a'), ('district', 'district_1'), ('department', 'department_1'),
    ('field', 'field_a'), ('leader', 'leader_1'), ('fire', 'fire_1'), ('device', 'device_1'), ('system_admin', 'system_1'),
    ('security_admin', 'security_1'), ('audit_admin', 'audit_1')) as l(role, login) on l.role = r.role;
select is(tap.tried(p.login, p.action), case when p.stranger then 'ERROR 42501' when p.role = any (p.roles) then 'done' else 'refused: role' end,
    format('%s: %s', p.role, p.action)) from player p order by p.role, p.action;
select is(tap.offered(p.login, p.action), case when p.stranger then 'ERROR 42501' else (p.role = any (p.roles))::text end,
    format('%s is offered: %s', p.role, p.action)) from player p order by p.role, p.action;

-- Nor without a seat, whatever role of the database one has; nor with one that has ended.
grant wuquan_district to security_2;
update wuquan.seat set until = now() where login = 'security_2';
select is(tap.tried('security_2', 'file'), 'refused: no_seat', 'a seat that has ended does nothing');
select is(tap.told('security_2', 'select count(*) from wuquan.incident'), '0', 'and sees nothing');

-- Negative controls: the seat goes by who logged in.
grant operator_a to district_1;
select is(tap.told('district_1', 'select (wuquan.my_seat()).login'), 'district_1', 'the seat of who is logged in');
select is(tap.told('district_1', $$select set_config('role', 'operator_a', true)$$, 'select current_user || '' '' || (wuquan.my_seat()).login'),
    'operator_a district_1', 'SET ROLE leaves the seat as it was');
select is(tap.told('operator_a', $$select set_config('role', 'district_1', true)$$), 'ERROR 42501', 'and nobody becomes somebody else by it');
set local role operator_a;
select (wuquan.my_seat()).login is null as seatless \gset
reset role;
select ok(:'seatless'::boolean, 'a superuser under SET ROLE has no seat');

select * from finish();
rollback;
