-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The drill (演练): a day that was, without what points at anybody, in a database of its own, where it is brought in anew and
-- scored against the times that it really took. In any other database these tables stay empty.

insert into wuquan.source (source, name, name_en) values ('exercise', '演练', 'Exercise')
on conflict (source) do nothing;
comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, demo_still, simulated_rate, ways (roads: teams are ranked by the way along roads); of a mirror mirror_from, mirror_promise, mirror_promise_en, mirror_within_s, mirror_seen_at, mirror_rejected, mirror_suppressed; of a drill drill (which makes it one), drill_day.';

create function wuquan.is_drill() returns boolean language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select exists (select from attribute a where a.name = 'drill')
$$;
comment on function wuquan.is_drill() is 'Whether this database is a drill''s: nothing in it is real.';

create table wuquan.drill_incident (
    number integer primary key check (number > 0),
    type_id smallint not null references wuquan.incident_type,
    circle_id smallint not null check (circle_id between 1 and 5),
    level smallint not null check (level between 1 and 3),
    severity smallint not null check (severity between 1 and 3),
    grid_id integer references wuquan.area,
    longitude double precision check (longitude between -180 and 180),
    latitude double precision check (latitude between -90 and 90),
    at_s integer not null check (at_s between 0 and 86399),
    filed_s integer check (filed_s >= 0),
    dispatched_s integer check (dispatched_s >= 0),
    accepted_s integer check (accepted_s >= 0),
    arrived_s integer check (arrived_s >= 0),
    handled_s integer check (handled_s >= 0),
    closed_s integer check (closed_s >= 0),
    check ((longitude is null) = (latitude is null))
);
comment on table wuquan.drill_incident is 'Incidents of the day that a drill replays, with the times that they really took; no words, no keys, no place more exact than a grid.';
comment on column wuquan.drill_incident.number is 'Number in the day.';
comment on column wuquan.drill_incident.type_id is 'Event type.';
comment on column wuquan.drill_incident.circle_id is 'Prevention circle.';
comment on column wuquan.drill_incident.level is '1 general, 2 larger, 3 major.';
comment on column wuquan.drill_incident.severity is '1 urgent, 2 pressing, 3 normal.';
comment on column wuquan.drill_incident.grid_id is 'Grid; null when it lay in none.';
comment on column wuquan.drill_incident.longitude is 'WGS84 degrees east of a point of that grid, chosen at random; null without a position.';
comment on column wuquan.drill_incident.latitude is 'WGS84 degrees north of it.';
comment on column wuquan.drill_incident.at_s is 'Seconds from the begin of the day in Asia/Shanghai to the report.';
comment on column wuquan.drill_incident.filed_s is 'Seconds from the report until it was filed; null when it never was, or not after it.';
comment on column wuquan.drill_incident.dispatched_s is 'Seconds from the report until somebody was sent.';
comment on column wuquan.drill_incident.accepted_s is 'Seconds from the report until the order was signed for.';
comment on column wuquan.drill_incident.arrived_s is 'Seconds from the report until somebody arrived.';
comment on column wuquan.drill_incident.handled_s is 'Seconds from the report until it was reported as handled.';
comment on column wuquan.drill_incident.closed_s is 'Seconds from the report until it was closed.';

create table wuquan.drill_run (
    run_id integer generated always as identity primary key,
    from_s integer not null check (from_s >= 0),
    until_s integer not null check (until_s <= 86400),
    speed double precision not null check (speed > 0),
    position_s double precision not null,
    begun_at timestamptz not null default clock_timestamp(),
    moved_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    check (from_s < until_s and position_s between from_s and until_s)
);
create unique index drill_run_open on wuquan.drill_run ((true)) where ended_at is null;
comment on table wuquan.drill_run is 'Parts of the day that were or are brought in, and how far; at most one is under way.';
comment on column wuquan.drill_run.run_id is 'Key.';
comment on column wuquan.drill_run.from_s is 'First second of the day that belongs to it.';
comment on column wuquan.drill_run.until_s is 'First second that does not.';
comment on column wuquan.drill_run.speed is 'Seconds of the day in a second of the exercise.';
comment on column wuquan.drill_run.position_s is 'Second of the day that was reached last.';
comment on column wuquan.drill_run.begun_at is 'When it began.';
comment on column wuquan.drill_run.moved_at is 'When the position was written down.';
comment on column wuquan.drill_run.ended_at is 'When its last second was reached; null before.';

