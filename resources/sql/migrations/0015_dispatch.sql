-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Coordinated dispatch: who sits where, which step follows which, orders, and the chained event log. What may be done when
-- and by whom are rows here; dispatch() in 0017 reads them.

create table wuquan.role (
    role text primary key check (role ~ '^[a-z_]{1,32}$'),
    name text not null,
    name_en text not null,
    everywhere boolean not null,
    administrator boolean not null default false
);
comment on table wuquan.role is 'Roles of those who use the database; each has a database role wuquan_… of the same name.';
comment on column wuquan.role.role is 'Stable code.';
comment on column wuquan.role.name is 'Chinese name.';
comment on column wuquan.role.name_en is 'English name.';
comment on column wuquan.role.everywhere is 'Whether it sees the whole district; otherwise its street, or the orders it has.';
comment on column wuquan.role.administrator is 'One of the three administrators, who exclude each other and handle no incident.';
insert into wuquan.role (role, name, name_en, everywhere, administrator) values
    ('wall', '大屏', 'Wall', true, false),
    ('operator', '街道值班员', 'Street operator', false, false),
    ('head', '街道指挥室负责人', 'Head of a street room', false, false),
    ('district', '区值班员', 'District operator', true, false),
    ('department', '部门及派驻人员', 'Department and seconded staff', false, false),
    ('field', '现场人员', 'Field', false, false),
    ('leader', '领导', 'Leader', true, false),
    ('fire', '消防专责', 'Fire', true, false),
    ('device', '设备管理', 'Devices', true, false),
    ('system_admin', '系统管理员', 'System administrator', false, true),
    ('security_admin', '安全管理员', 'Security administrator', false, true),
    ('audit_admin', '审计管理员', 'Audit administrator', false, true);

create table wuquan.seat (
    login text primary key check (length(login) between 1 and 63),
    role text not null references wuquan.role,
    post text not null check (length(post) between 1 and 128),
    street_id integer references wuquan.area,
    department_id smallint references wuquan.department,
    responder_id bigint references wuquan.responder,
    since timestamptz not null default now(),
    until timestamptz,
    check (role not in ('operator', 'head') or street_id is not null),
    check (role <> 'department' or department_id is not null)
);
comment on table wuquan.seat is 'What each login is: one role, one post. Written by the security administrator through seat_put() only.';
comment on column wuquan.seat.login is 'Database role that logs in.';
comment on column wuquan.seat.role is 'What it may do.';
comment on column wuquan.seat.post is 'Post under which its doings are recorded, never a person''s name.';
comment on column wuquan.seat.street_id is 'Street of a street room; null for the whole district.';
comment on column wuquan.seat.department_id is 'Department, of its staff and of those seconded from it.';
comment on column wuquan.seat.responder_id is 'Team or post, of somebody in the field.';
comment on column wuquan.seat.since is 'When it was given.';
comment on column wuquan.seat.until is 'From when it holds no more; null for as long as it stands.';

-- In plpgsql, as all that dispatch() calls: a function in SQL is parsed and planned anew in each transaction.
create function wuquan.my_seat() returns wuquan.seat language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    mine seat;
begin
    select * into mine from seat s where s.login = session_user and (s.until is null or s.until > now());
    return mine;
end $$;
comment on function wuquan.my_seat() is 'The seat of who is logged in; null when there is none.';

-- Names are bound here: pg_class could be a temporary table of who asks.
create function wuquan.is_owner() returns boolean language sql stable
    return pg_catalog.pg_has_role(session_user,
        (select c.relowner from pg_catalog.pg_class c where c.oid = 'wuquan.incident'::pg_catalog.regclass), 'usage');
comment on function wuquan.is_owner() is 'Whether who is logged in owns the database, whatever function this runs in.';

-- As in 0010, but bulk loads are the owner's: anybody may set wuquan.bulk, and would make all others read everything anew.
create or replace function wuquan.log_change() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if not exists (select from changed) then
        return null;
    end if;
    if coalesce(current_setting('wuquan.bulk', true), '') <> 'on' or not is_owner() then
        execute format('insert into wuquan.change_log (entity, entity_id, version, operation) select %s, %I, version, %L from changed',
            tg_argv[0], tg_argv[1], left(tg_op, 1));
    elsif not exists (select from wuquan.change_log where xid = pg_current_xact_id() and entity = 0) then
        insert into wuquan.change_log (entity, entity_id, version, operation) values (0, 0, 0, 'R');
    end if;
    perform wuquan.wake_feed();
    return null;
