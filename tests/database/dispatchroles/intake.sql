-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- ingest(), the only way in: what sources and rooms may bring in, once, and what they are told of others by it.
begin;
select no_plan();

create role source_1 login;
grant wuquan_source to source_1;
create function pg_temp.brings(login text, source_id text, of_type text default '1', title text default '''噪声''', grid text default '6',
    longitude text default '120.2133', latitude text default '30.3155', reported text default 'now()', source text default 'resident') returns jsonb language plpgsql as $$
declare
    answer text := tap.told(login, format('select wuquan.ingest(%L, %L, %s::smallint, %s, %s, %s, %s, %s, ''A-1'', null)',
        source, source_id, of_type, title, grid, longitude, latitude, reported));
begin
    return case when answer like 'ERROR %' then jsonb_build_object('outcome', answer) else answer::jsonb end;
end $$;

select pg_temp.brings('source_1', 's1') as first \gset
select is(:'first'::jsonb - 'incident', '{"outcome": "done", "duplicates": []}', 'a source brings something in');
select is((select concat_ws('|', source, source_id, platform_id, foreign_case_no, type_id, circle_id, level, severity, street_id, title, state) from wuquan.incident
    where incident_id = (:'first'::jsonb ->> 'incident')::bigint), 'resident|s1|1|A-1|1|2|1|3|2|噪声|1', 'which is what its type and grid say');
select is((select (due_at > reported_at, warn_at < due_at, step_since = reported_at) from wuquan.incident where source_id = 's1'), (true, true, true), 'its clock runs from when it was reported');
select is((select concat_ws('|', seq, kind, from_state, to_state, actor, login) from wuquan.incident_event where incident_id = (:'first'::jsonb ->> 'incident')::bigint),
    '1|reported|1|居民上报|source_1', 'its chain begins');
select is(pg_temp.brings('source_1', 's1', '2', '''别的'''), jsonb_build_object('outcome', 'known', 'incident', (:'first'::jsonb ->> 'incident')::bigint), 'it is taken once, whatever is said the second time');
select is((select title from wuquan.incident where source_id = 's1'), '噪声', 'and stays as it was');
select is(pg_temp.brings('source_1', 's1', source => 'hotline_12345') ->> 'outcome', 'done', 'another source''s key is another one');

-- Near in place, time and kind: told to who sees them.
select is(jsonb_array_length(pg_temp.brings('operator_a', 'a1') -> 'duplicates'), 2, 'a room is told of what may be the same');
select is(jsonb_array_length(pg_temp.brings('operator_b', 'b1') -> 'duplicates'), 0, 'a room of another street is not');
select is(jsonb_array_length(pg_temp.brings('operator_a', 'a2', longitude => '120.2158') -> 'duplicates'), 0, 'nor of what is 240 m away');
select is(jsonb_array_length(pg_temp.brings('operator_a', 'a3', '2') -> 'duplicates'), 0, 'of another kind');
select is(jsonb_array_length(pg_temp.brings('operator_a', 'a4', reported => 'now() - interval ''3 hours''') -> 'duplicates'), 0, 'or hours before');
select is(jsonb_array_length(pg_temp.brings('operator_a', 'a5', longitude => 'null', latitude => 'null') -> 'duplicates'), 0, 'or nowhere');
select is(pg_temp.brings('operator_a', 'a6', title => 'null') ->> 'outcome', 'done', 'what has no title');
select is((select title from wuquan.incident where source_id = 'a6'), '噪声扰民', 'is called by its kind');

select is(pg_temp.brings('source_1', 'x', of_type, title, grid, longitude, latitude, reported, source) ->> 'outcome', told, name)
from (values ('9', '''x''', '6', '120', '30', 'now()', 'resident', 'ERROR 22023', 'no such type'),
    ('1', '''a'' || chr(7)', '6', '120', '30', 'now()', 'resident', 'ERROR 22023', 'control characters'),
    ('1', 'repeat(''长'', 257)', '6', '120', '30', 'now()', 'resident', 'ERROR 22023', 'too long a title'),
    ('1', '''x''', '999', '120', '30', 'now()', 'resident', 'ERROR 23503', 'no such grid'),
    ('1', '''x''', '6', '''NaN''', '30', 'now()', 'resident', 'ERROR 23514', 'no number'),
    ('1', '''x''', '6', '120', 'null', 'now()', 'resident', 'ERROR 23514', 'half a place'),
    ('1', '''x''', '6', '120', '91', 'now()', 'resident', 'ERROR 23514', 'beyond the pole'),
    ('1', '''x''', '6', '120', '30', 'now() + interval ''10 minutes''', 'resident', 'ERROR 22023', 'in the future'),
    ('1', '''x''', '6', '120', '30', '''-infinity''', 'resident', 'ERROR 23514', 'before all time'),
    ('1', '''x''', '6', '120', '30', 'now()', 'nobody', 'ERROR 23503', 'no such source')) as v(of_type, title, grid, longitude, latitude, reported, source, told, name);
select is((select count(*) from wuquan.incident where source_id = 'x'), 0::bigint, 'nothing of what was refused is there');

-- A source does nothing else.
select is(tap.told('source_1', statement), 'ERROR 42501', statement) from unnest(array['select count(*) from wuquan.incident', 'select count(*) from wuquan.incident_event',
    'select count(*) from wuquan.responder', 'select count(*) from wuquan.device_by_community', 'select count(*) from wuquan.duplicates_of(1)', 'select wuquan.mark_overdue()',
    'select wuquan.dispatch(gen_random_uuid(), 1, 1, ''note'', ''{"note": "x"}'')', 'insert into wuquan.incident (source) values (''resident'') returning 1']) statement;
select is(pg_temp.brings(login, 'y') ->> 'outcome', 'ERROR 42501', login || ' brings nothing in') from unnest('{wall_1,department_1,field_a,leader_1,fire_1,device_1,system_1,security_1,audit_1}'::text[]) login;
select is((select count(*) from wuquan.audit_verify()), 0::bigint, 'the chains are whole');

select * from finish();
rollback;
