-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What dispatch() is made of: what a seat sees, events, the clock of a step, and orders. A refusal is one of the codes here and
-- in 0017, which screens put into words.

create function wuquan.refuse(code text) returns void language plpgsql as $$
begin
    raise exception '%', code using errcode = 'WQ001';
end $$;
comment on function wuquan.refuse(text) is 'Ends an action with a refusal that is told to who asked: nothing of it remains.';

create function wuquan.words(detail jsonb, name text, most integer) returns text language plpgsql immutable as $$
declare
    said text := detail ->> name;
begin
    if length(said) > most then
        raise exception '% is longer than % characters', name, most using errcode = 'invalid_parameter_value';
    elsif said ~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]' then
        raise exception '% has control characters', name using errcode = 'invalid_parameter_value';
    end if;
    return nullif(btrim(said), '');
end $$;
comment on function wuquan.words(jsonb, text, integer) is 'A text of a request, trimmed; null when it is missing or blank.';

create function wuquan.sees_incident(me wuquan.seat, held wuquan.incident) returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return me.role is not null and ((select r.everywhere from role r where r.role = me.role)
        or held.street_id = me.street_id and me.role in ('operator', 'head', 'field')
        or exists (select from dispatch_order o where o.incident_id = held.incident_id
            and (o.responder_id = me.responder_id or o.department_id = me.department_id)));
end $$;
comment on function wuquan.sees_incident(wuquan.seat, wuquan.incident) is 'Whether a seat sees an incident: everywhere, of its street, or because it has an order for it.';

create function wuquan.tell(held wuquan.incident, was smallint, act_kind text, post text, at timestamptz, said text default null,
    about_order bigint default null, more jsonb default null) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    -- A station may say wuquan.bulk = on as it likes: its events stand in the chain all the same.
    if current_setting('wuquan.bulk', true) = 'on' and not is_owner() then
        perform set_config('wuquan.bulk', 'off', true);
    end if;
    insert into incident_event (incident_id, at, kind, from_state, to_state, actor, note, order_id, detail)
    values (held.incident_id, at, act_kind, was, held.state, post, said, about_order,
        nullif(jsonb_strip_nulls(more), '{}'));
end $$;
comment on function wuquan.tell(wuquan.incident, smallint, text, text, timestamptz, text, bigint, jsonb) is 'Adds an event to the chain of an incident; was is its state before.';

create function wuquan.start_clock(held wuquan.incident, start timestamptz) returns wuquan.incident language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    limits incident_type_limit;
begin
    held.step_since := null;
    held.due_at := null;
    held.warn_at := null;
    select * into limits from incident_type_limit l where l.type_id = held.type_id
        and l.step = case held.state when 1 then 2 when 2 then 3 when 3 then 4 when 4 then 4 when 5 then 6 end;
    if found then
        held.step_since := start;
        held.due_at := after_limit(start, limits.amount, limits.unit);
        held.warn_at := after_limit(start, limits.amount, limits.unit, rule_of('warn_percent') / 100.0);
    end if;
    return held;
end $$;
comment on function wuquan.start_clock(wuquan.incident, timestamptz) is 'The incident with the limit of its present step, counted from an instant.';

create function wuquan.resume_clock(held wuquan.incident, at timestamptz) returns wuquan.incident language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    by_calendar boolean;
begin
    select l.unit in ('working_hour', 'working_day') into by_calendar from incident_type_limit l where l.type_id = held.type_id
        and l.step = case held.state when 1 then 2 when 2 then 3 when 3 then 4 when 4 then 4 when 5 then 6 end;
    -- What was left when it was stopped is left now; what had passed has passed.
    if held.due_at > held.suspended_at then
        held.due_at := case when by_calendar then after_working(at, working_seconds(held.suspended_at, held.due_at))
            else at + (held.due_at - held.suspended_at) end;
    end if;
    if held.warn_at > held.suspended_at then
        held.warn_at := case when by_calendar then after_working(at, working_seconds(held.suspended_at, held.warn_at))
            else at + (held.warn_at - held.suspended_at) end;
    end if;
    held.suspended_at := null;
    return held;
end $$;
comment on function wuquan.resume_clock(wuquan.incident, timestamptz) is 'The incident with its clock running again.';

create function wuquan.settle_responder(who bigint) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    -- Held first: what another one is about to commit about this team has to be counted too.
    perform from responder r where r.responder_id = who for no key update;
    update responder r set state = w.state
    from (select case when exists (select from dispatch_order o where o.responder_id = who and o.ended_at is null
        and o.accepted_at is not null) then 1 else 0 end as state) w
    where r.responder_id = who and r.state <> 2 and r.state <> w.state;