end $$;

create table wuquan.dispatch_rule (
    rule text primary key,
    value integer not null,
    about text not null,
    check (case rule when 'recheck_permille' then value between 0 and 1000 when 'on_site_level' then value between 1 and 4
        when 'warn_percent' then value between 1 and 100 when 'escalate_overdue' then value in (0, 1) else value > 0 end)
);
comment on table wuquan.dispatch_rule is 'Figures that the district sets for its closed loop.';
comment on column wuquan.dispatch_rule.rule is 'Name.';
comment on column wuquan.dispatch_rule.value is 'Value.';
comment on column wuquan.dispatch_rule.about is 'What it means, with its unit.';
insert into wuquan.dispatch_rule (rule, value, about) values
    ('recheck_permille', 50, 'share of the incidents closed at once that is checked again on site, in thousandths'),
    ('on_site_level', 2, 'lowest level whose incidents are closed only after a check on site'),
    ('warn_percent', 75, 'share of a limit after which a step is warned of, in percent'),
    ('escalate_overdue', 1, '1 when an overdue incident rises by one level, 0 when it is only marked'),
    ('supervise_hours', 24, 'usual limit of a supervision, in hours by the clock'),
    ('shelve_hours', 8, 'longest time for which an alarm can be put aside, in hours'),
    ('duplicate_metres', 150, 'how near two incidents must be to be thought the same'),
    ('duplicate_minutes', 120, 'how near in time');

create function wuquan.rule_of(name text) returns integer language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return (select value from dispatch_rule where rule = name);
end $$;
comment on function wuquan.rule_of(text) is 'A figure of the district''s closed loop.';

alter table wuquan.incident_type add column closes_at_once boolean not null default false;
comment on column wuquan.incident_type.closes_at_once is 'A small case: it is closed when it has been handled, and checked again on site at random.';

alter table wuquan.incident
    add column department_id smallint references wuquan.department,
    add column warn_at timestamptz,
    add column step_since timestamptz,
    add column suspended_at timestamptz,
    add column return_asked_at timestamptz,
    add column supervised_until timestamptz,
    add column merged_into bigint references wuquan.incident,
    add column overdue_marked timestamptz,
    add column acknowledged_at timestamptz,
    add column shelved_until timestamptz,
    add column step_version bigint not null default 1;
comment on column wuquan.incident.department_id is 'Department of the main handler.';
comment on column wuquan.incident.warn_at is 'When the present step is warned of.';
comment on column wuquan.incident.step_since is 'When the clock of the present step began.';
comment on column wuquan.incident.suspended_at is 'Since when its clock stands; null while it runs.';
comment on column wuquan.incident.return_asked_at is 'Since when the main handler wants to give it back; null when nobody waits for the head''s decision.';
comment on column wuquan.incident.supervised_until is 'When the next answer to a supervision (督办) or an instruction (批示) is due; null when none is open.';
comment on column wuquan.incident.merged_into is 'The incident of which this one is a duplicate.';
comment on column wuquan.incident.acknowledged_at is 'When somebody took note of its alarm; an alarm that began later is a new one.';
comment on column wuquan.incident.shelved_until is 'Until when its alarm is silent; it stays counted.';
comment on column wuquan.incident.overdue_marked is 'The due time that was recorded as overdue.';
comment on column wuquan.incident.step_version is 'Version in which it last became another matter for whoever acts on it: a note makes a version, but nobody has to look again for it.';
create index incident_due on wuquan.incident (due_at)
    where state < 6 and suspended_at is null and overdue_marked is distinct from due_at;

create function wuquan.step_version() returns trigger language plpgsql as $$
begin
    if (new.state, new.level, new.severity, new.type_id, new.street_id, new.grid_id, new.longitude, new.latitude, new.title,
            new.responder_id, new.department_id, new.accepted_at, new.arrived_at, new.suspended_at, new.return_asked_at)
        is distinct from (old.state, old.level, old.severity, old.type_id, old.street_id, old.grid_id, old.longitude, old.latitude,
            old.title, old.responder_id, old.department_id, old.accepted_at, old.arrived_at, old.suspended_at, old.return_asked_at) then
        new.step_version := new.version;
    else
        new.step_version := old.step_version;
    end if;
    return new;
end $$;
comment on function wuquan.step_version() is 'Keeps incident.step_version, whatever the statement said.';
-- After next_version: triggers of one kind go by name.
create trigger step_version before update on wuquan.incident for each row execute function wuquan.step_version();

