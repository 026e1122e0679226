-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- dispatch(), the only way for a person's action.

-- What an action does besides moving the state. Gives the incident as it is to be written, and the order that it was about.
create function wuquan.dispatch_effect(me wuquan.seat, act text, inout held wuquan.incident, detail jsonb, moment timestamptz,
    out about bigint, out more jsonb)
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    said text := words(detail, 'note', 1024);
    meant dispatch_order;
    main_order boolean := true;
    other incident;
    one jsonb;
    was smallint := held.state;
    of_step smallint;
    asked supervision;
begin
    select t.to_state into of_step from transition t where t.action = act and t.from_state = held.state;
    if act in ('deliver', 'accept', 'arrive', 'handle', 'return', 'grant_return', 'refuse_return')
        or act = 'recall' and detail ? 'order' then
        meant := order_meant(me, held, act, (detail ->> 'order')::bigint);
        about := meant.order_id;
        main_order := meant.main;
        if me.role in ('operator', 'head', 'district') and act in ('deliver', 'accept', 'arrive', 'handle') then
            more := jsonb_build_object('on_behalf', true);
        end if;
    end if;
    if not main_order then
        of_step := held.state; -- a co-handler's steps are its own
    end if;
    held.state := of_step;
    case act
    when 'file', 'reopen' then
        held.filed_at := moment;
        held.dispatched_at := null;
        held.accepted_at := null;
        held.arrived_at := null;
        held.handled_at := null;
        held.closed_at := null;
        held.merged_into := null;
        held.self_handled := false;
        held.responder_id := null;
        held.department_id := null;
        held := start_clock(held, moment);
    when 'close_self' then
        held.self_handled := true;
        held.outcome := coalesce(detail ->> 'outcome', held.outcome);
        held.filed_at := moment;
        held.handled_at := moment;
        held.closed_at := moment;
        held := start_clock(held, moment);
        perform choose_recheck(held.incident_id, moment);
    when 'dispatch', 'transfer' then
        -- Who sends somebody at once files the case by it.
        if was = 1 then
            held.filed_at := moment;
            held.state := 2;
            perform tell(held, was, 'filed', me.post, moment);
            held.state := of_step;
        end if;
        if act = 'transfer' then
            perform end_orders(held.incident_id, 'recalled', moment,
                coalesce((select o.order_id from dispatch_order o where o.incident_id = held.incident_id and o.main and o.ended_at is null), 0));
        end if;
        about := give_order(me, held, true, detail, moment);
        select o.responder_id, o.department_id into held.responder_id, held.department_id from dispatch_order o where o.order_id = about;
        for one in select * from jsonb_array_elements(coalesce(detail -> 'co', '[]')) loop
            perform give_order(me, held, false, one, moment);
        end loop;
        held.dispatched_at := moment;
        held.accepted_at := null;
        held.arrived_at := null;
        held.return_asked_at := null;
        held := start_clock(held, moment);
        more := jsonb_build_object('responder', held.responder_id, 'department', held.department_id,
            'co', jsonb_array_length(coalesce(detail -> 'co', '[]')));
    when 'assist' then
        about := give_order(me, held, false, detail, moment);
        select jsonb_build_object('responder', o.responder_id, 'department', o.department_id) into more
        from dispatch_order o where o.order_id = about;
    when 'recall', 'grant_return' then
        if act = 'recall' and main_order and held.arrived_at is not null then
            perform refuse('arrived');
        end if;
        -- Nobody helps where nobody handles.
        perform end_orders(held.incident_id, case act when 'recall' then 'recalled' else 'returned' end, moment, about,
            case when main_order then 'recalled' end);
        if main_order then
            held.responder_id := null;
            held.department_id := null;
            held.dispatched_at := null;
            held.accepted_at := null;
            held.arrived_at := null;
            held.return_asked_at := null;
            held.suspended_at := null;
            -- A wrong order does not stop the clock of whoever gave it.
            held := start_clock(held, case act when 'recall' then coalesce(held.filed_at, moment) else moment end);
        end if;
    when 'deliver' then
        if meant.delivered_at is not null then
            perform refuse('already');
        end if;
        update dispatch_order o set delivered_at = moment where o.order_id = about;
    when 'accept' then
        if meant.accepted_at is not null then
            perform refuse('already');
        end if;
        update dispatch_order o set delivered_at = coalesce(o.delivered_at, moment), accepted_at = moment where o.order_id = about;
        perform settle_responder(meant.responder_id);
        if main_order then
            held.accepted_at := moment;
        end if;
    when 'arrive' then
        if meant.accepted_at is null then
            perform refuse('not_accepted');
        elsif meant.arrived_at is not null then
            perform refuse('already');
        end if;
        update dispatch_order o set arrived_at = moment where o.order_id = about;
        if main_order then
            held.arrived_at := moment;
        end if;
    when 'handle' then
        if meant.accepted_at is null then
            perform refuse('not_accepted');
        elsif main_order and exists (select from dispatch_order o where o.incident_id = held.incident_id and o.ended_at is null
                and not o.main) then
            perform refuse('co_open');
        end if;
        perform end_orders(held.incident_id, 'done', moment, about);
        if main_order then
            held.handled_at := moment;
            held.return_asked_at := null;
            if (select t.closes_at_once from incident_type t where t.type_id = held.type_id) and held.level < rule_of('on_site_level') then
                held.state := 6;
                held.closed_at := moment;
                perform choose_recheck(held.incident_id, moment);
            end if;
            held := start_clock(held, moment);
        end if;
    when 'return' then
        if meant.return_asked_at is not null then
            perform refuse('already');
        end if;
        update dispatch_order o set return_asked_at = moment where o.order_id = about;
        if main_order then
            held.return_asked_at := moment;
        end if;
    when 'refuse_return' then
        update dispatch_order o set return_asked_at = null where o.order_id = about;
        if main_order then
            held.return_asked_at := null;
        end if;
    when 'check', 'recheck' then
        if jsonb_typeof(detail -> 'solved') is distinct from 'boolean' then
            perform refuse('result_needed');
        elsif handled_by(me, held) then
            perform refuse('own_case');
        end if;
        more := jsonb_build_object('solved', detail -> 'solved');
        if act = 'recheck' then
            update recheck r set checked_at = moment, solved = (detail ->> 'solved')::boolean, by_post = me.post
            where r.incident_id = held.incident_id and r.checked_at is null;
            if not found then
                perform refuse('not_chosen');
            elsif not (detail ->> 'solved')::boolean then
                held.state := 2;
                held.self_handled := false;
                held.dispatched_at := null;
                held.accepted_at := null;
                held.arrived_at := null;
                held.handled_at := null;
                held.closed_at := null;
                held.responder_id := null;
                held.department_id := null;
                held := start_clock(held, moment);
            end if;
        end if;
    when 'verify' then
        if handled_by(me, held) then
            perform refuse('own_case');
        elsif held.level >= rule_of('on_site_level') and not coalesce((select (e.detail ->> 'solved')::boolean from incident_event e
                where e.incident_id = held.incident_id and e.kind = 'checked' and e.at >= coalesce(held.handled_at, held.reported_at) order by e.seq desc limit 1), false) then
            perform refuse('check_needed');
        end if;
        held.closed_at := moment;
        held.outcome := coalesce(detail ->> 'outcome', held.outcome);
        held := start_clock(held, moment);
    when 'reject' then
        -- Back to who handled it, with a new order to the same one.
        insert into dispatch_order (incident_id, main, responder_id, department_id, task, sent_by, sent_at, delivered_at, accepted_at)
        select o.incident_id, true, o.responder_id, o.department_id, said, me.post, moment, moment, moment
        from dispatch_order o where o.incident_id = held.incident_id and o.main order by o.order_id desc limit 1
        returning order_id into about;
        if about is null and held.responder_id is not null then
            insert into dispatch_order (incident_id, main, responder_id, task, sent_by, sent_at, delivered_at, accepted_at)
            values (held.incident_id, true, held.responder_id, said, me.post, moment, moment, moment) returning order_id into about;
        end if;
        if about is null then
            perform refuse('no_order');
        end if;
        perform settle_responder(held.responder_id);
        held.handled_at := null;
        held.arrived_at := null;
        held := start_clock(held, moment);
    when 'evaluate' then
        more := jsonb_build_object('score', detail -> 'score');
        if jsonb_typeof(detail -> 'score') is distinct from 'number' or (detail ->> 'score')::numeric not in (1, 2, 3, 4, 5) then
            perform refuse('result_needed');
        end if;
    when 'suspend' then
        held.suspended_at := moment;
    when 'resume' then
        if held.suspended_at is null then
            perform refuse('not_suspended');
        end if;
        held := resume_clock(held, moment);
    when 'escalate' then
        if held.level >= 3 then
            perform refuse('top_level');
        end if;
        held.level := held.level + 1;
        more := jsonb_build_object('level', held.level);
    when 'supervise', 'instruct' then
        insert into supervision (incident_id, kind, by_post, words, at, due_at)
        values (held.incident_id, act, me.post, said, moment,
            coalesce((detail ->> 'due')::timestamptz, moment + rule_of('supervise_hours') * interval '1 hour'))
        returning * into asked;
        held.supervised_until := least(held.supervised_until, asked.due_at);
        more := jsonb_build_object('due', asked.due_at, 'supervision', asked.supervision_id);
    when 'answer' then
        update supervision s set answered_at = moment, answer = said
        where s.supervision_id = (select o.supervision_id from supervision o where o.incident_id = held.incident_id and o.answered_at is null
            and (not detail ? 'supervision' or o.supervision_id = (detail ->> 'supervision')::bigint) order by o.due_at limit 1)
        returning * into asked;
        if not found then
            perform refuse('nothing_asked');
        end if;
        select min(s.due_at) into held.supervised_until from supervision s where s.incident_id = held.incident_id and s.answered_at is null;
        more := jsonb_build_object('supervision', asked.supervision_id);
    when 'merge' then
        select * into other from incident i where i.incident_id = (detail ->> 'into')::bigint;
        if not found or other.incident_id = held.incident_id or other.state >= 6 or not sees_incident(me, other) then
            perform refuse('not_mergeable');
        end if;
        perform end_orders(held.incident_id, 'merged', moment);
        held.merged_into := other.incident_id;
        held.suspended_at := null;
        held.return_asked_at := null;
        held := start_clock(held, moment);
        perform tell(other, other.state, 'absorbed', me.post, moment, said, null, jsonb_build_object('incident', held.incident_id));
        update incident i set updated_at = moment where i.incident_id = other.incident_id;
        more := jsonb_build_object('into', other.incident_id);
    when 'acknowledge' then
        held.acknowledged_at := moment;
        held.shelved_until := null;
    when 'shelve' then
        if coalesce((detail ->> 'hours')::numeric, 1) not between 0.01 and rule_of('shelve_hours') then
            perform refuse('too_long');
        end if;
        held.shelved_until := moment + coalesce((detail ->> 'hours')::numeric, 1) * interval '1 hour';
        more := jsonb_build_object('until', held.shelved_until);
    when 'unshelve' then
        if held.shelved_until is null or held.shelved_until <= moment then
            perform refuse('not_shelved');
        end if;
        held.shelved_until := null;
    when 'note' then
        null;
    end case;
    if held.state <> was and held.state in (6, 7, 8) then
        held.suspended_at := null;
    end if;
