-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What goes with a case: files, phrases that save typing, and how its caller is reached.

insert into wuquan.dispatch_rule (rule, value, about) values
    ('attachment_kb', 10240, 'largest file that is put with an incident, in KiB'),
    ('attachments', 50, 'most files of one incident'),
    ('contact_days', 30, 'how long a caller''s number is kept after the incident was closed, in days');

alter table wuquan.incident_event drop constraint incident_event_kind_check;
alter table wuquan.incident_event add constraint incident_event_kind_check check (kind in ('reported', 'filed', 'dispatched',
    'accepted', 'arrived', 'handled', 'closed', 'evaluated', 'returned', 'note', 'merged', 'reopened', 'recalled', 'transferred',
    'assisted', 'delivered', 'return_asked', 'return_refused', 'checked', 'rejected', 'rechecked', 'suspended', 'resumed',
    'escalated', 'supervised', 'instructed', 'answered', 'overdue', 'absorbed', 'acknowledged',
    'shelved', 'unshelved', 'attached', 'rung', 'contact_seen'));

create table wuquan.attachment (
    attachment_id bigint generated always as identity primary key,
    incident_id bigint not null references wuquan.incident,
    name text not null check (length(name) between 1 and 128),
    bytes integer not null,
    sha256 bytea not null,
    content bytea not null,
    by_login text not null,
    by_post text not null,
    at timestamptz not null,
    unique (incident_id, sha256),
    check (bytes = length(content) and sha256 = sha256(content))
);
alter table wuquan.attachment alter column content set storage external;
comment on table wuquan.attachment is 'Files put with incidents. The event that tells of one has its hash, and so has the chain.';
comment on column wuquan.attachment.attachment_id is 'Key.';
comment on column wuquan.attachment.incident_id is 'Incident.';
comment on column wuquan.attachment.name is 'Name of the file, without a folder.';
comment on column wuquan.attachment.bytes is 'Its length.';
comment on column wuquan.attachment.sha256 is 'SHA-256 of its content; the same file is put with an incident once.';
comment on column wuquan.attachment.content is 'The file.';
comment on column wuquan.attachment.by_login is 'Database role that put it there.';
comment on column wuquan.attachment.by_post is 'Its post.';
comment on column wuquan.attachment.at is 'When.';
create trigger attachment_append_only before update or delete or truncate on wuquan.attachment
    for each statement execute function wuquan.refuse_change();

create table wuquan.phrase (
    action text not null references wuquan.action,
    place smallint not null check (place between 1 and 9),
    words text not null check (length(words) between 1 and 200),
    words_en text not null check (length(words_en) between 1 and 200),
    primary key (action, place)
);
comment on table wuquan.phrase is 'Words that are offered where an action asks for some.';
comment on column wuquan.phrase.action is 'Action.';
comment on column wuquan.phrase.place is 'Its place in the list, and the key that takes it.';
comment on column wuquan.phrase.words is 'The words in Chinese.';
comment on column wuquan.phrase.words_en is 'In English.';
insert into wuquan.phrase (action, place, words, words_en) values
    ('return', 1, '不属于本单位职责', 'Not our responsibility'), ('return', 2, '位置有误，不在辖区', 'Wrong place, outside our area'),
    ('return', 3, '力量不足，请改派', 'Not enough people, please send others'),
    ('refuse_return', 1, '属于你单位职责，请继续处置', 'It is your responsibility, please go on'),
    ('reject', 1, '现场未恢复', 'The site is not restored'), ('reject', 2, '缺少处置前后照片', 'Photographs before and after are missing'),
    ('transfer', 1, '职责调整，改由你单位主办', 'Responsibility has changed, you take it over'),
    ('suspend', 1, '等待权属单位答复', 'Waiting for the owner''s answer'), ('suspend', 2, '等待天气条件', 'Waiting for the weather'),
    ('suspend', 3, '需多部门会商', 'Several departments have to confer'),
    ('escalate', 1, '超出街道处置能力', 'More than the street can handle'), ('escalate', 2, '现场情况扩大', 'The situation is spreading'),
    ('supervise', 1, '请今日内办结并回复', 'Finish and answer today'), ('supervise', 2, '请说明超期原因', 'Explain why it is overdue'),
    ('instruct', 1, '请主要负责人到场', 'The person in charge is to be on site'),
    ('answer', 1, '已到场处置，今日办结', 'On site, finished today'), ('answer', 2, '因会商延期，正在跟进', 'Delayed by a conference, being followed'),
    ('reopen', 1, '群众反映问题仍在', 'Residents say that it is still there'),
    ('shelve', 1, '已电话核实，正在处置', 'Confirmed by telephone, being handled'), ('shelve', 2, '设备检修', 'The device is under repair'),
    ('note', 1, '已电话告知反映人', 'The caller was told by telephone'), ('note', 2, '现场照片已收', 'Photographs of the site received');