create table wuquan.dispatch_order (
    order_id bigint generated always as identity primary key,
    incident_id bigint not null references wuquan.incident,
    main boolean not null,
    responder_id bigint references wuquan.responder,
    department_id smallint references wuquan.department,
    task text not null default '' check (length(task) <= 1024),
    sent_by text not null,
    sent_at timestamptz not null,
    delivered_at timestamptz,
    accepted_at timestamptz,
    arrived_at timestamptz,
    return_asked_at timestamptz,
    done_at timestamptz,
    ended_at timestamptz,
    ended_as text check (ended_as in ('done', 'returned', 'recalled', 'merged')),
    check (responder_id is not null or department_id is not null),
    check ((ended_at is null) = (ended_as is null))
);
create unique index dispatch_order_main on wuquan.dispatch_order (incident_id) where main and ended_at is null;
create index dispatch_order_incident on wuquan.dispatch_order (incident_id);
create index dispatch_order_responder on wuquan.dispatch_order (responder_id) where ended_at is null;
create index dispatch_order_department on wuquan.dispatch_order (department_id) where ended_at is null;
comment on table wuquan.dispatch_order is 'Orders: of an incident one main one (主办) at a time, and any number to co-handlers (协办) with their own tasks.';
comment on column wuquan.dispatch_order.order_id is 'Key.';
comment on column wuquan.dispatch_order.incident_id is 'Incident.';
comment on column wuquan.dispatch_order.main is 'Whether it is that of the main handler.';
comment on column wuquan.dispatch_order.responder_id is 'Team or post that is sent; null for a department as such.';
comment on column wuquan.dispatch_order.department_id is 'Department that is told, or that the team belongs to.';
comment on column wuquan.dispatch_order.task is 'What is asked for, in plain words.';
comment on column wuquan.dispatch_order.sent_by is 'Post that gave it.';
comment on column wuquan.dispatch_order.sent_at is 'When it was given.';
comment on column wuquan.dispatch_order.delivered_at is 'When the receiver''s screen had it (送达).';
comment on column wuquan.dispatch_order.accepted_at is 'When it was signed for (签收).';
comment on column wuquan.dispatch_order.arrived_at is 'When the receiver arrived (到场).';
comment on column wuquan.dispatch_order.return_asked_at is 'When the receiver asked to give it back (退回); the head of the room decides.';
comment on column wuquan.dispatch_order.done_at is 'When its task was reported as done.';
comment on column wuquan.dispatch_order.ended_at is 'Since when it holds no more.';
comment on column wuquan.dispatch_order.ended_as is 'How it ended.';

create table wuquan.supervision (
    supervision_id bigint generated always as identity primary key,
    incident_id bigint not null references wuquan.incident,
    kind text not null check (kind in ('supervise', 'instruct')),
    by_post text not null,
    words text not null check (length(words) between 1 and 1024),
    at timestamptz not null,
    due_at timestamptz not null check (due_at > at and isfinite(due_at)),
    answered_at timestamptz,
    answer text check (length(answer) <= 1024)
);
create index supervision_incident on wuquan.supervision (incident_id);
create index supervision_open on wuquan.supervision (due_at) where answered_at is null;
comment on table wuquan.supervision is 'Supervisions (督办) and instructions (批示) of leaders, each with a limit of its own.';
comment on column wuquan.supervision.supervision_id is 'Key.';
comment on column wuquan.supervision.incident_id is 'Incident.';
comment on column wuquan.supervision.kind is 'supervise (督办) or instruct (批示).';
comment on column wuquan.supervision.by_post is 'Post that issued it.';
comment on column wuquan.supervision.words is 'What is wanted.';
comment on column wuquan.supervision.at is 'When it was issued.';
comment on column wuquan.supervision.due_at is 'When an answer is due.';
comment on column wuquan.supervision.answered_at is 'When it was answered.';
comment on column wuquan.supervision.answer is 'The answer.';

create table wuquan.recheck (
    incident_id bigint primary key references wuquan.incident,
    chosen_at timestamptz not null,
    checked_at timestamptz,
    solved boolean,
    by_post text,
    check ((checked_at is null) = (solved is null))
);
comment on table wuquan.recheck is 'Incidents closed at once that were chosen at random to be checked again on site; the share that was solved is the true solved rate.';
comment on column wuquan.recheck.incident_id is 'Incident.';
comment on column wuquan.recheck.chosen_at is 'When it was chosen.';
comment on column wuquan.recheck.checked_at is 'When somebody was there.';
comment on column wuquan.recheck.solved is 'Whether it was solved.';
comment on column wuquan.recheck.by_post is 'Post that checked.';