end $$;
comment on function wuquan.dispatch_effect(wuquan.seat, text, wuquan.incident, jsonb, timestamptz) is 'What an action does to an incident and its orders; for dispatch().';

create function wuquan.choose_recheck(of_incident bigint, at timestamptz) returns void language sql
    security definer set search_path = wuquan, pg_temp as $$
    insert into recheck (incident_id, chosen_at) select of_incident, at from recheck_secret s
    where ('x' || left(encode(sha256(s.secret || int8send(of_incident)), 'hex'), 7))::bit(28)::integer % 1000 < rule_of('recheck_permille')
    on conflict do nothing
$$;
comment on function wuquan.choose_recheck(bigint, timestamptz) is 'Chooses a share of the incidents closed at once to be checked again on site; the same ones however often it is tried.';

create function wuquan.dispatch_do(me wuquan.seat, target bigint, seen bigint, act text, detail jsonb,
    moment timestamptz default null) returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    rule action;
    held incident;
    was smallint;
    at timestamptz;
    effect record;
    last incident_event;
    made bigint;
begin
    select * into rule from action a where a.action = act;
    if not found then
        raise exception 'there is no action %', act using errcode = 'invalid_parameter_value';
    elsif me.login is null then
        perform refuse('no_seat');
    end if;
    -- Of two incidents the one with the lower key first, so that no two wait for each other.
    if act = 'merge' then
        perform from incident i where i.incident_id in (target, (detail ->> 'into')::bigint) order by i.incident_id for no key update;
    end if;
    select * into held from incident i where i.incident_id = target for no key update;
    if not found or not sees_incident(me, held) then
        perform refuse('unknown');
    elsif not exists (select from action_role r where r.action = act and r.role = me.role) then
        perform refuse('role');
    elsif rule.scope = 'room' and not (me.role = 'district' or held.street_id = me.street_id
            or me.role = 'department' and exists (select from dispatch_order o where o.incident_id = target
                and o.department_id = me.department_id)) then
        perform refuse('elsewhere');
    elsif rule.needs_version and (seen is null or held.step_version > seen or held.version < seen) then
        select * into last from incident_event e where e.incident_id = target order by e.seq desc nulls last, e.event_id desc limit 1;
        return jsonb_build_object('outcome', 'conflict', 'incident', target, 'version', held.version, 'state', held.state,
            'event', jsonb_build_object('kind', last.kind, 'actor', last.actor, 'at', last.at, 'login', last.login));
    elsif not exists (select from transition t where t.action = act and t.from_state = held.state) then
        perform refuse('state');
    elsif held.suspended_at is not null and not rule.while_suspended then
        perform refuse('suspended');
    elsif rule.needs_note and words(detail, 'note', 1024) is null then
        perform refuse('note_needed');
    end if;
    -- After the lock: whatever happened before has an earlier time.
    at := coalesce(moment, clock_timestamp());
    was := held.state;
    effect := dispatch_effect(me, act, held, detail, at);
    held := effect.held;
    update incident i set state = held.state, level = held.level, self_handled = held.self_handled, filed_at = held.filed_at,
        dispatched_at = held.dispatched_at, accepted_at = held.accepted_at, arrived_at = held.arrived_at, handled_at = held.handled_at,
        closed_at = held.closed_at, responder_id = held.responder_id, department_id = held.department_id, due_at = held.due_at,
        warn_at = held.warn_at, step_since = held.step_since, suspended_at = held.suspended_at, return_asked_at = held.return_asked_at,
        supervised_until = held.supervised_until, merged_into = held.merged_into, outcome = held.outcome,
        acknowledged_at = held.acknowledged_at, shelved_until = held.shelved_until
    where i.incident_id = target returning i.version into made;
    if act = 'dispatch' and was = 1 then
        was := 2; -- it was filed first
    end if;
    perform tell(held, was, rule.kind, me.post, at, words(detail, 'note', 1024), effect.about, effect.more);
    return jsonb_strip_nulls(jsonb_build_object('outcome', 'done', 'incident', target, 'version', made, 'state', held.state,
        'order', effect.about));
