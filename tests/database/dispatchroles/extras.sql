-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What goes with a case: files, phrases, and how its caller is reached; by whom, and what of it is recorded.
begin;
select no_plan();

create role source_9 login;
grant wuquan_source to source_9;
select (tap.told('source_9', 'select wuquan.ingest(''resident'', ''x1'', 1::smallint, ''噪声'', 6, 120.2133, 30.3155, now())')::jsonb ->> 'incident')::bigint as case_a \gset
select (tap.told('source_9', 'select wuquan.ingest(''resident'', ''x2'', 1::smallint, ''噪声'', 7, 120.2711, 30.3111, now())')::jsonb ->> 'incident')::bigint as case_b \gset

create function pg_temp.attaches(login text, target bigint, name text, content bytea default '\x01', said text default null) returns text language plpgsql as $$
declare
    answer text := tap.told(login, format('select wuquan.attach(%s, %L, %L, %L)', target, name, content, said));
begin
    return case when answer like 'ERROR %' then answer else tap.came(answer::jsonb) end;
end $$;

-- Who may: whoever adds to the record of what they see.
select is(pg_temp.attaches(login, :case_a, 'a.jpg', convert_to(login, 'UTF8')), told, login || ' puts a file')
from (values ('operator_a', 'done'), ('head_a', 'done'), ('district_1', 'done'), ('leader_1', 'done'), ('fire_1', 'done'), ('field_a', 'done'),
    ('operator_b', 'refused: unknown'), ('department_1', 'refused: unknown'), ('field_b', 'refused: unknown'), ('wall_1', 'ERROR 42501'),
    ('device_1', 'ERROR 42501'), ('system_1', 'ERROR 42501'), ('security_1', 'ERROR 42501'), ('audit_1', 'ERROR 42501'), ('source_9', 'ERROR 42501')) v(login, told);

-- Once, and recorded.
select is(pg_temp.attaches('operator_a', :case_a, 'again.jpg', convert_to('operator_a', 'UTF8')), 'done', 'the same file again');
select is((select count(*)::integer from wuquan.attachment where incident_id = :case_a), 6, 'is not put there twice');
select is((select count(*)::integer from wuquan.incident_event where incident_id = :case_a and kind = 'attached'), 6, 'nor told twice');
select is((select e.detail ->> 'sha256' from wuquan.incident_event e where e.incident_id = :case_a and e.kind = 'attached' order by e.seq limit 1),
    encode(sha256('operator_a'), 'hex'), 'the chain has the hash of the file');
select is((select concat_ws('|', name, bytes, by_login, by_post) from wuquan.attachment where incident_id = :case_a order by attachment_id limit 1),
    'a.jpg|10|operator_a|岗位 operator_a', 'the file says what it is and whose');
select is_empty(format('select * from wuquan.audit_verify(%s)', :case_a), 'the chain holds');
select is(pg_temp.attaches('operator_a', :case_a, 'b.txt', '\x02', '现场'), 'done', 'with words');
select is((select e.note from wuquan.incident_event e where e.incident_id = :case_a order by e.seq desc limit 1), '现场', 'which are told');

-- What is no file.
select is(pg_temp.attaches('operator_a', :case_a, name, content), told, about)
from (values ('', '\x03'::bytea, 'ERROR 22023', 'no name'), ('a/b', '\x03', 'ERROR 22023', 'a folder'), ('..', '\x03', 'ERROR 22023', 'the folder above'),
    (E'a\u202eb', '\x03', 'ERROR 22023', 'a name that reads backwards'), (repeat('x', 129), '\x03', 'ERROR 22023', 'a long name'),
    ('none', null, 'ERROR 22023', 'no content'), ('empty', '', 'done', 'an empty file is one'),
    ('big', convert_to(repeat('x', 10240 * 1024 + 1), 'UTF8'), 'refused: too_large', 'a large file'),
    ('full', convert_to(repeat('x', 10240 * 1024), 'UTF8'), 'done', 'the largest file')) v(name, content, told, about);
insert into wuquan.attachment (incident_id, name, bytes, sha256, content, by_login, by_post, at)
select :case_a, 'n', 4, sha256(int4send(n)), int4send(n), 'x', 'x', now()
from generate_series(1, 50 - (select count(*)::integer from wuquan.attachment where incident_id = :case_a)) n;
select is(pg_temp.attaches('operator_a', :case_a, 'more', '\x09'), 'refused: too_many', 'there is an end to files');
select throws_ok('update wuquan.attachment set name = ''y''', '23001', null, 'a file is never changed');
select throws_ok('delete from wuquan.attachment', '23001', null, 'nor taken away');