-- Whoever closes an incident could otherwise try in transactions that are rolled back until it is not chosen.
create table wuquan.recheck_secret (
    one boolean primary key default true check (one),
    secret bytea not null
);
comment on table wuquan.recheck_secret is 'What decides with an incident''s key whether it is checked again (one row); nobody reads it.';
comment on column wuquan.recheck_secret.one is 'Always true: there is one row.';
comment on column wuquan.recheck_secret.secret is 'Random bytes.';
insert into wuquan.recheck_secret (secret) values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

create table wuquan.action (
    action text primary key check (action ~ '^[a-z_]{1,32}$'),
    name text not null,
    name_en text not null,
    kind text not null,
    scope text not null check (scope in ('room', 'order', 'sight')),
    needs_version boolean not null default true,
    needs_note boolean not null default false,
    while_suspended boolean not null default false
);
comment on table wuquan.action is 'What people do with an incident.';
comment on column wuquan.action.action is 'Stable code.';
comment on column wuquan.action.name is 'Chinese name, as on a button.';
comment on column wuquan.action.name_en is 'English name.';
comment on column wuquan.action.kind is 'Kind of the event it leaves.';
comment on column wuquan.action.scope is 'Whose incidents: room those of one''s street or of the district; order those for whose handler one acts; sight all that one sees.';
comment on column wuquan.action.needs_version is 'Whether it is refused when the incident is not as the actor saw it.';
comment on column wuquan.action.needs_note is 'Whether a reason has to be given.';
comment on column wuquan.action.while_suspended is 'Whether it can be done while the clock stands.';
insert into wuquan.action (action, name, name_en, kind, scope, needs_version, needs_note) values
    ('file', '立案', 'File', 'filed', 'room', true, false),
    ('close_self', '自办结案', 'Record as solved', 'closed', 'room', true, false),
    ('dispatch', '派遣', 'Dispatch', 'dispatched', 'room', true, false),
    ('recall', '撤回', 'Recall', 'recalled', 'room', true, false),
    ('transfer', '转派', 'Transfer', 'transferred', 'room', true, true),
    ('assist', '增派协办', 'Add a co-handler', 'assisted', 'room', true, false),
    ('deliver', '送达', 'Deliver', 'delivered', 'order', false, false),
    ('accept', '签收', 'Accept', 'accepted', 'order', true, false),
    ('arrive', '到场', 'Arrive', 'arrived', 'order', true, false),
    ('handle', '办结反馈', 'Report as handled', 'handled', 'order', true, false),
    ('return', '申请退回', 'Ask to return', 'return_asked', 'order', true, true),
    ('grant_return', '同意退回', 'Grant the return', 'returned', 'room', true, false),
    ('refuse_return', '不同意退回', 'Refuse the return', 'return_refused', 'room', true, true),
    ('check', '现场核查', 'Check on site', 'checked', 'sight', true, false),
    ('verify', '核查结案', 'Verify and close', 'closed', 'room', true, false),
    ('reject', '核查不通过', 'Not solved', 'rejected', 'room', true, true),
    ('evaluate', '综合评价', 'Evaluate', 'evaluated', 'room', true, false),
    ('recheck', '抽查', 'Check again', 'rechecked', 'sight', false, false),
    ('suspend', '挂起', 'Suspend', 'suspended', 'room', true, true),
    ('resume', '恢复', 'Resume', 'resumed', 'room', true, false),
    ('escalate', '升级', 'Escalate', 'escalated', 'room', true, true),
    ('supervise', '督办', 'Supervise', 'supervised', 'sight', false, true),
    ('instruct', '批示', 'Instruct', 'instructed', 'sight', false, true),
    ('answer', '回复督办', 'Answer', 'answered', 'room', false, true),
    ('merge', '并案', 'Merge as duplicate', 'merged', 'room', true, false),
    ('reopen', '重新立案', 'Reopen', 'reopened', 'room', true, true),
    ('acknowledge', '确认告警', 'Acknowledge', 'acknowledged', 'room', false, false),
    ('shelve', '搁置告警', 'Shelve the alarm', 'shelved', 'room', false, true),
    ('unshelve', '取消搁置', 'Unshelve', 'unshelved', 'room', false, false),
    ('note', '备注', 'Note', 'note', 'sight', false, true);
update wuquan.action set while_suspended = true
where action in ('resume', 'recall', 'escalate', 'supervise', 'instruct', 'answer', 'merge', 'acknowledge', 'shelve', 'unshelve', 'note');

