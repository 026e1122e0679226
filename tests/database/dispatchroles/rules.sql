-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rules of the closed loop beside who may do what.
begin;
select no_plan();

create function pg_temp.state(of_incident bigint) returns text language sql as $$
    select i.state || ' ' || coalesce(i.responder_id::text, '-') || ' ' || i.level from wuquan.incident i where i.incident_id = of_incident
$$;
create function pg_temp.orders(of_incident bigint) returns text language sql as $$
    select string_agg(concat_ws(' ', case when main then 'main' else 'co' end, coalesce(responder_id::text, 'd' || department_id), coalesce(ended_as, 'live')), ', ' order by order_id)
    from wuquan.dispatch_order where incident_id = of_incident and sent_by <> '测试'
$$;
create function pg_temp.order_of(of_incident bigint, team integer) returns jsonb language sql as $$
    select jsonb_build_object('order', max(order_id)) from wuquan.dispatch_order where incident_id = of_incident and responder_id = team
$$;
-- What was begun before is nobody's any more.
create function pg_temp.rest() returns void language sql as $$
    update wuquan.dispatch_order set ended_at = now(), ended_as = 'recalled' where ended_at is null;
    update wuquan.responder set state = 0 where state = 1;
    delete from wuquan.recheck;
$$;
create function pg_temp.team(who bigint) returns smallint language sql as $$ select state from wuquan.responder where responder_id = who $$;

-- Who handled it does not say that it is solved.
select tap.prepared('check') as i \gset
select is(tap.does('field_a', :i, 'check', '{"solved": true}'), 'refused: own_case', 'who handled it does not check it');
create role field_a3 login;
grant wuquan_field to field_a3;
insert into wuquan.seat (login, role, post, street_id, responder_id) values ('field_a3', 'field', '一队另一人', 2, 1);
select is(tap.does('field_a3', :i, 'check', '{"solved": true}'), 'refused: own_case', 'nor does another of the same team');
select is(tap.does('field_a2', :i, 'check'), 'refused: result_needed', 'a check says whether it is solved');
select is(tap.does('field_a2', :i, 'check', '{"solved": "yes"}'), 'refused: result_needed', 'with yes or no');
select is(tap.does('field_a2', :i, 'check', '{"solved": true}'), 'done', 'another team checks it');
select tap.prepared('handle') as i \gset
select is(tap.does('operator_a', :i, 'handle'), 'done', 'the room reports for the team');
select is((select detail ->> 'on_behalf' from wuquan.incident_event where incident_id = :i order by seq desc limit 1), 'true', 'and that is recorded');
select is(tap.does('operator_a', :i, 'verify'), 'refused: own_case', 'then it does not verify');
select is(tap.does('operator_a2', :i, 'verify'), 'done', 'another one of the room does');

-- A check on site from level 2.
select tap.prepared('verify', 2) as i \gset
select is(pg_temp.state(:i), '5 1 3', 'a major one has been handled');
select is(tap.does('operator_a', :i, 'verify'), 'refused: check_needed', 'it is not closed from the desk');
select is(tap.does('field_a2', :i, 'check', '{"solved": false}'), 'done', 'it is not solved');
select is(tap.does('operator_a', :i, 'verify'), 'refused: check_needed', 'and stays open');
select is(tap.does('field_a2', :i, 'check', '{"solved": true}'), 'done', 'now it is');
select is(tap.does('operator_a', :i, 'reject', '{"note": "再看"}'), 'done', 'the room sends it back all the same');
select is(pg_temp.orders(:i), 'main 1 done, main 1 live', 'to who handled it');
select is(pg_temp.team(1), 1::smallint, 'who is busy again');
select is(tap.does('field_a', :i, 'handle'), 'done', 'handled again');
select is(tap.does('operator_a', :i, 'verify'), 'refused: check_needed', 'a check of before does not count');
select is(tap.does('field_a2', :i, 'check', '{"solved": true}'), 'done', 'checked again');
select is(tap.does('operator_a', :i, 'verify'), 'done', 'and closed');
select tap.prepared('verify') as i \gset
select is(tap.does('operator_a', :i, 'verify'), 'done', 'a general one is closed from the desk');
select tap.prepared('verify') as i \gset
select is(tap.does('operator_a', :i, 'escalate', '{"note": "重"}'), 'done', 'raised to level 2');
select is(tap.does('operator_a', :i, 'verify'), 'refused: check_needed', 'it needs the check as well');

