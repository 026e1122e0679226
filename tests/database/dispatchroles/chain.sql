-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The chain of events: whole after everything that can be done, and telling of whatever somebody with all rights does to it.
begin;
select no_plan();

insert into wuquan.incident (source, source_id, type_id, circle_id, level, severity, grid_id, title, state, reported_at)
values ('resident', 'tap history', 1, 2, 1, 3, 6, '旧事', 2, now());
set local wuquan.bulk = on;
insert into wuquan.incident_event (incident_id, at, kind, actor) select incident_id, now(), 'reported', '历史' from wuquan.incident where source_id = 'tap history';
set local wuquan.bulk = off;
create temporary table chain as select tap.prepared(action) as incident, action from wuquan.action;
select is(tap.tried('district_1', 'note'), 'done', 'what is rolled back leaves no hole');
select is(tap.does('operator_a', incident_id, 'note', '{"note": "接着"}'), 'done', 'a chain begins after history') from wuquan.incident where source_id = 'tap history';
select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'every chain is whole');
select is((select count(*) from wuquan.incident_event where seq is null), 1::bigint, 'and everything but history is in one');
select is((select array_agg(seq order by event_id) from wuquan.incident_event e where e.incident_id = c.incident),
    (select array_agg(n) from generate_series(1, (select count(*)::integer from wuquan.incident_event e where e.incident_id = c.incident)) n), 'numbers from 1: ' || action)
from chain c;
-- Whatever the statement says, the trigger makes it the next.
insert into wuquan.incident_event (incident_id, at, kind, actor, seq, login, hash) select incident, now(), 'note', 'x', 77, 'somebody', '\x00' from chain where action = 'check';
select is((select concat_ws(' ', seq, login) from wuquan.incident_event where incident_id = incident and actor = 'x'), '6 ' || session_user, 'seq and login are given, not taken') from chain where action = 'check';
select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'the chain is whole with it');

create temporary table head as select * from wuquan.audit_heads((now() at time zone 'Asia/Shanghai')::date);
select is((select array_agg(h.incident order by h.incident) from head h), (select array_agg(distinct e.incident_id order by e.incident_id) from wuquan.incident_event e where e.seq is not null), 'every chain of today has a head');
select is((select count(*) from head h where h.seq <> (select max(seq) from wuquan.incident_event e where e.incident_id = h.incident)), 0::bigint, 'which is its last event');
select is((select count(*) from wuquan.audit_heads(((now() at time zone 'Asia/Shanghai')::date - 1))), 0::bigint, 'yesterday nothing grew');

-- What somebody does who has all rights, and what is then found. Nothing of it stays.
create function pg_temp.found_after(tampering text) returns text language plpgsql as $$
declare
    faults text;
begin
    set local session_replication_role = replica;
    execute tampering;
    set local session_replication_role = origin;
    select string_agg(format('%s %s', f.seq, regexp_replace(f.fault, 'event \d+ of .* stands', 'event stands')), ', ' order by f.seq) into faults from wuquan.audit_verify() f;
    raise exception using errcode = 'WQTAP';
exception when sqlstate 'WQTAP' then
    return coalesce(faults, 'nothing');
end $$;
select is(pg_temp.found_after(format(t.tampering, (select incident from chain where action = 'verify'))), t.found, t.name)
from (values
    ('nothing is done', 'select 1', 'nothing'),
    ('the words are changed', 'update wuquan.incident_event set note = ''另一句'' where incident_id = %s and seq = 2', '2 its content is not what was recorded'),
    ('the time is changed by a microsecond', 'update wuquan.incident_event set at = at + interval ''1 microsecond'' where incident_id = %s and seq = 3', '3 its content is not what was recorded'),
    ('another did it', 'update wuquan.incident_event set actor = ''别人'' where incident_id = %s and seq = 4', '4 its content is not what was recorded'),
    ('another login did it', 'update wuquan.incident_event set login = ''other'' where incident_id = %s and seq = 4', '4 its content is not what was recorded'),
    ('it was about another order', 'update wuquan.incident_event set order_id = 1 where incident_id = %s and seq = 4', '4 its content is not what was recorded'),
    ('it has other details', 'update wuquan.incident_event set detail = ''{}'' where incident_id = %s and seq = 3', '3 its content is not what was recorded'),
    ('the state after it was another', 'update wuquan.incident_event set to_state = 7 where incident_id = %s and seq = 5', '5 its content is not what was recorded'),
    ('it is moved to another incident', 'update wuquan.incident_event set incident_id = (select incident_id from wuquan.incident where source_id = ''tap history''), seq = 2 where incident_id = %s and seq = 5', '2 its content is not what was recorded'),
    ('its hash is made to fit', 'update wuquan.incident_event e set note = ''x'', hash = wuquan.event_digest((select p.hash from wuquan.incident_event p where p.incident_id = e.incident_id and p.seq = 1), jsonb_populate_record(e, ''{"note": "x"}'')) where e.incident_id = %s and e.seq = 2', '3 its content is not what was recorded'),
    ('one in the middle is removed', 'delete from wuquan.incident_event where incident_id = %s and seq = 3', '4 event 3 is missing'),
    ('the first is removed', 'delete from wuquan.incident_event where incident_id = %s and seq = 1', '2 event 1 is missing'),
    ('two are removed', 'delete from wuquan.incident_event where incident_id = %s and seq in (2, 3)', '4 events 2 to 3 are missing'),
    ('one is added to the end', 'insert into wuquan.incident_event (incident_id, at, kind, actor, seq, hash) values (%s, now(), ''note'', ''x'', 6, ''\x00'')', '6 its content is not what was recorded'),
    ('one is put between', 'with moved as (update wuquan.incident_event set seq = seq + 1 where incident_id = %1$s and seq >= 5 returning 1) insert into wuquan.incident_event (incident_id, at, kind, actor, seq, hash) select %1$s, now(), ''note'', ''x'', 5, ''\x00'' from moved', '5 its content is not what was recorded, 6 its content is not what was recorded'),
    ('one is added outside of it', 'insert into wuquan.incident_event (incident_id, at, kind, actor) values (%s, now(), ''note'', ''x'')', ' event stands outside of the chain, which had begun before'),
    ('one is taken out of it', 'update wuquan.incident_event set seq = null where incident_id = %s and seq = 5', ' event stands outside of the chain, which had begun before')) as t(name, tampering, found);
-- This is why heads are kept elsewhere.
select is(pg_temp.found_after(format('delete from wuquan.incident_event where incident_id = %s and seq = 5', incident)), 'nothing', 'a chain that is cut off at its end looks whole')
from chain where action = 'verify';

select * from finish();
rollback;