create table wuquan.action_role (
    action text references wuquan.action,
    role text references wuquan.role,
    primary key (action, role)
);
comment on table wuquan.action_role is 'Which roles may do what; what is not here is refused.';
comment on column wuquan.action_role.action is 'Action.';
comment on column wuquan.action_role.role is 'Role.';
insert into wuquan.action_role (action, role)
select a.action, r.role
from (values
    ('{file,close_self,dispatch,recall,transfer,assist,verify,reject,suspend,resume,escalate,answer,merge,reopen,acknowledge,shelve,unshelve}', '{operator,head,district}'),
    ('{grant_return,refuse_return,evaluate}', '{head,district}'),
    ('{deliver,accept,arrive,handle}', '{field,department,operator,head,district}'),
    ('{return}', '{field,department}'),
    ('{check,recheck}', '{field}'),
    ('{supervise,instruct}', '{leader}'),
    ('{answer}', '{department}'),
    ('{note}', '{operator,head,district,department,field,leader,fire}')) as v(actions, roles),
    unnest(v.actions::text[]) a(action), unnest(v.roles::text[]) r(role);

create table wuquan.transition (
    action text not null references wuquan.action,
    from_state smallint not null references wuquan.incident_state,
    to_state smallint not null references wuquan.incident_state,
    primary key (action, from_state)
);
comment on table wuquan.transition is 'The closed loop: from which state an action leads where. What is not here can''t be done.';
comment on column wuquan.transition.action is 'Action.';
comment on column wuquan.transition.from_state is 'State in which it may be done.';
comment on column wuquan.transition.to_state is 'State that follows; the same one when it only adds to the record.';
insert into wuquan.transition (action, from_state, to_state)
select action, f, coalesce(to_state, f)
from (values ('file', '{1}', 2), ('close_self', '{1}', 6), ('dispatch', '{1,2}', 3), ('recall', '{3,4}', 2), ('transfer', '{3,4}', 3),
    ('assist', '{3,4}', null), ('deliver', '{3,4}', null), ('accept', '{3}', 4), ('accept', '{4}', null), ('arrive', '{3,4}', null),
    ('handle', '{3}', null), ('handle', '{4}', 5), ('return', '{3,4}', null), ('grant_return', '{3,4}', 2), ('refuse_return', '{3,4}', null),
    ('check', '{5}', null), ('verify', '{5}', 6), ('reject', '{5}', 4), ('evaluate', '{6}', 7), ('recheck', '{6,7}', null),
    ('suspend', '{1,2,3,4,5}', null), ('resume', '{1,2,3,4,5}', null), ('escalate', '{1,2,3,4,5}', null),
    ('supervise', '{1,2,3,4,5}', null), ('instruct', '{1,2,3,4,5}', null), ('answer', '{1,2,3,4,5,6}', null),
    ('merge', '{1,2,3,4,5}', 8), ('acknowledge', '{1,2,3,4,5}', null), ('shelve', '{1,2,3,4,5}', null),
    ('unshelve', '{1,2,3,4,5}', null), ('reopen', '{6,7,8}', 2), ('note', '{1,2,3,4,5,6,7,8}', null)) as v(action, states, to_state),
    unnest(v.states::smallint[]) f;

create table wuquan.dispatch_request (
    request_id uuid primary key,
    login text not null default session_user,
    digest bytea not null,
    at timestamptz not null default now(),
    answer jsonb
);
create index dispatch_request_at on wuquan.dispatch_request (at);
comment on table wuquan.dispatch_request is 'Requests of the last week and what came of them: a repeated one gets the same answer and does nothing.';
comment on column wuquan.dispatch_request.request_id is 'Key that the station chose.';
comment on column wuquan.dispatch_request.login is 'Who asked.';
comment on column wuquan.dispatch_request.digest is 'SHA-256 of what was asked.';
comment on column wuquan.dispatch_request.at is 'When.';
comment on column wuquan.dispatch_request.answer is 'What came of it.';

-- The event log becomes a chain. Events that were loaded as history stand before it.
alter table wuquan.incident_event drop constraint incident_event_kind_check;
alter table wuquan.incident_event add constraint incident_event_kind_check check (kind in ('reported', 'filed', 'dispatched',
    'accepted', 'arrived', 'handled', 'closed', 'evaluated', 'returned', 'note', 'merged', 'reopened', 'recalled', 'transferred',
    'assisted', 'delivered', 'return_asked', 'return_refused', 'checked', 'rejected', 'rechecked', 'suspended', 'resumed',
    'escalated', 'supervised', 'instructed', 'answered', 'overdue', 'absorbed', 'acknowledged',
    'shelved', 'unshelved'));