create function wuquan.drill_only() returns trigger language plpgsql as $$
begin
    if not wuquan.is_drill() then
        raise exception 'wuquan.% is for databases of a drill', tg_table_name using errcode = 'restrict_violation';
    end if;
    return null;
end $$;
comment on function wuquan.drill_only() is 'Refuses rows of a drill where incidents are real.';
create trigger drill_only before insert on wuquan.drill_incident for each statement execute function wuquan.drill_only();
create trigger drill_only before insert on wuquan.drill_run for each statement execute function wuquan.drill_only();

-- Who takes part must not know what comes next: nobody but the owner reads these.
select wuquan.close_rows('{drill_incident,drill_run}');

create function wuquan.drill_report(which integer, moment timestamptz) returns jsonb
    language plpgsql security definer set search_path = wuquan, pg_temp as $$
declare
    it drill_incident;
    told jsonb;
begin
    if not is_drill() then
        raise exception 'this database is no drill''s' using errcode = 'object_not_in_prerequisite_state';
    end if;
    select * into it from drill_incident d where d.number = which;
    if not found then
        raise exception 'the drill has no incident %', which using errcode = 'invalid_parameter_value';
    end if;
    told := ingest('exercise', which::text, it.type_id, null, it.grid_id, it.longitude, it.latitude, moment);
    -- What is usual for its type need not be what it was.
    if told ->> 'outcome' = 'done' then
        update incident i set circle_id = it.circle_id, level = it.level, severity = it.severity
        where i.incident_id = (told ->> 'incident')::bigint
          and (i.circle_id, i.level, i.severity) is distinct from (it.circle_id, it.level, it.severity);
    end if;
    return told;
end $$;
comment on function wuquan.drill_report(integer, timestamptz) is 'Brings in an incident of a drill, once: what ingest() says.';

create function wuquan.drill_due(of_type smallint, of_step text, reported timestamptz, dispatched timestamptz, handled timestamptz)
    returns timestamptz language plpgsql stable security definer set search_path = wuquan, pg_temp as $$
declare
    start timestamptz := case of_step when 'dispatch' then reported when 'handle' then dispatched when 'close' then handled end;
    limits incident_type_limit;
begin
    -- Who sends somebody at once files by it: both steps together have the time of both.
    if of_step = 'dispatch' then
        limits := step_limit(of_type, 1::smallint);
        start := case when limits.unit is null then start else after_limit(start, limits.amount, limits.unit) end;
    end if;
    limits := step_limit(of_type, case of_step when 'dispatch' then 2 when 'handle' then 3 when 'close' then 5 end::smallint);
    return case when start is null or limits.unit is null then null else after_limit(start, limits.amount, limits.unit) end;
end $$;
comment on function wuquan.drill_due(smallint, text, timestamptz, timestamptz, timestamptz) is 'When a step was or is due by the limits of its type; null where there is none. To sign for an order and to arrive have none of their own.';

create view wuquan.drill_step as
select d.number, d.at_s, d.type_id, i.incident_id, s.place::smallint, s.step,
    extract(epoch from s.done_at - i.reported_at)::double precision as exercise_s, s.real_s,
    case when s.done_at is not null then s.done_at <= due.at when needed.it and due.at < now() then false end as kept,
    case when s.real_s is not null then was.reported + s.real_s * interval '1 second' <= was_due.at end as real_kept,
    s.done_at is null and needed.it as missing,
    (select e.actor from wuquan.incident_event e where e.incident_id = i.incident_id and e.at = s.done_at
        and e.kind = any(s.kinds) order by e.seq desc limit 1) as post
from wuquan.drill_incident d
join wuquan.incident i on i.source = 'exercise' and i.source_id = d.number::text
cross join lateral (select (select a.value::date from wuquan.attribute a where a.name = 'drill_day')::timestamp
    at time zone 'Asia/Shanghai' + d.at_s * interval '1 second' as reported) was
