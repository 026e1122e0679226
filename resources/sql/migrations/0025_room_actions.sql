-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What command rooms write into the tables of 0023: each request once, however often it is asked. Refusals are codes that screens
-- put into words, as those of dispatch().

create function wuquan.room_of(me wuquan.seat) returns integer language plpgsql immutable as $$
begin
    return case when me.role = 'district' then 0 when me.role in ('operator', 'head') then me.street_id end;
end $$;
comment on function wuquan.room_of(wuquan.seat) is 'The room in which a seat works: its street, or 0 for the district''s; null when it is in none.';

create function wuquan.answers_for(me wuquan.seat, p wuquan.command_post) returns boolean language plpgsql immutable as $$
begin
    return coalesce(case when p.login is not null then p.login = me.login
        when p.street_id is not null then p.street_id = wuquan.room_of(me)
        else p.tier = 1 and wuquan.room_of(me) = 0 end, false);
end $$;
comment on function wuquan.answers_for(wuquan.seat, wuquan.command_post) is 'Whether a command post is a seat''s own.';

create function wuquan.command_post_fill() returns integer language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    n integer;
begin
    insert into command_post (tier, name, name_en, street_id, place)
    select 3, a.name || '综合信息指挥室', coalesce(a.name_en, a.name) || ' command room', a.area_id, row_number() over (order by a.code)
    from area a where a.level = 2 and a.valid_to is null
      and not exists (select from command_post p where p.street_id = a.area_id and p.tier = 3);
    get diagnostics n = row_count;
    return n;
end $$;
comment on function wuquan.command_post_fill() is 'Makes the street rooms that are no command post yet one of the third tier. Gives how many.';