-- While the clock stands.
select tap.prepared('resume') as i \gset
select is(tap.does('operator_a', :i, a.action, '{"note": "x", "responder": 1}'), 'refused: suspended', 'suspended: ' || a.action)
from wuquan.action a join wuquan.transition t on t.action = a.action and t.from_state = 2
where a.action not in ('resume', 'recall', 'escalate', 'supervise', 'instruct', 'answer', 'merge', 'acknowledge', 'shelve', 'unshelve', 'note');
select is(tap.does('operator_a', :i, 'note', '{"note": "x"}'), 'done', 'suspended: a note');
select is(tap.does('operator_a', :i, 'escalate', '{"note": "x"}'), 'done', 'suspended: escalate');
select is(tap.does('operator_a', :i, 'resume'), 'done', 'it goes on');
select is(tap.does('operator_a', :i, 'resume'), 'refused: not_suspended', 'once');

-- Seen as it no longer is.
select tap.prepared('dispatch') as i \gset
select version as seen from wuquan.incident where incident_id = :i \gset
select is(tap.does('head_a', :i, 'dispatch', '{"responder": 2}'), 'done', 'the head was faster');
select is(tap.act('operator_a', :i, 'dispatch', '{"responder": 1}', :seen) #- '{event,at}', jsonb_build_object('outcome', 'conflict', 'incident', :i, 'version', :seen + 1, 'state', 3,
    'event', jsonb_build_object('kind', 'dispatched', 'actor', '岗位 head_a', 'login', 'head_a')), 'a conflict tells what was done, and who did it');
select is(pg_temp.orders(:i), 'main 2 live', 'and nothing is done');
select is(tap.does('operator_a', :i, 'recall', '{}', :seen + 7), 'conflict', 'nor with a version that is not yet');
select is(tap.told('operator_a', format('select wuquan.dispatch(gen_random_uuid(), %s, null, ''recall'') ->> ''outcome''', :i)), 'conflict', 'or none');
select version as seen from wuquan.incident where incident_id = :i \gset
select is(tap.does('fire_1', :i, 'note', '{"note": "看到了"}'), 'done', 'a note makes a version');
select is(tap.does('field_a2', :i, 'accept', '{}', :seen), 'done', 'for which nobody has to look again');
select is(tap.does('operator_a', :i, 'file', '{}'), 'refused: state', 'what does not follow is refused');

-- Asked twice with one key.
select tap.prepared('dispatch') as i \gset
select gen_random_uuid() as key \gset
select tap.act('operator_a', :i, 'dispatch', '{"responder": 1}', null, :'key') as first \gset
select is(:'first'::jsonb ->> 'outcome', 'done', 'a request');
select version - 1 as seen from wuquan.incident where incident_id = :i \gset
select is(tap.act('operator_a', :i, 'dispatch', '{"responder": 1}', :seen, :'key'), :'first'::jsonb, 'the same request has the same answer');
select is(pg_temp.orders(:i), 'main 1 live', 'and is done once');
select is((select count(*) from wuquan.incident_event where incident_id = :i and kind = 'dispatched'), 1::bigint, 'with one event');
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 2}', :seen, :'key'), 'ERROR 22023', 'the same key for something else is an error');
select is(tap.does('head_a', :i, 'dispatch', '{"responder": 1}', :seen, :'key'), 'ERROR 22023', 'and for somebody else');
select gen_random_uuid() as key \gset
select is(tap.does('operator_a', :i, 'file', '{}', :seen + 1, :'key'), 'refused: state', 'a refusal');
select is(tap.does('operator_a', :i, 'file', '{}', :seen + 1, :'key'), 'refused: state', 'is kept too');
select is(tap.does('operator_a', :i, 'no_such'), 'ERROR 22023', 'there is no such action');
select is(tap.does('operator_a', :i, 'note', jsonb_build_object('note', 'a' || chr(8238) || 'b')), 'ERROR 22023', 'turned text is none');
select is(tap.does('operator_a', :i, 'note', jsonb_build_object('note', repeat('长', 1025))), 'ERROR 22023', 'nor is too long a one');

-- A reason where one is due.
select is(tap.does(case a.action when 'return' then 'field_a' when 'refuse_return' then 'head_a' when 'supervise' then 'leader_1' when 'instruct' then 'leader_1' else 'operator_a' end,
    tap.prepared(a.action), a.action, '{"responder": 2, "note": "  "}'), case when a.action in ('transfer', 'return', 'refuse_return', 'reject', 'suspend', 'escalate', 'supervise', 'instruct',
        'answer', 'reopen', 'shelve', 'note') then 'refused: note_needed' else 'done' end, 'without a reason: ' || a.action)
