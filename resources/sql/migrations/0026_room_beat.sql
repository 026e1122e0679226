-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- room_beat(), which tells a station what goes on in the rooms, in one answer; and room_keep(), which forgets it in time.

create function wuquan.milliseconds(at timestamptz) returns bigint language sql stable as $$
    select (extract(epoch from at) * 1000)::bigint
$$;
comment on function wuquan.milliseconds(timestamptz) is 'An instant in milliseconds since 1970, as stations read it.';

create function wuquan.note_presence(me wuquan.seat, looks_at bigint) returns void language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    known presence;
    seen boolean;
begin
    select * into known from presence p where p.login = me.login;
    if known.incident_id = looks_at and known.at > clock_timestamp() - interval '10 seconds' then
        return;
    end if;
    select sees_incident(me, i) into seen from incident i where i.incident_id = looks_at;
    if seen then
        insert into presence as p (login, incident_id, at) values (me.login, looks_at, clock_timestamp())
        on conflict (login) do update set incident_id = excluded.incident_id, at = excluded.at;
    elsif known.login is not null then
        delete from presence p where p.login = me.login;
    end if;
end $$;
comment on function wuquan.note_presence(wuquan.seat, bigint) is 'Notes that a seat looks at an incident that it sees, or at none; writes only what is new, or is ten seconds old.';

create function wuquan.looking_now(me wuquan.seat, shown_seconds integer) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    -- As row security does: of a hundred stations' incidents one by one only those are asked for that an order may show.
    everywhere boolean := sees_all();
    street integer := my_street();
    has_orders boolean := me.responder_id is not null or me.department_id is not null;
begin
    return (select jsonb_agg(jsonb_build_object('incident', l.incident_id, 'post', l.post) order by l.incident_id, l.post)
        from (select p.incident_id, s.post from presence p
            join seat s on s.login = p.login and (s.until is null or s.until > now())
            join incident i using (incident_id)
            where p.login <> me.login and p.at > clock_timestamp() - shown_seconds * interval '1 second'
              and case when everywhere or i.street_id = street then true when has_orders then sees_incident(me, i) else false end
            limit 50) l);
end $$;
comment on function wuquan.looking_now(wuquan.seat, integer) is 'Which posts look at what a seat sees as well, at most 50.';

create function wuquan.pointers_for(me wuquan.seat) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    everywhere boolean := sees_all();
    street integer := my_street();
    -- As they get incidents: by community, without words.
    masked boolean := me.role in ('wall', 'device');
begin
    return (select jsonb_agg(jsonb_build_object('id', l.pointer_id, 'by', l.by_post, 'at', milliseconds(l.at), 'incident', l.incident_id,
            'longitude', l.longitude, 'latitude', l.latitude, 'zoom', l.zoom, 'words', l.words, 'own', l.by_login = me.login)
            order by l.at desc, l.pointer_id desc)
        from (select p.pointer_id, p.by_post, p.by_login, p.at, p.incident_id, p.zoom,
                case when masked and p.incident_id is not null then m.longitude else p.longitude end as longitude,
                case when masked and p.incident_id is not null then m.latitude else p.latitude end as latitude,
                case when me.role <> 'wall' and not (masked and p.incident_id is not null) then p.words end as words
            from pointer p left join incident i using (incident_id)
            left join area g on g.area_id = i.grid_id and g.level = 4 left join community_middle m on m.area_id = g.parent_id
            where p.at > clock_timestamp() - interval '10 minutes'
              and case when p.street_id is null then me.role <> 'field'
                else everywhere or p.street_id = street end
              and (p.incident_id is null or sees_incident(me, i))
            order by p.at desc, p.pointer_id desc limit 5) l);
end $$;
comment on function wuquan.pointers_for(wuquan.seat) is 'What is pointed out to a seat: by the district to all but those in the field, by a street to itself and the district, and an incident only to who sees it.';

create function wuquan.call_for(me wuquan.seat) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    tells boolean := me.role <> 'wall';
begin
    return (select jsonb_build_object('id', c.call_id, 'at', milliseconds(c.at), 'by', c.by_post, 'words', case when tells then c.words end,
            'open', c.ended_at is null,
            'posts', (select jsonb_agg(jsonb_build_object('id', p.post_id, 'tier', p.tier, 'name', p.name, 'name_en', p.name_en,
                    'answered', milliseconds(a.at), 'by', a.by_post, 'words', case when tells then a.words end,
                    'mine', answers_for(me, p)) order by p.tier, p.place, p.post_id)
                from command_post p left join roll_answer a on a.call_id = c.call_id and a.post_id = p.post_id
                where p.called or a.call_id is not null))
        from roll_call c where c.ended_at is null or c.at > clock_timestamp() - interval '8 hours'
        order by c.ended_at is null desc, c.at desc limit 1);