alter table wuquan.incident_event
    add column seq integer,
    add column login text,
    add column order_id bigint,
    add column detail jsonb,
    add column hash bytea;
comment on column wuquan.incident_event.seq is 'Number in the incident''s chain, from 1; null for history that was loaded from elsewhere.';
comment on column wuquan.incident_event.login is 'Database role that was logged in.';
comment on column wuquan.incident_event.order_id is 'Order it is about.';
comment on column wuquan.incident_event.detail is 'What else was said, by name.';
comment on column wuquan.incident_event.hash is 'SHA-256 of the hash before and of all else in this row: see event_digest().';
create unique index incident_event_chain on wuquan.incident_event (incident_id, seq) where seq is not null;

create function wuquan.event_digest(previous bytea, e wuquan.incident_event) returns bytea language plpgsql immutable as $$
begin
    return sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(e.incident_id, e.seq,
        (extract(epoch from e.at) * 1000000)::bigint, e.kind, e.from_state, e.to_state, e.actor, e.note, e.login, e.order_id,
        e.detail)::text, 'UTF8'));
end $$;
comment on function wuquan.event_digest(bytea, wuquan.incident_event) is 'Hash of an event that follows the one with the given hash; null before the first.';

create function wuquan.event_chain() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    before record;
begin
    -- One at a time: the next number is that after the last.
    perform from incident i where i.incident_id = new.incident_id for no key update;
    select e.seq, e.hash into before from incident_event e
    where e.incident_id = new.incident_id and e.seq is not null order by e.seq desc limit 1;
    new.seq := coalesce(before.seq, 0) + 1;
    new.login := session_user;
    new.hash := event_digest(before.hash, new);
    return new;
end $$;
comment on function wuquan.event_chain() is 'Makes an event the next of its incident''s chain, whatever the statement said.';
create trigger event_chain before insert on wuquan.incident_event for each row
    when (current_setting('wuquan.bulk', true) is distinct from 'on') execute function wuquan.event_chain();

create function wuquan.audit_verify(only_incident bigint default null, out incident bigint, out seq integer, out fault text)
    returns setof record language sql stable as $$
    select e.incident_id, e.seq, case
        when e.seq = e.after + 2 then format('event %s is missing', e.after + 1)
        when e.seq > e.after + 2 then format('events %s to %s are missing', e.after + 1, e.seq - 1)
        else 'its content is not what was recorded' end
    from (select c as row, c.incident_id, c.seq, c.hash, lag(c.seq, 1, 0) over chain as after, lag(c.hash) over chain as previous
        from wuquan.incident_event c
        where c.seq is not null and (only_incident is null or c.incident_id = only_incident)
        window chain as (partition by c.incident_id order by c.seq)) e
    where e.seq <> e.after + 1 or e.hash is distinct from wuquan.event_digest(e.previous, e.row)
    union all
    -- History is loaded before a chain begins, never after.
    select o.incident_id, null, format('event %s of %s stands outside of the chain, which had begun before', o.event_id, o.at)
    from wuquan.incident_event o
    join wuquan.incident_event b on b.incident_id = o.incident_id and b.seq = 1
    where o.seq is null and o.event_id > b.event_id and (only_incident is null or o.incident_id = only_incident)
$$;
comment on function wuquan.audit_verify(bigint) is 'What is wrong with the chains of one incident or of all; no rows when they are whole.';

create function wuquan.audit_heads(of_day date, out incident bigint, out seq integer, out hash bytea)
    returns setof record language sql stable as $$
    select distinct on (e.incident_id) e.incident_id, e.seq, e.hash
    from wuquan.incident_event e
    where e.seq is not null
      and e.incident_id in (select d.incident_id from wuquan.incident_event d where d.seq is not null
          and d.at >= of_day::timestamp at time zone 'Asia/Shanghai' and d.at < (of_day + 1)::timestamp at time zone 'Asia/Shanghai')
      and e.at < (of_day + 1)::timestamp at time zone 'Asia/Shanghai'
    order by e.incident_id, e.seq desc
$$;
comment on function wuquan.audit_heads(date) is 'The last event of that day (Asia/Shanghai) of each chain that grew on it: kept outside of the database, they prove that nothing before was changed.';
create index incident_event_at on wuquan.incident_event (at) where seq is not null;