from wuquan.action a where a.action not in ('check', 'recheck', 'evaluate', 'merge', 'grant_return', 'verify', 'assist') order by 1;

select pg_temp.rest();
-- Whom orders go to.
select tap.prepared('dispatch') as i \gset
select is(tap.does('operator_a', :i, 'dispatch', to_whom::jsonb), told, 'an order to ' || to_whom) from (values
    ('{}', 'refused: nobody'), ('{"responder": 99}', 'refused: unknown_responder'), ('{"responder": null}', 'refused: unknown_responder'), ('{"responder": 5}', 'refused: off_duty'),
    ('{"responder": 3}', 'refused: other_street'), ('{"department": 99}', 'refused: nobody'), ('{"responder": 1, "department": 99}', 'refused: nobody'),
    ('{"responder": 1, "co": [{"responder": 1}]}', 'refused: has_order'), ('{"responder": 1, "co": [{"responder": 1, "department": 2}]}', 'refused: has_order'),
    ('{"responder": 1, "co": [7]}', 'refused: nobody')) as v(to_whom, told);
select is(pg_temp.orders(:i), null, 'of what is refused no order stays');
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 1, "co": [{"responder": 4, "task": "封路"}, {"department": 2}]}'), 'done', 'one to handle and two to help');
select is(pg_temp.orders(:i), 'main 1 live, co 4 live, co d2 live', 'have an order each');

-- Co-handlers have steps of their own, and the case is not handled before theirs are.
select is(tap.does('department_2', :i, 'accept'), 'done', 'a co-handler signs');
select is(pg_temp.state(:i), '3 1 1', 'which is not the main handler''s signature');
select is(tap.does('field_a', :i, 'handle'), 'refused: not_accepted', 'nobody handles what they have not signed for');
select is(tap.does('field_a', :i, 'arrive'), 'refused: not_accepted', 'or arrives there');
select is(tap.does('field_a', :i, 'accept'), 'done', 'the main handler signs');
select is(tap.does('field_a', :i, 'accept'), 'refused: already', 'once');
select is(pg_temp.state(:i), '4 1 1', 'and it is being handled');
select is(pg_temp.team(1), 1::smallint, 'by a team that is busy');
select is(tap.does('field_a', :i, 'arrive'), 'done', 'it arrives');
select is(tap.does('field_a', :i, 'handle'), 'refused: co_open', 'co-handlers are not ready');
select is(tap.does('department_2', :i, 'handle'), 'done', 'one is');
select is(pg_temp.state(:i), '4 1 1', 'the case is not');
select is(tap.does('operator_a', :i, 'recall', '{}'), 'refused: arrived', 'who has arrived is not called back');
select is(tap.does('operator_a', :i, 'recall', pg_temp.order_of(:i, 4)), 'done', 'a co-handler who has not is');
select is(tap.does('field_a', :i, 'handle'), 'done', 'then it is handled');
select is(pg_temp.state(:i), '5 1 1', 'and to be verified');
select is(pg_temp.orders(:i), 'main 1 done, co 4 recalled, co d2 done', 'no order is left');
select is(pg_temp.team(1), 0::smallint, 'nor a team busy');

select pg_temp.rest();
-- Recalled, transferred, returned.
select tap.prepared('arrive') as i \gset
select is(tap.does('operator_a', :i, 'recall'), 'done', 'recalled');
select is(pg_temp.state(:i), '2 - 1', 'it is to be dispatched');
select is(pg_temp.orders(:i), 'main 1 recalled', 'nobody has an order');
select is(pg_temp.team(1), 0::smallint, 'and the team is free');
select is(tap.does('field_a', :i, 'accept'), 'refused: state', 'so nobody signs');
select tap.prepared('arrive') as i \gset
select is(tap.does('operator_a', :i, 'transfer', '{"responder": 2, "note": "一队忙"}'), 'done', 'transferred');
select is(pg_temp.orders(:i), 'main 1 recalled, main 2 live', 'from one to the other');
select is(pg_temp.state(:i), '3 2 1', 'who has not signed');
select is((pg_temp.team(1), pg_temp.team(2)), (0::smallint, 0::smallint), 'so both are free');
select is(tap.does('field_a', :i, 'accept'), 'refused: no_order', 'the first one has none any more');
select pg_temp.rest();
select tap.prepared('arrive') as i \gset
select is(tap.does('operator_a', :i, 'assist', '{"responder": 4}'), 'done', 'another helps');
select is(tap.does('district_1', :i, 'accept', pg_temp.order_of(:i, 4)), 'done', 'and has signed');
select is(tap.does('head_a', :i, 'grant_return'), 'refused: no_order', 'nobody asked to return it');
select is(tap.does('field_a', :i, 'return', '{"note": "不归我管"}'), 'done', 'the main handler does');
select is(tap.does('field_a', :i, 'return', '{"note": "不归我管"}'), 'refused: already', 'once');
select is(tap.does('operator_a', :i, 'grant_return'), 'refused: role', 'an operator does not decide');
select is(tap.does('head_b', :i, 'grant_return'), 'refused: unknown', 'nor the head of another street');
select is(tap.does('head_a', :i, 'refuse_return', '{"note": "归你管"}'), 'done', 'the head refuses');
select is(tap.does('field_a', :i, 'return', '{"note": "真不归我管"}'), 'done', 'asked again');
select is(tap.does('head_a', :i, 'grant_return'), 'done', 'the head grants it');
select is(pg_temp.state(:i), '2 - 1', 'it is to be dispatched again');
select is(pg_temp.orders(:i), 'main 1 returned, co 4 recalled', 'who helped is called back');
select is((pg_temp.team(1), pg_temp.team(4)), (0::smallint, 0::smallint), 'and both are free');

