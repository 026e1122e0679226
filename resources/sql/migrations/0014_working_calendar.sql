-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working calendar: hours of each weekday, in one shift or several, and the days that are otherwise. All times of day
-- are those of Asia/Shanghai.

create table wuquan.working_shift (
    weekday smallint not null check (weekday between 1 and 7),
    begins time not null,
    ends time not null,
    primary key (weekday, begins),
    check (ends > begins and extract(second from begins) = 0 and extract(second from ends) = 0)
);
comment on table wuquan.working_shift is 'Office hours of an ordinary week; several shifts a day may not overlap.';
comment on column wuquan.working_shift.weekday is '1 Monday to 7 Sunday.';
comment on column wuquan.working_shift.begins is 'First moment of the shift.';
comment on column wuquan.working_shift.ends is 'End of the shift; 24:00 is the end of the day.';
insert into wuquan.working_shift (weekday, begins, ends) select n, '09:00', '17:00' from generate_series(1, 5) n;

create table wuquan.calendar_day (
    day date primary key check (day between '2000-01-01' and '2060-12-31'),
    works_as smallint check (works_as between 1 and 7),
    name text not null check (length(name) between 1 and 64),
    name_en text not null check (length(name_en) between 1 and 64)
);
comment on table wuquan.calendar_day is 'Days that are not as their weekday: holidays, and weekends that are worked instead. An administrator adds those of each year when they are published.';
comment on column wuquan.calendar_day.day is 'Day in Asia/Shanghai.';
comment on column wuquan.calendar_day.works_as is 'Weekday whose hours it has, 1 Monday to 7 Sunday; null when nobody works.';
comment on column wuquan.calendar_day.name is 'Chinese name.';
comment on column wuquan.calendar_day.name_en is 'English name.';
-- As published by the General Office of the State Council for 2025 and 2026.
insert into wuquan.calendar_day (day, works_as, name, name_en)
select d::date, null, h.name, h.name_en
from (values ('2025-01-01', '2025-01-01', '元旦', 'New Year'), ('2025-01-28', '2025-02-04', '春节', 'Spring Festival'),
        ('2025-04-04', '2025-04-06', '清明节', 'Qingming'), ('2025-05-01', '2025-05-05', '劳动节', 'Labour Day'),
        ('2025-05-31', '2025-06-02', '端午节', 'Dragon Boat Festival'),
        ('2025-10-01', '2025-10-08', '国庆节、中秋节', 'National Day and Mid-Autumn'),
        ('2026-01-01', '2026-01-03', '元旦', 'New Year'), ('2026-02-15', '2026-02-23', '春节', 'Spring Festival'),
        ('2026-04-04', '2026-04-06', '清明节', 'Qingming'), ('2026-05-01', '2026-05-05', '劳动节', 'Labour Day'),
        ('2026-06-19', '2026-06-21', '端午节', 'Dragon Boat Festival'), ('2026-09-25', '2026-09-27', '中秋节', 'Mid-Autumn'),
        ('2026-10-01', '2026-10-07', '国庆节', 'National Day')) as h(first, last, name, name_en),
    generate_series(h.first::date, h.last::date, interval '1 day') d;
insert into wuquan.calendar_day (day, works_as, name, name_en)
select d::date, works_as, '调休上班', 'Working weekend'
from (values ('2025-01-26', 2), ('2025-02-08', 1), ('2025-04-27', 1), ('2025-09-28', 2), ('2025-10-11', 3),
    ('2026-01-04', 5), ('2026-02-14', 1), ('2026-02-28', 2), ('2026-05-09', 1), ('2026-09-20', 1), ('2026-10-10', 2)) as v(d, works_as);

create table wuquan.working_span (
    begins timestamptz primary key,
    ends timestamptz not null,
    seconds_before bigint not null unique
);
comment on table wuquan.working_span is 'The calendar written out for 2000 to 2060, made anew whenever it changes: working time is looked up here and never counted day by day.';
comment on column wuquan.working_span.begins is 'Begin of a shift.';
comment on column wuquan.working_span.ends is 'Its end.';
comment on column wuquan.working_span.seconds_before is 'Working seconds of all shifts before it.';

create function wuquan.working_span_refresh() returns trigger language plpgsql
    security definer set search_path = wuquan, pg_temp as $$
