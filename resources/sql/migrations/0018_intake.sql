-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- ingest(), the only way in for a source; and mark_overdue(), the job that any station may run and only one does.

create function wuquan.duplicates_of(target bigint, out incident bigint, out metres double precision, out minutes double precision)
    returns setof record language sql stable security definer set search_path = wuquan, pg_temp as $$
    select * from (select o.incident_id,
            6371008.8 * 2 * asin(least(1, sqrt(sin(radians(o.latitude - i.latitude) / 2) ^ 2
                + cos(radians(i.latitude)) * cos(radians(o.latitude)) * sin(radians(o.longitude - i.longitude) / 2) ^ 2))) as metres,
            extract(epoch from i.reported_at - o.reported_at)::double precision / 60 as minutes
        from incident i join incident o on o.incident_id <> i.incident_id and o.state < 6
            and o.reported_at between i.reported_at - rule_of('duplicate_minutes') * interval '1 minute'
                and i.reported_at + rule_of('duplicate_minutes') * interval '1 minute'
            and o.circle_id = i.circle_id
            and (o.type_id = i.type_id or exists (select from incident_type a join incident_type b on a.platform_id = b.platform_id
                and a.severity = b.severity where a.type_id = o.type_id and b.type_id = i.type_id))
        where i.incident_id = target and sees_incident(my_seat(), i) and sees_incident(my_seat(), o)) d
    where d.metres <= rule_of('duplicate_metres') order by d.metres, abs(d.minutes) limit 5
$$;
comment on function wuquan.duplicates_of(bigint) is 'Open incidents that may be the same one: near in place, time and kind; the nearest first, at most five.';

create function wuquan.ingest(new_source text, new_source_id text, new_type smallint, new_title text, new_grid integer,
    new_longitude double precision, new_latitude double precision, new_reported_at timestamptz,
    new_case_no text default null, new_owner text default null) returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    kind incident_type;
    held incident;
    me seat := my_seat();
begin
    select * into kind from incident_type t where t.type_id = new_type;
    if not found then
        raise exception 'there is no incident type %', new_type using errcode = 'invalid_parameter_value';
    elsif new_reported_at > clock_timestamp() + interval '5 minutes' then
        raise exception 'it is said to be reported in the future' using errcode = 'invalid_parameter_value';
    end if;
    insert into incident (source, source_id, platform_id, foreign_case_no, foreign_owner, type_id, circle_id, level, severity, grid_id,
        longitude, latitude, title, reported_at)
    values (new_source, new_source_id, kind.platform_id, new_case_no, new_owner, kind.type_id, kind.circle_id, kind.level, kind.severity,
        new_grid, new_longitude, new_latitude, coalesce(words(jsonb_build_object('title', new_title), 'title', 256), kind.name),
        coalesce(new_reported_at, clock_timestamp()))
    on conflict (source, source_id) do nothing returning * into held;
    if not found then
        return jsonb_build_object('outcome', 'known',
            'incident', (select i.incident_id from incident i where i.source = new_source and i.source_id = new_source_id));
    end if;
    held := start_clock(held, held.reported_at);
    update incident i set due_at = held.due_at, warn_at = held.warn_at, step_since = held.step_since where i.incident_id = held.incident_id;
    perform tell(held, null, 'reported', coalesce(me.post, (select s.name from source s where s.source = new_source)),
        held.reported_at);
    return jsonb_build_object('outcome', 'done', 'incident', held.incident_id,
        'duplicates', coalesce((select jsonb_agg(d.incident) from duplicates_of(held.incident_id) d), '[]'));
end $$;
comment on function wuquan.ingest(text, text, smallint, text, integer, double precision, double precision, timestamptz, text, text) is 'Takes in what a source reports, once per (source, source_id): {"outcome": "done", incident, duplicates} or {"outcome": "known", incident}. Positions are WGS84 degrees.';

create function wuquan.mark_overdue(most integer default 200) returns integer
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    held incident;
    raised boolean;
    n integer := 0;
    at timestamptz;
begin
    -- Looked at first, so that a station's usual call writes nothing.
    if pg_is_in_recovery() or not exists (select from incident i where i.state < 6 and i.suspended_at is null
                and i.overdue_marked is distinct from i.due_at and i.due_at <= now())
            and not exists (select from dispatch_request r where r.at < now() - interval '7 days') then
        return 0;
    end if;
    -- One at a time. An advisory lock could be kept by anybody who can connect; this row can't.
    perform from dispatch_rule r where r.rule = 'escalate_overdue' for no key update skip locked;
    if not found then
        return 0;
    end if;
    for held in select * from incident i where i.state < 6 and i.suspended_at is null and i.overdue_marked is distinct from i.due_at
            and i.due_at <= now() order by i.due_at limit most for no key update skip locked
    loop
        at := clock_timestamp();
        raised := held.level < 3 and rule_of('escalate_overdue') = 1;
        perform tell(held, held.state, 'overdue', '系统', at, null, null, jsonb_build_object('due', held.due_at));
        if raised then
            held.level := held.level + 1;
            perform tell(held, held.state, 'escalated', '系统', at, null, null, jsonb_build_object('level', held.level));
        end if;
        update incident i set overdue_marked = held.due_at, level = held.level where i.incident_id = held.incident_id;
        n := n + 1;
    end loop;
    delete from dispatch_request where request_id in (select request_id from dispatch_request
        where dispatch_request.at < now() - interval '7 days' limit 1000 for update skip locked);
    return n;
end $$;
comment on function wuquan.mark_overdue(integer) is 'Records steps that have become overdue and raises their incidents by a level; any station may call it at any time, one at a time does it. Gives how many.';