end $$;
comment on function wuquan.dispatch_do(wuquan.seat, bigint, bigint, text, jsonb, timestamptz) is 'Checks an action and does it; for dispatch(). The moment is now unless a simulation says otherwise.';

create function wuquan.dispatch_simulated(post text, target bigint, in_state smallint, act text, detail jsonb, moment timestamptz)
    returns boolean language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
    me seat;
    co dispatch_order;
    answer jsonb;
begin
    -- One login plays everybody: each post is somebody else.
    me.login := 'simulated ' || post;
    me.role := case when act in ('check', 'recheck') then 'field' else 'district' end;
    me.post := post;
    select * into held from incident i where i.incident_id = target for no key update;
    if not found or held.state <> in_state then
        return false;
    end if;
    me.street_id := case when me.role = 'field' then held.street_id end;
    -- What has to be done before it.
    if act = 'verify' and held.level >= rule_of('on_site_level') then
        perform dispatch_simulated(post || '现场', target, in_state, 'check', '{"solved": true}', moment);
    elsif act = 'handle' then
        for co in select * from dispatch_order o where o.incident_id = target and o.ended_at is null and not o.main order by o.order_id loop
            if co.accepted_at is null then
                perform dispatch_do(me, target, (select i.version from incident i where i.incident_id = target), 'accept',
                    jsonb_build_object('order', co.order_id), moment);
            end if;
            perform dispatch_do(me, target, (select i.version from incident i where i.incident_id = target), 'handle',
                jsonb_build_object('order', co.order_id), moment);
        end loop;
    end if;
    answer := dispatch_do(me, target, (select i.version from incident i where i.incident_id = target), act, detail, moment);
    return answer ->> 'outcome' = 'done';