-- Merged and opened again.
select tap.prepared('arrive') as i \gset
select tap.prepared('dispatch') as j \gset
select is(tap.does('operator_a', :i, 'merge', jsonb_build_object('into', :i)), 'refused: not_mergeable', 'not into itself');
select is(tap.does('operator_a', :i, 'merge', jsonb_build_object('into', :j)), 'done', 'merged');
select is((select (state, merged_into) from wuquan.incident where incident_id = :i), (8::smallint, (:j)::bigint), 'into the other');
select is(pg_temp.orders(:i), 'main 1 merged', 'its order ends');
select is((select kind || ' ' || (detail ->> 'incident') from wuquan.incident_event where incident_id = :j order by seq desc limit 1), 'absorbed ' || :i, 'the other knows');
select is(tap.does('operator_a', :j, 'merge', jsonb_build_object('into', :i)), 'refused: not_mergeable', 'not into one that was merged');
select is(tap.does('operator_a', :i, 'reopen', '{"note": "不是一回事"}'), 'done', 'opened again');
select is((select (state, merged_into is null) from wuquan.incident where incident_id = :i), (2::smallint, true), 'it is its own');

select pg_temp.rest();
-- Small ones are closed when they are handled, and checked again at random; here all of them.
select tap.prepared('handle', 3) as i \gset
select is(tap.does('field_a', :i, 'handle'), 'done', 'a small one is handled');
select is(pg_temp.state(:i), '6 1 1', 'and closed with it');
select is(tap.does('field_a', :i, 'recheck', '{"solved": true}'), 'refused: own_case', 'who handled it does not check it again');
select is(tap.does('field_a2', :i, 'recheck', '{"solved": false}'), 'done', 'somebody else finds it unsolved');
select is(pg_temp.state(:i), '2 - 1', 'it is open again');
select is(tap.does('operator_a', :i, 'dispatch', '{"responder": 1}'), 'done', 'and goes around once more');
select is(tap.does('operator_a', tap.prepared('evaluate'), 'reopen', '{"note": "又来了"}'), 'done', 'one that was verified is opened again');
select is(tap.does('field_a2', tap.prepared('evaluate'), 'recheck', '{"solved": true}'), 'refused: not_chosen', 'what was verified is not checked again');
select tap.prepared('close_self') as i \gset
select is(tap.does('operator_a', :i, 'close_self'), 'done', 'one that was solved on the spot');
select is((select self_handled from wuquan.incident where incident_id = :i), true, 'is recorded so');
select is(tap.does('field_a2', :i, 'recheck', '{"solved": true}'), 'done', 'and checked again');
select is((select (sum(chosen), sum(checked), sum(solved)) from wuquan.solved_rate), (2::bigint, 2::bigint, 1::bigint), 'the true solved rate');
select tap.prepared('handle', 3) as i \gset
select is(tap.does('operator_a', :i, 'escalate', '{"note": "重"}'), 'done', 'one that is no small one any more');
select is(tap.does('field_a', :i, 'handle'), 'done', 'is handled');
select is(pg_temp.state(:i), '5 1 2', 'and not closed with it');
-- Chosen by the incident and a secret: trying again changes nothing.
update wuquan.dispatch_rule set value = 500 where rule = 'recheck_permille';
create temporary table tries as select tap.prepared('handle', 3) as incident, 0 as chosen from generate_series(1, 40);
do $$
declare
    t record;
    n integer;
