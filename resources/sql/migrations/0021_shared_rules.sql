-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- An incident of no known street is nobody's of a street: null was taken for yes. And rules of 0016 and 0017 by a name, for
-- what comes after them.

create or replace function wuquan.sees_incident(me wuquan.seat, held wuquan.incident) returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return me.role is not null and ((select r.everywhere from role r where r.role = me.role)
        or coalesce(held.street_id = me.street_id, false) and me.role in ('operator', 'head', 'field')
        or exists (select from dispatch_order o where o.incident_id = held.incident_id
            and (o.responder_id = me.responder_id or o.department_id = me.department_id)));
end $$;
comment on function wuquan.sees_incident(wuquan.seat, wuquan.incident) is 'Whether a seat sees an incident: everywhere, of its street, or because it has an order for it.';

create function wuquan.step_limit(of_type smallint, in_state smallint) returns wuquan.incident_type_limit language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    limits incident_type_limit;
begin
    select * into limits from incident_type_limit l where l.type_id = of_type
        and l.step = case in_state when 1 then 2 when 2 then 3 when 3 then 4 when 4 then 4 when 5 then 6 end;
    return limits;
end $$;
comment on function wuquan.step_limit(smallint, smallint) is 'How long the step that a state waits for may take; null where nobody says so.';

create or replace function wuquan.start_clock(held wuquan.incident, start timestamptz) returns wuquan.incident language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    limits incident_type_limit := step_limit(held.type_id, held.state);
begin
    held.step_since := null;
    held.due_at := null;
    held.warn_at := null;
    if limits.unit is not null then
        held.step_since := start;
        held.due_at := after_limit(start, limits.amount, limits.unit);
        held.warn_at := after_limit(start, limits.amount, limits.unit, rule_of('warn_percent') / 100.0);
    end if;
    return held;
end $$;
comment on function wuquan.start_clock(wuquan.incident, timestamptz) is 'The incident with the limit of its present step, counted from an instant.';

create or replace function wuquan.resume_clock(held wuquan.incident, at timestamptz) returns wuquan.incident language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    by_calendar boolean := (step_limit(held.type_id, held.state)).unit in ('working_hour', 'working_day');
begin
    -- What was left when it was stopped is left now; what had passed has passed.
    if held.due_at > held.suspended_at then
        held.due_at := case when by_calendar then after_working(at, working_seconds(held.suspended_at, held.due_at))
            else at + (held.due_at - held.suspended_at) end;
    end if;
    if held.warn_at > held.suspended_at then
        held.warn_at := case when by_calendar then after_working(at, working_seconds(held.suspended_at, held.warn_at))
            else at + (held.warn_at - held.suspended_at) end;
    end if;
    held.suspended_at := null;
    return held;
end $$;
comment on function wuquan.resume_clock(wuquan.incident, timestamptz) is 'The incident with its clock running again.';

create function wuquan.acts_in_room(me wuquan.seat) returns boolean language plpgsql immutable as $$
begin
    return coalesce(me.role in ('operator', 'head', 'district'), false);
end $$;
comment on function wuquan.acts_in_room(wuquan.seat) is 'Whether a seat is one of a command room, which acts for the teams that it sends.';

create function wuquan.acts_here(me wuquan.seat, held wuquan.incident) returns boolean language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
begin
    return me.role = 'district' or coalesce(held.street_id = me.street_id, false)
        or me.role = 'department' and exists (select from dispatch_order o where o.incident_id = held.incident_id
            and o.department_id = me.department_id);
end $$;
comment on function wuquan.acts_here(wuquan.seat, wuquan.incident) is 'Whether an incident is one of a seat''s room: of its street, of the district, or of a department that has or had an order for it.';

create function wuquan.close_rows(tables text[]) returns void language plpgsql as $$
declare
    t text;
begin
    foreach t in array tables loop
        execute format('alter table wuquan.%I enable row level security', t);
        execute format('alter table wuquan.%I force row level security', t);
        execute format('create policy kept on wuquan.%I using ((select wuquan.keeps())) with check ((select wuquan.keeps()))', t);
        -- The same without a question: see 0019.
        execute format('create policy owned on wuquan.%I to current_user using (true) with check (true)', t);
    end loop;
end $$;
comment on function wuquan.close_rows(text[]) is 'Closes the rows of new tables to all but their owner, by row security that others are let through by policies of their own; for migrations.';

revoke execute on function wuquan.step_limit(smallint, smallint), wuquan.acts_in_room(wuquan.seat), wuquan.acts_here(wuquan.seat, wuquan.incident),
    wuquan.close_rows(text[]) from public;