create function wuquan.make_pointer(me wuquan.seat, request uuid, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
    made bigint;
begin
    if detail ->> 'incident' is not null then
        select * into held from incident i where i.incident_id = (detail ->> 'incident')::bigint;
        if not found or not sees_incident(me, held) then
            perform refuse('unknown');
        end if;
    end if;
    insert into pointer (request_id, by_login, by_post, at, street_id, incident_id, longitude, latitude, zoom, words)
    values (request, me.login, me.post, clock_timestamp(), nullif(room_of(me), 0), held.incident_id,
        (detail ->> 'longitude')::double precision, (detail ->> 'latitude')::double precision,
        (detail ->> 'zoom')::double precision, words(detail, 'words', 200))
    returning pointer_id into made;
    return jsonb_build_object('pointer', made);
end $$;
comment on function wuquan.make_pointer(wuquan.seat, uuid, jsonb) is 'Points out {incident, longitude, latitude, zoom, words}; for room_do().';

create function wuquan.begin_call(me wuquan.seat, request uuid, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    made bigint;
begin
    -- Of two at once the second waits here for the first.
    insert into roll_call (request_id, at, by_post, by_login, words)
    values (request, clock_timestamp(), me.post, me.login, words(detail, 'words', 1024))
    on conflict ((ended_at is null)) where ended_at is null do nothing returning call_id into made;
    if made is null then
        perform refuse('call_open');
    end if;
    return jsonb_build_object('call', made);
end $$;
comment on function wuquan.begin_call(wuquan.seat, uuid, jsonb) is 'Calls the roll with {words}; for room_do().';

create function wuquan.answer_call(me wuquan.seat, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    asked roll_call;
    answering command_post;
    own boolean;
begin
    select * into asked from roll_call c where c.call_id = (detail ->> 'call')::bigint for share;
    if not found then
        perform refuse('unknown_call');
    elsif asked.ended_at is not null then
        perform refuse('call_ended');
    end if;
    select * into answering from command_post p where p.post_id = (detail ->> 'post')::bigint and p.called;
    if not found then
        perform refuse('unknown_post');
    end if;
    own := answers_for(me, answering);
    if not own and me.role <> 'district' then
        perform refuse('other_post');
    end if;
    insert into roll_answer (call_id, post_id, at, by_login, by_post, on_behalf, words)
    values (asked.call_id, answering.post_id, clock_timestamp(), me.login, me.post, not own, words(detail, 'words', 1024))
    on conflict do nothing;
    if not found then
        perform refuse('already');
    end if;
    return jsonb_build_object('call', asked.call_id, 'post', answering.post_id);
end $$;
comment on function wuquan.answer_call(wuquan.seat, jsonb) is 'Answers {call} for {post} with {words}; for room_do().';

create function wuquan.end_call(detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    ended bigint := (detail ->> 'call')::bigint;
begin
    update roll_call c set ended_at = clock_timestamp() where c.call_id = ended and c.ended_at is null;
    if not found then
        perform refuse(case when exists (select from roll_call c where c.call_id = ended) then 'call_ended' else 'unknown_call' end);
    end if;
    return jsonb_build_object('call', ended);
end $$;
comment on function wuquan.end_call(jsonb) is 'Ends {call}; for room_do().';

create function wuquan.hold_shift(me wuquan.seat, out held wuquan.shift, out made boolean) language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    room integer := room_of(me);
begin
    -- Who waited for a hand-over finds that shift closed, and looks again for the one that followed.
    loop
        made := false;
        select * into held from shift s where coalesce(s.street_id, 0) = room and s.closed_at is null for no key update;
        exit when found;
        insert into shift (street_id, number, opened_at, opened_by_post, opened_by_login)
        select nullif(room, 0), coalesce(max(s.number), 0) + 1, clock_timestamp(), me.post, me.login
        from shift s where coalesce(s.street_id, 0) = room
        on conflict do nothing returning * into held;
        made := true;
        exit when found;
    end loop;
end $$;
comment on function wuquan.hold_shift(wuquan.seat) is 'The open shift of a seat''s room, locked, and whether it was made for this.';

create function wuquan.note_in_shift(me wuquan.seat, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    said text := words(detail, 'words', 1024);
    into_shift bigint;
    made bigint;
begin
    if said is null then
        perform refuse('note_needed');
    end if;
    into_shift := ((hold_shift(me)).held).shift_id;
    insert into shift_entry (shift_id, at, post, login, words) values (into_shift, clock_timestamp(), me.post, me.login, said)
    returning entry_id into made;
    return jsonb_build_object('shift', into_shift, 'entry', made);
end $$;
comment on function wuquan.note_in_shift(wuquan.seat, jsonb) is 'Writes {words} into the log of the open shift; for room_do().';

create function wuquan.release_alarms(me wuquan.seat, of_shift bigint, moment timestamptz) returns integer language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
    n integer := 0;
begin
    -- By key, so that no two rooms wait for each other.
    for held in select * from incident i where i.state < 6 and i.shelved_until > moment and room_of(me) in (0, i.street_id)
            order by i.incident_id for no key update
    loop
        held.shelved_until := null;
        update incident i set shelved_until = null where i.incident_id = held.incident_id;
        perform tell(held, held.state, 'unshelved', me.post, moment, null, null, jsonb_build_object('shift', of_shift));
        n := n + 1;
    end loop;
    return n;
end $$;
comment on function wuquan.release_alarms(wuquan.seat, bigint, timestamptz) is 'Ends the shelving of all alarms of a seat''s room: who comes on duty decides anew. Gives how many.';

create function wuquan.shift_summary(room integer, since timestamptz, until timestamptz) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return (select jsonb_build_object('open', count(*), 'overdue', count(*) filter (where i.suspended_at is null and i.due_at < until),
            'urgent', count(*) filter (where i.severity = 1), 'suspended', count(*) filter (where i.suspended_at is not null),
            'supervised', count(*) filter (where i.supervised_until is not null))
        from incident i where i.state < 6 and room in (0, i.street_id))
    || (select jsonb_build_object('unsigned', count(*)) from dispatch_order o join incident i using (incident_id)
        where o.ended_at is null and o.accepted_at is null and room in (0, i.street_id))
    || (select jsonb_build_object('actions', coalesce(jsonb_object_agg(k.kind, k.n), '{}'))
        from (select e.kind, count(*) as n from incident_event e join incident i using (incident_id)
            where e.seq is not null and e.at > since and e.at <= until and room in (0, i.street_id) group by e.kind) k);
end $$;
comment on function wuquan.shift_summary(integer, timestamptz, timestamptz) is 'Counts of a room, 0 for the whole district: what is open, overdue, urgent, suspended and supervised, orders not signed for, and what was done in a time by kind of event.';

create function wuquan.shift_digest(previous bytea, s wuquan.shift) returns bytea language plpgsql stable
    set search_path = wuquan, pg_temp as $$
begin
    return sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(s.shift_id, s.street_id, s.number,
        (extract(epoch from s.opened_at) * 1000000)::bigint, s.opened_by_post, s.opened_by_login,
        (extract(epoch from s.closed_at) * 1000000)::bigint, s.closed_by_post, s.closed_by_login, s.words, s.summary,
        (select jsonb_agg(jsonb_build_array(e.entry_id, (extract(epoch from e.at) * 1000000)::bigint, e.post, e.login, e.words)
            order by e.entry_id) from shift_entry e where e.shift_id = s.shift_id))::text, 'UTF8'));
end $$;
comment on function wuquan.shift_digest(bytea, wuquan.shift) is 'Hash of a shift with its entries that follows the one with the given hash; null before the first.';

create function wuquan.hand_over(me wuquan.seat, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    room integer := room_of(me);
    said text := words(detail, 'words', 1024);
    opened record := hold_shift(me);
    held shift := opened.held;
    moment timestamptz := clock_timestamp(); -- after the lock
    released integer;
    following bigint;
begin
    if not opened.made and held.opened_at > moment - interval '60 seconds'
            and not exists (select from shift_entry e where e.shift_id = held.shift_id) then
        perform refuse('just_handed_over');
    end if;
    released := release_alarms(me, held.shift_id, moment);
    held.closed_at := moment;
    held.closed_by_post := me.post;
    held.closed_by_login := me.login;
    held.words := said;
    held.summary := shift_summary(room, held.opened_at, moment) || jsonb_build_object('released', released);
    held.hash := shift_digest((select p.hash from shift p where coalesce(p.street_id, 0) = room and p.number = held.number - 1), held);
    update shift s set closed_at = held.closed_at, closed_by_post = held.closed_by_post, closed_by_login = held.closed_by_login,
        words = held.words, summary = held.summary, hash = held.hash
    where s.shift_id = held.shift_id;
    insert into shift (street_id, number, opened_at, opened_by_post, opened_by_login)
    values (held.street_id, held.number + 1, moment, me.post, me.login) returning shift_id into following;
    return jsonb_build_object('shift', held.shift_id, 'next', following, 'released', released);
end $$;
comment on function wuquan.hand_over(wuquan.seat, jsonb) is 'Closes and signs the shift of a seat''s room with {words} and opens the next; for room_do().';

create function wuquan.shift_verify(out street integer, out shift bigint, out fault text) returns setof record language sql stable as $$
    select s.street_id, s.shift_id, case
        when s.number = s.after + 2 then format('shift %s of the room is missing', s.after + 1)
        when s.number > s.after + 2 then format('shifts %s to %s of the room are missing', s.after + 1, s.number - 1)
        when s.follows_open then 'the one before it was never closed'
        else 'its content is not what was signed' end
    from (select c as row, c.street_id, c.shift_id, c.number, c.closed_at, c.hash, lag(c.number, 1, 0) over chain as after,
            lag(c.hash) over chain as previous, lag(c.closed_at is null, 1, false) over chain as follows_open
        from wuquan.shift c window chain as (partition by c.street_id order by c.number)) s
    where s.number <> s.after + 1 or s.follows_open
       or s.closed_at is not null and s.hash is distinct from wuquan.shift_digest(s.previous, s.row)
    order by 1 nulls first, 2
$$;
comment on function wuquan.shift_verify() is 'What is wrong with the shift logs of the rooms; no rows when they are whole.';

create function wuquan.room_do(me wuquan.seat, request uuid, act text, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    if me.login is null then
        perform refuse('no_seat');
    elsif not coalesce(me.role = any (case act when 'point' then '{operator,head,district,leader}'
            when 'begin_call' then '{district,leader}' when 'end_call' then '{district,leader}'
            when 'answer_call' then '{operator,head,district,department,field,leader,fire,device}'
            when 'note' then '{operator,head,district}' when 'hand_over' then '{operator,head,district}' end::text[]), false) then
        perform refuse('role');
    end if;
    return case act when 'point' then make_pointer(me, request, detail)
        when 'begin_call' then begin_call(me, request, detail) when 'answer_call' then answer_call(me, detail)
        when 'end_call' then end_call(detail) when 'note' then note_in_shift(me, detail)
        when 'hand_over' then hand_over(me, detail) end;
end $$;
comment on function wuquan.room_do(wuquan.seat, uuid, text, jsonb) is 'Does what a room asks for, or refuses; for room_request().';

create function wuquan.room_request(request uuid, act text, detail jsonb) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    asked text := jsonb_build_array(act, detail)::text;
    told jsonb;
begin
    if request is null then
        raise exception 'a request needs a key' using errcode = 'invalid_parameter_value';
    elsif length(asked) > 20000 then
        raise exception 'the details are too long' using errcode = 'invalid_parameter_value';
    end if;
    -- As in dispatch(), in the same table, which mark_overdue() keeps: two at once with one key wait for each other.
    insert into dispatch_request (request_id, digest) values (request, sha256(convert_to(asked, 'UTF8'))) on conflict do nothing;
    if not found then
        select r.answer into told from dispatch_request r
        where r.request_id = request and r.login = session_user and r.digest = sha256(convert_to(asked, 'UTF8'));
        if not found then
            raise exception 'request % was used for something else', request using errcode = 'invalid_parameter_value';
        end if;
        return told;
    end if;
    begin
        told := room_do(my_seat(), request, act, detail) || '{"outcome": "done"}';
    exception when sqlstate 'WQ001' then
        told := jsonb_build_object('outcome', 'refused', 'reason', sqlerrm);
    end;
    update dispatch_request r set answer = told where r.request_id = request;
    return told;
end $$;
comment on function wuquan.room_request(uuid, text, jsonb) is 'Does what a room asks for, once, however often it is asked with one key: {"outcome": "done", …} or {"outcome": "refused", reason}. Who acts is who is logged in.';

create function wuquan.point_here(request uuid, incident bigint, longitude double precision, latitude double precision,
    zoom double precision, words text) returns jsonb language plpgsql security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'point', jsonb_build_object('incident', incident, 'longitude', longitude, 'latitude', latitude,
        'zoom', zoom, 'words', words));
end $$;
comment on function wuquan.point_here(uuid, bigint, double precision, double precision, double precision, text) is 'Points out a place, WGS84 degrees, or an incident, or both, with at most 200 characters: {"outcome": "done", pointer} or {"outcome": "refused", reason}.';

create function wuquan.roll_call_begin(request uuid, words text) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'begin_call', jsonb_build_object('words', words));
end $$;
comment on function wuquan.roll_call_begin(uuid, text) is 'Calls the roll of the command posts: {"outcome": "done", call} or {"outcome": "refused", reason}, which is call_open while another is open.';

create function wuquan.roll_call_answer(request uuid, call bigint, post bigint, words text) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'answer_call', jsonb_build_object('call', call, 'post', post, 'words', words));
end $$;
comment on function wuquan.roll_call_answer(uuid, bigint, bigint, text) is 'Answers the roll-call for a command post: {"outcome": "done", call, post} or {"outcome": "refused", reason}.';

create function wuquan.roll_call_end(request uuid, call bigint) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'end_call', jsonb_build_object('call', call));
end $$;
comment on function wuquan.roll_call_end(uuid, bigint) is 'Ends the roll-call: {"outcome": "done", call} or {"outcome": "refused", reason}.';

create function wuquan.shift_note(request uuid, words text) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'note', jsonb_build_object('words', words));
end $$;
comment on function wuquan.shift_note(uuid, text) is 'Writes into the shift log of one''s room: {"outcome": "done", shift, entry} or {"outcome": "refused", reason}.';