begin
    for round in 1..3 loop
        for t in select * from tries loop
            begin
                perform setseed(0.001 * round);
                perform tap.does('field_a', t.incident, 'handle');
                n := (select count(*) from wuquan.recheck where incident_id = t.incident);
                raise exception using errcode = 'WQTAP';
            exception when sqlstate 'WQTAP' then
                update tries set chosen = chosen + n where incident = t.incident;
            end;
        end loop;
    end loop;
end $$;
select is((select count(*) from tries where chosen not in (0, 3)), 0::bigint, 'each is chosen always or never');
select cmp_ok((select count(*) from tries where chosen = 3), '>', 5::bigint, 'some are');
select cmp_ok((select count(*) from tries where chosen = 0), '>', 5::bigint, 'and some are not');

-- Leaders supervise and instruct, each with a limit of its own.
select tap.prepared('arrive') as i \gset
select is(tap.does('leader_1', :i, 'supervise', '{"note": "抓紧", "due": "2099-01-01T00:00:00+08:00"}'), 'done', 'supervised');
select is(tap.does('leader_1', :i, 'instruct', '{"note": "查清"}'), 'done', 'and instructed');
select is((select supervised_until - now() < interval '25 hours' from wuquan.incident where incident_id = :i), true, 'the sooner limit holds');
select is(tap.does('leader_1', :i, 'supervise', '{"note": "早", "due": "2020-01-01T00:00:00+08:00"}'), 'ERROR 23514', 'a limit lies ahead');
select is(tap.does('leader_1', :i, 'supervise', '{"note": "早", "due": "infinity"}'), 'ERROR 23514', 'and not for ever');
select is(tap.does('department_2', :i, 'answer', '{"note": "好"}'), 'refused: unknown', 'a department that has nothing to do with it does not answer');
select is(tap.does('department_1', :i, 'answer', '{"note": "查清了"}'), 'done', 'one that has does');
select is((select answer from wuquan.supervision where incident_id = :i and kind = 'instruct'), '查清了', 'the one that is due first');
select is((select supervised_until from wuquan.incident where incident_id = :i), '2099-01-01 00:00+08'::timestamptz, 'the other limit holds');
select is(tap.does('operator_a', :i, 'answer', '{"note": "在办"}'), 'done', 'the room answers it');
select is((select supervised_until from wuquan.incident where incident_id = :i), null::timestamptz, 'nothing is asked any more');
select is(tap.does('operator_a', :i, 'answer', '{"note": "在办"}'), 'refused: nothing_asked', 'so there is nothing to answer');

-- An alarm is put aside for hours, not for days, and comes back.
select tap.prepared('shelve') as i \gset
select is(tap.does('operator_a', :i, 'shelve', jsonb_build_object('note', '演练', 'hours', hours)), 'refused: too_long', format('not for %s hours', hours))
from unnest('{8.5,0,-1,NaN}'::text[]) hours;
select is(tap.does('operator_a', :i, 'unshelve'), 'refused: not_shelved', 'there is nothing to take back');
select is(tap.does('operator_a', :i, 'shelve', '{"note": "演练", "hours": 8}'), 'done', 'for eight it is');
select is((select shelved_until - now() between interval '7 hours' and interval '9 hours' from wuquan.incident where incident_id = :i), true, 'and no longer');
select is(tap.does('operator_a', :i, 'unshelve'), 'done', 'it is taken back');
select is(tap.does('operator_a', :i, 'unshelve'), 'refused: not_shelved', 'once');

-- A seat's department makes nobody more than their role does.
update wuquan.seat set department_id = 2 where login in ('operator_b', 'field_b');
select tap.prepared('dispatch') as i \gset
select is(tap.does('district_1', :i, 'dispatch', '{"department": 2}'), 'done', 'an order to department 2');
select is(tap.does('department_2', :i, 'accept'), 'done', 'which signs');
select is(tap.does('operator_b', :i, 'recall'), 'refused: elsewhere', 'an operator of another street is none here');
select is(tap.does('field_b', :i, 'handle'), 'refused: no_order', 'somebody in the field has the orders of the team');
update wuquan.seat set street_id = 2 where login in ('department_1', 'department_2');
select tap.made() as j \gset
select is(tap.told('department_2', format('select count(*) from wuquan.incident where incident_id = %s', :j)), '0', 'a department sees no street');

select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'after all that the chains are whole');
select * from finish();
rollback;