begin
    lock table working_span in share row exclusive mode;
    delete from working_span;
    insert into working_span (begins, ends, seconds_before)
    select begins, ends, coalesce(sum(extract(epoch from ends - begins)::bigint) over (order by begins rows between unbounded preceding and 1 preceding), 0)
    from (select (d.day + s.begins) at time zone 'Asia/Shanghai' as begins,
            (d.day + s.ends) at time zone 'Asia/Shanghai' as ends
        from (select n::date as day from generate_series(timestamp '2000-01-01', '2060-12-31', '1 day') n) d
        left join calendar_day c on c.day = d.day
        join working_shift s on s.weekday = case when c.day is null then extract(isodow from d.day)::smallint else c.works_as end) spans;
    if exists (select from (select begins, lag(ends) over (order by begins) as earlier from working_span) s where s.begins < s.earlier) then
        raise exception 'two shifts of a day overlap' using errcode = 'check_violation';
    end if;
    return null;
end $$;
comment on function wuquan.working_span_refresh() is 'Writes the calendar out anew after it was changed.';
create trigger refresh_spans after insert or update or delete or truncate on wuquan.working_shift
    for each statement execute function wuquan.working_span_refresh();
create trigger refresh_spans after insert or update or delete or truncate on wuquan.calendar_day
    for each statement execute function wuquan.working_span_refresh();
update wuquan.working_shift set ends = ends;

create function wuquan.working_position(at timestamptz) returns bigint language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select coalesce((select seconds_before + floor(extract(epoch from least(at, ends) - begins))::bigint
        from working_span where begins <= at order by begins desc limit 1), 0)
$$;
comment on function wuquan.working_position(timestamptz) is 'Working seconds from the begin of the calendar to an instant.';

create function wuquan.working_seconds(since timestamptz, until timestamptz) returns bigint language sql stable as $$
    select wuquan.working_position(until) - wuquan.working_position(since)
$$;
comment on function wuquan.working_seconds(timestamptz, timestamptz) is 'Working seconds between two instants; negative when the second is the earlier one.';

create function wuquan.after_working(start timestamptz, seconds bigint) returns timestamptz language plpgsql stable
    security definer set search_path = wuquan, pg_temp as $$
declare
    target bigint := working_position(start) + seconds;
    found_at timestamptz;
    shift_ends timestamptz;
begin
    if seconds <= 0 then
        return start;
    end if;
    select s.begins + (target - s.seconds_before) * interval '1 second', s.ends into found_at, shift_ends
    from working_span s where s.seconds_before < target and s.ends > start order by s.seconds_before desc limit 1;
    if found_at is null or found_at > shift_ends then
        raise exception 'the working calendar has no % seconds after %', seconds, start using errcode = 'datetime_field_overflow';
    end if;
    return greatest(start, found_at);
end $$;
comment on function wuquan.after_working(timestamptz, bigint) is 'The instant at which so many working seconds have passed; a second that has begun counts as whole.';

create function wuquan.working_day_seconds() returns bigint language sql stable
    security definer set search_path = wuquan, pg_temp as $$
    select coalesce(max(n), 0) from (select sum(extract(epoch from ends - begins))::bigint as n from working_shift group by weekday) d
$$;
comment on function wuquan.working_day_seconds() is 'How long a working day is: the hours of the longest weekday.';

create function wuquan.after_limit(start timestamptz, amount integer, unit text, share numeric default 1)
    returns timestamptz language plpgsql stable set search_path = wuquan, pg_temp as $$
begin
    case unit
    when 'second' then return start + floor(amount * share * 1000000) * interval '1 microsecond';
    when 'minute' then return start + floor(amount * 60 * share * 1000000) * interval '1 microsecond';
    when 'working_hour' then return after_working(start, floor(amount * 3600 * share)::bigint);
    when 'working_day' then return after_working(start, floor(amount * working_day_seconds() * share)::bigint);
    else raise exception 'unknown unit of a limit: %', unit using errcode = 'invalid_parameter_value';
    end case;
end $$;
comment on function wuquan.after_limit(timestamptz, integer, text, numeric) is 'When a share of a step''s limit has passed since its start, by the clock or by the working calendar.';
