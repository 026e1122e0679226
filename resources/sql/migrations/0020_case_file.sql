-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a station shows of one incident besides its row: one answer, as who is logged in may see it.

alter table wuquan.action add column place smallint not null default 99;
comment on column wuquan.action.place is 'Its place in the order in which actions are offered: what leads on comes first.';
update wuquan.action a set place = v.place
from unnest('{file,dispatch,accept,arrive,handle,grant_return,refuse_return,verify,check,recheck,evaluate,resume,answer,close_self,assist,
    transfer,recall,return,reject,suspend,escalate,supervise,instruct,acknowledge,shelve,
    unshelve,merge,reopen,note,deliver}'::text[]) with ordinality v(action, place)
where btrim(v.action, E' \n') = a.action;

create table wuquan.suited_kind (
    type_id smallint references wuquan.incident_type,
    kind_id smallint references wuquan.responder_kind,
    choice smallint not null default 1 check (choice between 1 and 9),
    primary key (type_id, kind_id)
);
comment on table wuquan.suited_kind is 'Which kinds of teams and posts can handle a type of incident.';
comment on column wuquan.suited_kind.type_id is 'Incident type.';
comment on column wuquan.suited_kind.kind_id is 'Kind of responder.';
comment on column wuquan.suited_kind.choice is '1 for the first choice.';

-- By its key: of a row that who asks has made up, its street would be theirs.
create function wuquan.possible_actions(target bigint, out action text, out name text, out name_en text,
    out needs_note boolean, out about bigint, out place smallint) returns setof record language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    with me as (select s as seat, i as held, s.role, s.street_id, s.department_id, s.responder_id from my_seat() s, incident i
        where i.incident_id = target and s.login is not null and sees_incident(s, i)),
    live as (select o.* from dispatch_order o, me where o.incident_id = target and o.ended_at is null
        and (me.role in ('operator', 'head', 'district') or o.responder_id = me.responder_id
            or o.department_id = me.department_id and me.role = 'department')),
    allowed as (select a.* from me
        join action_role r on r.role = me.role
        join action a on a.action = r.action
        join transition t on t.action = a.action and t.from_state = (me.held).state
        where ((me.held).suspended_at is null or a.while_suspended)
          and (a.scope <> 'room' or me.role = 'district' or (me.held).street_id = me.street_id
              or me.role = 'department' and exists (select from dispatch_order o where o.incident_id = target
                  and o.department_id = me.department_id)))
    -- What is done with an order, for each that it can be done with.
    select a.action, a.name, a.name_en, a.needs_note, case when not o.main then o.order_id end, a.place
    from allowed a join live o on case a.action
        when 'deliver' then o.delivered_at is null and o.accepted_at is null
        when 'accept' then o.accepted_at is null
        when 'arrive' then o.accepted_at is not null and o.arrived_at is null
        when 'handle' then o.accepted_at is not null and (not o.main
            or not exists (select from dispatch_order c where c.incident_id = target and c.ended_at is null and not c.main))
        when 'return' then o.return_asked_at is null
        when 'grant_return' then o.return_asked_at is not null
        when 'refuse_return' then o.return_asked_at is not null
        when 'recall' then not o.main or o.arrived_at is null
        else false end
    union all
    select a.action, a.name, a.name_en, a.needs_note, null, a.place
    from allowed a, me
    where a.action not in ('deliver', 'accept', 'arrive', 'handle', 'return', 'grant_return', 'refuse_return', 'recall')
      and case a.action
        when 'check' then not handled_by(me.seat, me.held)
        when 'verify' then not handled_by(me.seat, me.held) and ((me.held).level < rule_of('on_site_level')
            or coalesce((select (e.detail ->> 'solved')::boolean from incident_event e where e.incident_id = target
                and e.kind = 'checked' and e.at >= coalesce((me.held).handled_at, (me.held).reported_at) order by e.seq desc limit 1), false))
        when 'recheck' then not handled_by(me.seat, me.held)
            and exists (select from recheck r where r.incident_id = target and r.checked_at is null)
        when 'suspend' then (me.held).suspended_at is null
        when 'resume' then (me.held).suspended_at is not null
        when 'escalate' then (me.held).level < 3
        when 'acknowledge' then case when (me.held).severity < 3 and (me.held).due_at < now()
                then coalesce((me.held).acknowledged_at < (me.held).due_at, true)
                else (me.held).severity = 1 and (me.held).state <= 3 and (me.held).acknowledged_at is null end
        when 'shelve' then ((me.held).severity = 1 and (me.held).state <= 3 or (me.held).severity < 3 and (me.held).due_at < now())
            and ((me.held).shelved_until is null or (me.held).shelved_until <= now())
        when 'unshelve' then (me.held).shelved_until > now()
        when 'answer' then exists (select from supervision s where s.incident_id = target and s.answered_at is null)
        else true end