end $$;
comment on function wuquan.call_for(wuquan.seat) is 'The roll-call that is open, or else the last one of eight hours.';

create function wuquan.shift_for(me wuquan.seat) returns jsonb language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    room integer := room_of(me);
begin
    return (select jsonb_build_object('id', s.shift_id, 'opened', milliseconds(s.opened_at), 'by', s.opened_by_post,
            'entries', (select jsonb_agg(jsonb_build_object('at', milliseconds(e.at), 'post', e.post, 'words', e.words) order by e.entry_id desc)
                from (select * from shift_entry e where e.shift_id = s.shift_id order by e.entry_id desc limit 50) e),
            'last', (select jsonb_build_object('closed', milliseconds(b.closed_at), 'by', b.closed_by_post, 'words', b.words,
                    'summary', b.summary)
                from shift b where coalesce(b.street_id, 0) = room and b.number = s.number - 1))
        from shift s where coalesce(s.street_id, 0) = room and s.closed_at is null);
end $$;
comment on function wuquan.shift_for(wuquan.seat) is 'The open shift of a seat''s room with its entries, and how the last one was handed over.';

create function wuquan.room_beat(looks_at bigint, shown_seconds integer default 30) returns jsonb language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    me seat := my_seat();
    looking jsonb;
begin
    if me.login is null or (select r.administrator from role r where r.role = me.role) then
        return jsonb_build_object('now', milliseconds(clock_timestamp()));
    end if;
    -- A standby can't even read what is unlogged.
    if me.role <> 'wall' and not pg_is_in_recovery() then
        if current_setting('transaction_read_only') = 'off' then
            perform note_presence(me, looks_at);
        end if;
        looking := looking_now(me, least(greatest(coalesce(shown_seconds, 30), 1), 3600));
    end if;
    return jsonb_strip_nulls(jsonb_build_object('now', milliseconds(clock_timestamp()), 'post', me.post, 'role', me.role,
        'idle_minutes', case when me.role = 'wall' then 0 else rule_of('idle_minutes') end,
        'looking', looking, 'pointers', pointers_for(me), 'call', call_for(me), 'shift', shift_for(me)));
end $$;
comment on function wuquan.room_beat(bigint, integer) is 'What a station calls every few seconds: takes note of the incident that it looks at, null for none, and tells who looks at what (seen within so many seconds), what is pointed out, the roll-call and the shift of one''s room. Times are milliseconds since 1970; what there is nothing of is missing.';

create function wuquan.room_keep() returns integer language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
declare
    n integer := 0;
    gone integer;
begin
    if pg_is_in_recovery() then
        return 0;
    -- Looked at first, so that a station's usual call writes nothing.
    elsif not exists (select from presence p where p.at < now() - interval '1 hour')
            and not exists (select from pointer p where p.at < now() - interval '24 hours')
            and not exists (select from roll_call c where c.at < now() - interval '1 year' and c.ended_at is not null) then
        return 0;
    end if;
    -- One at a time, as mark_overdue().
    perform from dispatch_rule r where r.rule = 'idle_minutes' for no key update skip locked;
    if not found then
        return 0;
    end if;
    delete from presence p where p.at < now() - interval '1 hour';
    get diagnostics n = row_count;
    delete from pointer p where p.at < now() - interval '24 hours';
    get diagnostics gone = row_count;
    n := n + gone;
    delete from roll_answer a where a.at < now() - interval '1 year';
    get diagnostics gone = row_count;
    n := n + gone;
    delete from roll_call c where c.at < now() - interval '1 year' and c.ended_at is not null
        and not exists (select from roll_answer a where a.call_id = c.call_id);
    get diagnostics gone = row_count;
    return n + gone;
end $$;
comment on function wuquan.room_keep() is 'Removes what is older than it is kept: an hour of who looked where, a day of pointers, a year of roll-calls. Any station may call it at any time, one at a time does it. Gives how many rows.';

revoke execute on function wuquan.note_presence(wuquan.seat, bigint), wuquan.looking_now(wuquan.seat, integer), wuquan.pointers_for(wuquan.seat),
    wuquan.call_for(wuquan.seat), wuquan.shift_for(wuquan.seat), wuquan.room_beat(bigint, integer), wuquan.room_keep() from public;
grant execute on function wuquan.room_beat(bigint, integer) to wuquan_wall, wuquan_operator, wuquan_head, wuquan_district,
    wuquan_department, wuquan_field, wuquan_leader, wuquan_fire, wuquan_device;
grant execute on function wuquan.room_keep() to wuquan_operator, wuquan_head, wuquan_district, wuquan_department, wuquan_field,
    wuquan_leader, wuquan_fire;