create function wuquan.shift_hand_over(request uuid, words text) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    return room_request(request, 'hand_over', jsonb_build_object('words', words));
end $$;
comment on function wuquan.shift_hand_over(uuid, text) is 'Closes and signs the shift of one''s room, releases its shelved alarms and opens the next: {"outcome": "done", shift, next, released} or {"outcome": "refused", reason}, which is just_handed_over when somebody did it within the minute.';

do $$
declare
    f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'wuquan'::regnamespace and p.proname in (
            'answers_for', 'room_of', 'command_post_fill', 'make_pointer', 'begin_call', 'answer_call', 'end_call', 'hold_shift',
            'note_in_shift', 'release_alarms', 'shift_summary', 'shift_digest', 'hand_over', 'shift_verify', 'room_do', 'room_request',
            'point_here', 'roll_call_begin', 'roll_call_answer', 'roll_call_end', 'shift_note', 'shift_hand_over')
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function wuquan.point_here(uuid, bigint, double precision, double precision, double precision, text)
    to wuquan_operator, wuquan_head, wuquan_district, wuquan_leader;
grant execute on function wuquan.roll_call_begin(uuid, text), wuquan.roll_call_end(uuid, bigint) to wuquan_district, wuquan_leader;
grant execute on function wuquan.roll_call_answer(uuid, bigint, bigint, text) to wuquan_operator, wuquan_head, wuquan_district,
    wuquan_department, wuquan_field, wuquan_leader, wuquan_fire, wuquan_device;
grant execute on function wuquan.shift_note(uuid, text), wuquan.shift_hand_over(uuid, text)
    to wuquan_operator, wuquan_head, wuquan_district;
grant execute on function wuquan.shift_verify(), wuquan.shift_digest(bytea, wuquan.shift) to wuquan_audit_admin;
grant execute on function wuquan.command_post_fill() to wuquan_system_admin;