$$;
comment on function wuquan.possible_actions(bigint) is 'What who is logged in may do with an incident as it is now, and with which co-handler''s order; dispatch() decides all the same.';

create function wuquan.case_file(target bigint) returns jsonb language sql stable as $$
    select jsonb_strip_nulls(jsonb_build_object('incident', i.incident_id, 'version', i.version,
        'role', (wuquan.my_seat()).role, 'post', (wuquan.my_seat()).post,
        'actions', (select jsonb_agg(jsonb_build_object('action', p.action, 'name', p.name, 'name_en', p.name_en, 'note', p.needs_note,
                'order', p.about) order by p.place, p.about nulls first) from wuquan.possible_actions(i.incident_id) p),
        'events', (select jsonb_agg(jsonb_build_object('at', (extract(epoch from e.at) * 1000)::bigint, 'kind', e.kind, 'actor', e.actor,
                'note', e.note, 'detail', e.detail, 'order', e.order_id) order by e.at desc, e.event_id desc)
            from (select * from wuquan.incident_event e where e.incident_id = i.incident_id order by e.at desc, e.event_id desc limit 200) e),
        'orders', (select jsonb_agg(jsonb_build_object('id', o.order_id, 'main', o.main,
                'receiver', coalesce(r.name, d.name), 'receiver_en', coalesce(r.name_en, case when r.name is null then d.name_en end),
                'task', o.task, 'sent_by', o.sent_by, 'sent', (extract(epoch from o.sent_at) * 1000)::bigint,
                'delivered', (extract(epoch from o.delivered_at) * 1000)::bigint, 'accepted', (extract(epoch from o.accepted_at) * 1000)::bigint,
                'arrived', (extract(epoch from o.arrived_at) * 1000)::bigint, 'return_asked', (extract(epoch from o.return_asked_at) * 1000)::bigint,
                'ended', (extract(epoch from o.ended_at) * 1000)::bigint, 'ended_as', o.ended_as)
                order by o.ended_at nulls first, not o.main, o.order_id)
            from wuquan.dispatch_order o left join wuquan.responder r using (responder_id)
            left join wuquan.department d on d.department_id = o.department_id where o.incident_id = i.incident_id),
        'supervisions', (select jsonb_agg(jsonb_build_object('id', s.supervision_id, 'kind', s.kind, 'by', s.by_post, 'words', s.words,
                'at', (extract(epoch from s.at) * 1000)::bigint, 'due', (extract(epoch from s.due_at) * 1000)::bigint,
                'answered', (extract(epoch from s.answered_at) * 1000)::bigint, 'answer', s.answer) order by s.answered_at nulls first, s.due_at)
            from wuquan.supervision s where s.incident_id = i.incident_id),
        'kinds', (select jsonb_agg(k.kind_id order by k.choice, k.kind_id) from wuquan.suited_kind k where k.type_id = i.type_id),
        'duplicates', case when i.state < 6 then (select jsonb_agg(jsonb_build_object('incident', c.incident, 'metres', c.metres,
                'minutes', c.minutes)) from wuquan.duplicates_of(i.incident_id) c) end))
    from wuquan.incident i where i.incident_id = target
$$;
comment on function wuquan.case_file(bigint) is 'Actions that are possible, events, orders, supervisions and likely duplicates of an incident, times in milliseconds since 1970; null when it can''t be seen.';
grant select on wuquan.suited_kind to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader,
    wuquan_fire;
grant select, insert, update, delete on wuquan.suited_kind to wuquan_system_admin;
revoke execute on function wuquan.possible_actions(bigint), wuquan.case_file(bigint) from public;
grant execute on function wuquan.possible_actions(bigint), wuquan.case_file(bigint)
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field, wuquan_leader, wuquan_fire;