create table wuquan.incident_contact (
    incident_id bigint primary key references wuquan.incident,
    phone text not null check (phone ~ '^\+?[0-9]{5,15}$'),
    since timestamptz not null default now()
);
comment on table wuquan.incident_contact is 'How the caller of an incident is reached, for as long as the case needs it; read by contact_of() only.';
comment on column wuquan.incident_contact.incident_id is 'Incident.';
comment on column wuquan.incident_contact.phone is 'Number, digits only.';
comment on column wuquan.incident_contact.since is 'When it was given.';

select wuquan.close_rows('{attachment,incident_contact}');
create policy seen on wuquan.attachment for select using (case when (select wuquan.keeps()) then true
    else exists (select from wuquan.incident i where i.incident_id = attachment.incident_id) end);

create function wuquan.adds_to_cases() returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return exists (select from action_role r where r.action = 'note' and r.role = (my_seat()).role);
end $$;
comment on function wuquan.adds_to_cases() is 'Whether who is logged in may add to the record of the incidents that they see.';

create function wuquan.attach(target bigint, file_name text, file bytea, said text default null) returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
    held incident;
    made attachment;
    named text := words(jsonb_build_object('name', file_name), 'name', 128);
begin
    if target is null or named is null or file is null or named ~ '[/\\]' or named ~ '^\.+$' then
        raise exception 'a file needs an incident, a name without a folder, and a content' using errcode = 'invalid_parameter_value';
    end if;
    select * into held from incident i where i.incident_id = target for no key update;
    if not found or not sees_incident(me, held) then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'unknown');
    elsif not adds_to_cases() then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'role');
    end if;
    -- Who asks again because the answer was lost has put it there already.
    select * into made from attachment a where a.incident_id = target and a.sha256 = sha256(file);
    if found then
        return jsonb_build_object('outcome', 'done', 'incident', target, 'version', held.version, 'attachment', made.attachment_id);
    elsif length(file) > rule_of('attachment_kb') * 1024 then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'too_large');
    elsif (select count(*) from attachment a where a.incident_id = target) >= rule_of('attachments') then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'too_many');
    end if;
    insert into attachment (incident_id, name, bytes, sha256, content, by_login, by_post, at)
    values (target, named, length(file), sha256(file), file, session_user, me.post, clock_timestamp()) returning * into made;
    perform tell(held, held.state, 'attached', me.post, made.at, words(jsonb_build_object('note', said), 'note', 1024), null,
        jsonb_build_object('name', made.name, 'bytes', made.bytes, 'sha256', encode(made.sha256, 'hex'), 'attachment', made.attachment_id));
    update incident i set updated_at = made.at where i.incident_id = target returning i.version into held.version;
    return jsonb_build_object('outcome', 'done', 'incident', target, 'version', held.version, 'attachment', made.attachment_id);
end $$;
comment on function wuquan.attach(bigint, text, bytea, text) is 'Puts a file with an incident, the same one once: {"outcome": "done", incident, version, attachment} or {"outcome": "refused", reason}.';

create function wuquan.contact_put(new_source text, new_source_id text, new_phone text) returns boolean
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
begin
    insert into incident_contact (incident_id, phone)
    select i.incident_id, regexp_replace(new_phone, '[ ()-]', '', 'g') from incident i
    where i.source = new_source and i.source_id = new_source_id and i.state < 6
    on conflict (incident_id) do update set phone = excluded.phone, since = now();
    return found;
end $$;
comment on function wuquan.contact_put(text, text, text) is 'Says how the caller of an open incident is reached; false when there is no such incident.';

create function wuquan.contact_of(target bigint, to_see boolean, said text default null) returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
    held incident;
    contact incident_contact;
begin
    select * into held from incident i where i.incident_id = target for no key update;
    if not found or not sees_incident(me, held) then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'unknown');
    elsif not acts_in_room(me) or not acts_here(me, held) or to_see and me.role = 'operator' then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'role');
    elsif to_see and words(jsonb_build_object('note', said), 'note', 1024) is null then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'note_needed');
    end if;
    select * into contact from incident_contact c where c.incident_id = target;
    if not found then
        return jsonb_build_object('outcome', 'refused', 'incident', target, 'reason', 'no_contact');
    end if;
    perform tell(held, held.state, case when to_see then 'contact_seen' else 'rung' end, me.post, clock_timestamp(),
        case when to_see then words(jsonb_build_object('note', said), 'note', 1024) end);
    update incident i set updated_at = clock_timestamp() where i.incident_id = target returning i.version into held.version;
    return jsonb_build_object('outcome', 'done', 'incident', target, 'version', held.version, 'phone', contact.phone);