-- Who sees it.
select is(tap.told(login, 'select count(*) from wuquan.attachment'), told, login || ' sees files')
from (values ('operator_a', '50'), ('operator_b', '0'), ('district_1', '50'), ('department_1', '0'), ('wall_1', 'ERROR 42501'), ('audit_1', 'ERROR 42501')) v(login, told);
select is(jsonb_array_length(tap.told('operator_a', format('select wuquan.case_file(%s)', :case_a))::jsonb -> 'attachments'), 50, 'the case file lists them');
select is(tap.told('operator_a', format('select wuquan.case_file(%s)', :case_a))::jsonb -> 'attach_kb', '10240', 'and says how large one may be');

-- Phrases.
select is(tap.told('operator_a', format('select wuquan.case_file(%s)', :case_a))::jsonb #>> '{phrases,suspend,0,1}', 'Waiting for the owner''s answer', 'the case file has phrases');
select is(tap.told('system_1', 'insert into wuquan.phrase values (''note'', 9, ''好'', ''Good'') returning place'), '9', 'an administrator adds one');
select is(tap.told('operator_a', 'insert into wuquan.phrase values (''note'', 8, ''好'', ''Good'') returning place'), 'ERROR 42501', 'nobody else does');

-- The caller.
select is(tap.told('source_9', 'select wuquan.contact_put(''resident'', ''x1'', ''138 0000-1234'')'), 'true', 'a source says how the caller is reached');
select is(tap.told('source_9', 'select wuquan.contact_put(''resident'', ''nobody'', ''13800001234'')'), 'false', 'of what there is');
select is(tap.told('source_9', format('select wuquan.contact_put(''resident'', ''x1'', %L)', bad)), 'ERROR 23514', 'no number: ' || bad)
from unnest('{"",abc,123,12345678901234567}'::text[]) bad;
select is(tap.told('operator_a', 'select wuquan.contact_put(''resident'', ''x1'', ''13800001234'')'), 'ERROR 42501', 'a room does not');
select is(tap.told(login, format('select wuquan.case_file(%s)', :case_a))::jsonb ->> 'contact', told, login || ' sees it masked or not at all')
from (values ('operator_a', '138****1234'), ('head_a', '138****1234'), ('district_1', '138****1234'), ('leader_1', null), ('field_a', null), ('fire_1', null)) v(login, told);
select is(tap.told(login, 'select count(*) from wuquan.incident_contact'), 'ERROR 42501', login || ' can''t read the table')
from unnest('{operator_a,head_a,district_1,leader_1,wall_1,audit_1,security_1,source_9}'::text[]) login;

create function pg_temp.reaches(login text, target bigint, to_see boolean, said text default null) returns text language plpgsql as $$
declare
    answer text := tap.told(login, format('select wuquan.contact_of(%s, %L, %L)', target, to_see, said));
begin
    return case when answer like 'ERROR %' then answer else concat_ws(' ', tap.came(answer::jsonb), answer::jsonb ->> 'phone') end;
end $$;
select is(pg_temp.reaches(login, :case_a, to_see, said), told, concat_ws(' ', login, case when to_see then 'sees' else 'rings' end, said))
from (values ('operator_a', false, null, 'done 13800001234'), ('operator_a', true, '核实', 'refused: role'), ('head_a', true, null, 'refused: note_needed'),
    ('head_a', true, '核实地址', 'done 13800001234'), ('district_1', true, '核实', 'done 13800001234'), ('operator_b', false, null, 'refused: unknown'),
    ('head_b', true, '核实', 'refused: unknown'), ('leader_1', false, null, 'ERROR 42501'), ('field_a', false, null, 'ERROR 42501'),
    ('wall_1', false, null, 'ERROR 42501'), ('department_1', false, null, 'ERROR 42501')) v(login, to_see, said, told);
select is(pg_temp.reaches('operator_b', :case_b, false), 'refused: no_contact', 'a caller without a number');
select is((select string_agg(concat_ws(' ', kind, login, note), ', ' order by seq) from wuquan.incident_event where incident_id = :case_a and kind in ('rung', 'contact_seen')),
    'rung operator_a, contact_seen head_a 核实地址, contact_seen district_1 核实', 'each is recorded with its reason');
select is((select count(*)::integer from wuquan.incident_event e where e.incident_id = :case_a and e::text like '%13800001234%'), 0, 'the number is not in the record');
select is_empty(format('select * from wuquan.audit_verify(%s)', :case_a), 'the chain still holds');

-- It is kept as long as it is needed.
select is(wuquan.contact_keep(), 0, 'an open incident keeps its caller');
set local wuquan.bulk = on;
update wuquan.incident set state = 6, closed_at = now() - interval '31 days' where incident_id = :case_a;
set local wuquan.bulk = off;
select is(tap.told('operator_a', 'select wuquan.contact_keep()'), '1', 'one closed a month ago does not');
select is(tap.told('operator_a', format('select wuquan.case_file(%s)', :case_a))::jsonb ->> 'contact', null, 'and nobody sees it again');
select * from finish();
rollback;