end $$;
comment on function wuquan.settle_responder(bigint) is 'Makes a team busy or free by the orders that it has signed for.';

create function wuquan.end_orders(of_incident bigint, how text, at timestamptz, only_order bigint default null,
    others text default null) returns void language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    who bigint;
begin
    for who in
        with ended as (update dispatch_order o set ended_at = end_orders.at,
                ended_as = case when only_order is null or o.order_id = only_order then how else others end,
                done_at = case when how = 'done' then end_orders.at end
            where o.incident_id = of_incident and o.ended_at is null
              and (only_order is null or o.order_id = only_order or others is not null)
            returning o.responder_id)
        -- By key, so that no two who end orders of the same teams wait for each other.
        select distinct responder_id from ended where responder_id is not null order by 1
    loop
        perform settle_responder(who);
    end loop;
end $$;
comment on function wuquan.end_orders(bigint, text, timestamptz, bigint, text) is 'Ends the live orders of an incident, or one of them; the others too when it is said how.';

create function wuquan.give_order(me wuquan.seat, held wuquan.incident, is_main boolean, to_whom jsonb, at timestamptz)
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
        elsif who.state = 2 then
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
comment on function wuquan.give_order(wuquan.seat, wuquan.incident, boolean, jsonb, timestamptz) is 'Makes an order to {responder, department, task} and gives its key.';

create function wuquan.order_meant(me wuquan.seat, held wuquan.incident, act text, named bigint) returns wuquan.dispatch_order
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    meant dispatch_order;
    is_room boolean := me.role in ('operator', 'head', 'district');
begin
    select * into meant from dispatch_order o
    where o.incident_id = held.incident_id and o.ended_at is null and (named is null or o.order_id = named)
      and (is_room or o.responder_id = me.responder_id or o.department_id = me.department_id and me.role = 'department')
      and (act not in ('grant_return', 'refuse_return') or o.return_asked_at is not null)
    order by o.main desc, o.order_id limit 1 for no key update;
    if not found then
        perform refuse('no_order');
    end if;
    return meant;
end $$;
comment on function wuquan.order_meant(wuquan.seat, wuquan.incident, text, bigint) is 'The live order that an action is about: the one named, or the main one, or the only one that the seat has.';

create function wuquan.handled_by(me wuquan.seat, held wuquan.incident) returns boolean language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select exists (select from incident_event e where e.incident_id = held.incident_id and e.login = me.login
        and e.kind in ('accepted', 'arrived', 'handled'))
        or exists (select from dispatch_order o where o.incident_id = held.incident_id and o.responder_id = me.responder_id
            and o.accepted_at is not null)
$$;
comment on function wuquan.handled_by(wuquan.seat, wuquan.incident) is 'Whether who acts, or the same team, had a hand in solving it, and so may not verify it.';

create function wuquan.adopt_open(only_incident bigint default null) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
begin
    update dispatch_order o set ended_at = coalesce(i.closed_at, i.handled_at, now()), ended_as = 'done',
        done_at = coalesce(i.handled_at, i.closed_at, now())
    from incident i
    where i.incident_id = o.incident_id and o.ended_at is null and i.state not in (3, 4)
      and (only_incident is null or i.incident_id = only_incident);
    update incident i set step_since = null, warn_at = null, due_at = null
    where i.state >= 6 and i.step_since is not null and (only_incident is null or i.incident_id = only_incident);
    for held in select * from incident i where i.state < 6 and i.due_at is not null and (i.step_since is null or i.state in (3, 4) and not exists (
                select from dispatch_order o where o.incident_id = i.incident_id and o.main and o.ended_at is null))
            and (only_incident is null or i.incident_id = only_incident) for no key update
    loop
        if held.state in (3, 4) and held.responder_id is not null then
            insert into dispatch_order (incident_id, main, responder_id, department_id, sent_by, sent_at, delivered_at, accepted_at, arrived_at)
            select held.incident_id, true, r.responder_id, r.department_id, '系统', coalesce(held.dispatched_at, now()),
                held.accepted_at, held.accepted_at, held.arrived_at
            from responder r where r.responder_id = held.responder_id
            on conflict do nothing;
        end if;
        held := start_clock(held, coalesce(case held.state when 1 then held.reported_at when 2 then held.filed_at
            when 5 then held.handled_at else held.dispatched_at end, held.reported_at));
        update incident i set step_since = held.step_since, due_at = held.due_at, warn_at = held.warn_at
        where i.incident_id = held.incident_id;
    end loop;
end $$;
comment on function wuquan.adopt_open(bigint) is 'Gives open incidents with a due time that were written otherwise than by dispatch() their clock and their order, and ends the orders of those that were closed so.';
select wuquan.adopt_open();