exception when sqlstate 'WQ001' then
    return false;
end $$;
comment on function wuquan.dispatch_simulated(text, bigint, smallint, text, jsonb, timestamptz) is 'What a simulation does in the name of a post, by the same rules as dispatch(): false when somebody else was there first, or it may not be.';

create function wuquan.dispatch(request uuid, target bigint, seen bigint, act text, detail jsonb default '{}') returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    asked bytea := sha256(convert_to(jsonb_build_array(target, seen, act, detail)::text, 'UTF8'));
    told jsonb;
begin
    if request is null or target is null or act is null or detail is null or jsonb_typeof(detail) <> 'object' then
        raise exception 'a request needs a key, an incident, an action and an object of details' using errcode = 'invalid_parameter_value';
    elsif length(detail::text) > 20000 then
        raise exception 'the details are too long' using errcode = 'invalid_parameter_value';
    end if;
    -- Two at once with one key: the second waits here until the first is known.
    insert into dispatch_request (request_id, digest) values (request, asked) on conflict do nothing;
    if not found then
        select r.answer into told from dispatch_request r
        where r.request_id = request and r.login = session_user and r.digest = asked;
        if not found then
            raise exception 'request % was used for something else', request using errcode = 'invalid_parameter_value';
        end if;
        return told;
    end if;
    begin
        told := dispatch_do(my_seat(), target, seen, act, detail);
    exception when sqlstate 'WQ001' then
        told := jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', sqlerrm);
    end;
    update dispatch_request r set answer = told where r.request_id = request;
    return told;
end $$;
comment on function wuquan.dispatch(uuid, bigint, bigint, text, jsonb) is 'Does what a person decided about an incident, once, however often it is asked with one key: {"outcome": "done", incident, version, state, order}; {"outcome": "conflict", version, state, event: what happened, who, when} when it is not as it was seen; or {"outcome": "refused", reason}. Who acts is who is logged in.';