cross join lateral (values (1, 'dispatch', i.dispatched_at, d.dispatched_s, '{dispatched,transferred}'::text[]),
    (2, 'accept', i.accepted_at, d.accepted_s, '{accepted}'), (3, 'arrive', i.arrived_at, d.arrived_s, '{arrived}'),
    (4, 'handle', i.handled_at, d.handled_s, '{handled,closed}'), (5, 'close', i.closed_at, d.closed_s, '{closed,handled}'))
    as s(place, step, done_at, real_s, kinds)
cross join lateral (select i.state <> 8 and not (i.self_handled and s.place <= 3) as it) needed
cross join lateral (select wuquan.drill_due(d.type_id, s.step, i.reported_at, i.dispatched_at, i.handled_at) as at) due
cross join lateral (select wuquan.drill_due(d.type_id, s.step, was.reported, was.reported + d.dispatched_s * interval '1 second',
    was.reported + d.handled_s * interval '1 second') as at) was_due;
comment on view wuquan.drill_step is 'Each step of each incident that a drill has brought in: how long it took and how long it really took.';
comment on column wuquan.drill_step.number is 'Number in the day.';
comment on column wuquan.drill_step.at_s is 'Seconds from the begin of the day to the report.';
comment on column wuquan.drill_step.type_id is 'Event type.';
comment on column wuquan.drill_step.incident_id is 'The incident that was brought in.';
comment on column wuquan.drill_step.place is 'Order of the step, 1 to 5.';
comment on column wuquan.drill_step.step is 'dispatch, accept, arrive, handle or close.';
comment on column wuquan.drill_step.exercise_s is 'Seconds of the exercise from the report until it was done; null when it is not.';
comment on column wuquan.drill_step.real_s is 'Seconds that it really took; null when it was not done or is not known.';
comment on column wuquan.drill_step.kept is 'Whether it was within its limit; null without a limit, and while it is neither done nor late.';
comment on column wuquan.drill_step.real_kept is 'Whether it really was, on the day that is replayed; null without a limit or a time.';
comment on column wuquan.drill_step.missing is 'Whether it is not done though somebody should: not of what was merged, nor the ways of who solved it without sending anybody.';
comment on column wuquan.drill_step.post is 'Post that did it.';

create view wuquan.drill_score as
select place, step, count(*)::integer as brought, count(exercise_s)::integer as done, (count(*) filter (where missing))::integer as missing,
    percentile_cont(0.5) within group (order by exercise_s) as median_s,
    percentile_cont(0.5) within group (order by real_s) as real_median_s,
    percentile_cont(0.9) within group (order by exercise_s) as p90_s,
    percentile_cont(0.9) within group (order by real_s) as real_p90_s,
    (count(*) filter (where kept))::integer as kept, count(kept)::integer as judged,
    (count(*) filter (where real_kept))::integer as real_kept, count(real_kept)::integer as real_judged
from wuquan.drill_step group by place, step;
comment on view wuquan.drill_score is 'A drill in sum, by step; the real figures are those of the same incidents.';
comment on column wuquan.drill_score.place is 'Order of the step, 1 to 5.';
comment on column wuquan.drill_score.step is 'dispatch, accept, arrive, handle or close.';
comment on column wuquan.drill_score.brought is 'Incidents that were brought in.';
comment on column wuquan.drill_score.done is 'Of how many it was done.';
comment on column wuquan.drill_score.missing is 'Of how many it was not, though somebody should have.';
comment on column wuquan.drill_score.median_s is 'Median seconds from the report, in the exercise.';
comment on column wuquan.drill_score.real_median_s is 'Median seconds as it really was.';
comment on column wuquan.drill_score.p90_s is 'Seconds within which nine of ten were done, in the exercise.';
comment on column wuquan.drill_score.real_p90_s is 'Seconds within which nine of ten were done as it really was.';
comment on column wuquan.drill_score.kept is 'How many were within their limit.';
comment on column wuquan.drill_score.judged is 'Of how many that can be said.';
comment on column wuquan.drill_score.real_kept is 'How many really were within their limit.';
comment on column wuquan.drill_score.real_judged is 'Of how many that can be said.';

revoke execute on function wuquan.is_drill(), wuquan.drill_only(), wuquan.drill_report(integer, timestamptz),
    wuquan.drill_due(smallint, text, timestamptz, timestamptz, timestamptz) from public;