end $$;
comment on function wuquan.contact_of(bigint, boolean, text) is 'The caller''s number, to ring it or, with a reason, to see it: {"outcome": "done", version, phone} or {"outcome": "refused", reason}. Either is an event of the incident; the number itself is kept nowhere else.';

create function wuquan.contact_keep() returns integer
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    n integer;
begin
    if pg_is_in_recovery() then
        return 0;
    end if;
    delete from incident_contact where incident_id in (select c.incident_id from incident_contact c join incident i using (incident_id)
        where i.state >= 6 and coalesce(i.closed_at, i.updated_at) < now() - rule_of('contact_days') * interval '1 day'
        limit 1000 for update of c skip locked);
    get diagnostics n = row_count;
    return n;
end $$;
comment on function wuquan.contact_keep() is 'Forgets how callers of incidents that were closed long enough ago are reached; any station may call it. Gives how many.';

create function wuquan.contact_masked(target bigint) returns text language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
begin
    return (select case when length(c.phone) < 8 then repeat('*', length(c.phone) - 2) || right(c.phone, 2)
            else left(c.phone, 3) || repeat('*', length(c.phone) - 7) || right(c.phone, 4) end
        from incident_contact c join incident i using (incident_id)
        where c.incident_id = target and acts_in_room(me) and sees_incident(me, i) and acts_here(me, i));
end $$;
comment on function wuquan.contact_masked(bigint) is 'The caller''s number with its middle hidden, for the room whose incident it is; null without one.';

create or replace function wuquan.case_file(target bigint) returns jsonb language sql stable as $$
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
        'attachments', (select jsonb_agg(jsonb_build_object('id', a.attachment_id, 'name', a.name, 'bytes', a.bytes,
                'sha256', encode(a.sha256, 'hex'), 'by', a.by_post, 'at', (extract(epoch from a.at) * 1000)::bigint) order by a.attachment_id)
            from wuquan.attachment a where a.incident_id = i.incident_id),
        'attach_kb', case when wuquan.adds_to_cases() then wuquan.rule_of('attachment_kb') end,
        'phrases', (select jsonb_object_agg(g.action, g.list) from (select p.action, jsonb_agg(jsonb_build_array(p.words, p.words_en)
                order by p.place) as list from wuquan.phrase p group by p.action) g),
        'contact', wuquan.contact_masked(i.incident_id),
        'kinds', (select jsonb_agg(k.kind_id order by k.choice, k.kind_id) from wuquan.suited_kind k where k.type_id = i.type_id),
        'card', wuquan.run_card_of(i.incident_id),
        'handled', (select jsonb_agg(jsonb_build_array(h.responder_id, h.n)) from (select o.responder_id, count(*) as n
            from wuquan.incident o where o.type_id = i.type_id and o.reported_at > now() - interval '90 days' and o.state in (5, 6, 7)
              and o.responder_id is not null group by o.responder_id order by n desc, o.responder_id limit 200) h),
        'duplicates', case when i.state < 6 then (select jsonb_agg(jsonb_build_object('incident', c.incident, 'metres', c.metres,
                'minutes', c.minutes)) from wuquan.duplicates_of(i.incident_id) c) end))
    from wuquan.incident i where i.incident_id = target
$$;
comment on function wuquan.case_file(bigint) is 'Actions that are possible, events, orders, supervisions, files, phrases, the caller and likely duplicates of an incident, times in milliseconds since 1970; null when it can''t be seen.';

do $$
declare
    rooms text := (select string_agg(format('%I', 'wuquan_' || role), ', ') from wuquan.role
        where role in ('operator', 'head', 'district', 'department', 'field', 'leader', 'fire'));
begin
    execute format('grant select on wuquan.attachment, wuquan.phrase to %s', rooms);
    revoke execute on function wuquan.adds_to_cases(), wuquan.attach(bigint, text, bytea, text), wuquan.contact_put(text, text, text),
        wuquan.contact_of(bigint, boolean, text), wuquan.contact_keep(), wuquan.contact_masked(bigint) from public;
    execute format('grant execute on function wuquan.adds_to_cases(), wuquan.attach(bigint, text, bytea, text),
        wuquan.contact_keep(), wuquan.contact_masked(bigint) to %s', rooms);
end $$;
grant execute on function wuquan.contact_put(text, text, text) to wuquan_source;
grant execute on function wuquan.contact_of(bigint, boolean, text) to wuquan_operator, wuquan_head, wuquan_district;
grant select, insert, update, delete on wuquan.phrase to wuquan_system_admin;
