-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A governance system of another maker, synthetic: tables of its own, and views with the names and columns of
-- resources/sql/contract.toml over them, without versions and without a change log. Runs on PostgreSQL 13 and newer.
create schema governance;
create table governance.region (id integer primary key, lvl integer, code varchar(32), title varchar(256), up integer,
    shape json, people integer);
create table governance.case_type (id integer primary key, code text, title text, ring smallint, urgency smallint);
create table governance.kind (list text, id integer, code text, title text, ring smallint, primary key (list, id));
create table governance.origin (code text primary key, title text);
create table governance.site (id bigint primary key, kind integer, title text, region integer, x numeric(10, 6), y numeric(10, 6));
create table governance.unit (id bigint primary key, kind integer, title text, region integer, x float8, y float8, mode integer);
create table governance.team (id bigint primary key, kind integer, title text, region integer, x float8, y float8,
    mode integer, men integer);
create table governance.matter (id bigint primary key, origin text, origin_no text, kind integer, ring integer, region integer,
    street integer, x float8, y float8, title text, status integer, seen timestamptz, done timestamptz, team bigint);
create table governance.hushed (kind text, street integer, day date, n integer, primary key (kind, street, day));

-- One district, two streets, four communities, twenty grids.
insert into governance.region
select 1, 1, '330104', '江干区', null::integer, null::json, 1000000
union all select 1 + s, 2, '33010400' || s, '街道' || s, 1, null, null from generate_series(1, 2) s
union all select 3 + c, 3, '33010400000' || c, '社区' || c, 2 + (c - 1) / 2, null, null from generate_series(1, 4) c
union all select 100 + g, 4, format('330104000001%s', lpad(g::text, 3, '0')), '网格' || g, 4 + (g - 1) / 5,
    format('{"type": "Polygon", "coordinates": [[[%s, 30.2], [%s, 30.2], [%s, 30.3], [%s, 30.2]]]}',
        120 + g * 0.01, 120 + g * 0.01 + 0.01, 120 + g * 0.01, 120 + g * 0.01)::json, 1500
    from generate_series(1, 20) g;
insert into governance.case_type values (1, 'litter', '暴露垃圾', 1, 3), (2, 'fire', '火灾', 2, 1), (3, 'jb', '家庭暴力', 2, 2);
insert into governance.kind values ('place', 1, 'school', '学校', 4), ('place', 2, 'park', '公园', 1),
    ('device', 1, 'camera', '监控', null), ('device', 2, 'smoke', '烟感', null), ('team', 1, 'grid', '网格员', null);
insert into governance.origin values ('hotline_12345', '12345 热线'), ('police_110', '110 转来'), ('square', '广场终端');
insert into governance.site select i, 1 + i % 2, '场所' || i, 101 + i % 20, 120.15 + i * 0.0001, 30.25 from generate_series(1, 50) i;
insert into governance.unit select i, 1 + i % 2, '设备' || i, 101 + i % 20, 120.15 + i * 0.00001, 30.25, 0
    from generate_series(1, 6000) i;
insert into governance.team select i, 1, '巡查队' || i, 2 + i % 2, 120.16, 30.26, 0, 2 from generate_series(1, 30) i;
insert into governance.matter
select i, case i % 3 when 0 then 'square' when 1 then 'police_110' else 'hotline_12345' end, 'M' || i, 1 + i % 2, 1 + i % 4,
    101 + i % 20, null, 120.15 + (i % 1000) * 0.0001, 30.25, '事件' || i, 1 + i % 7,
    timestamptz '2026-01-01 08:00+08' + i * interval '10 minutes', null, null
from generate_series(1, 12000) i;
-- Kinds that privacy keeps out.
update governance.matter set kind = 3 where id in (17, 4711);
insert into governance.hushed values ('domestic_violence', 2, '2026-01-01', 2);

create schema wuquan;
create view wuquan.area as select id as area_id, lvl as level, code, title as name, null::text as name_en, null::text as pinyin,
    up as parent_id, shape as boundary, people as population, date '0001-01-01' as valid_from, null::date as valid_to
    from governance.region;
create view wuquan.incident_type as select id as type_id, code, title as name, title as name_en, null::text as pinyin,
    ring as circle_id, urgency as severity from governance.case_type;
create view wuquan.place_kind as select id as kind_id, code, title as name, title as name_en, ring as circle_id
    from governance.kind where list = 'place';
create view wuquan.device_kind as select id as kind_id, code, title as name, title as name_en from governance.kind where list = 'device';
create view wuquan.responder_kind as select id as kind_id, code, title as name, title as name_en from governance.kind where list = 'team';
create view wuquan.source as select code as source, title as name, title as name_en from governance.origin;
create view wuquan.place as select id as place_id, kind as kind_id, title as name, null::text as name_en, region as grid_id,
    x as longitude, y as latitude from governance.site;
create view wuquan.device as select id as device_id, kind as kind_id, title as name, region as grid_id, x as longitude, y as latitude,
    null::real as heading, null::real as field_of_view, null::real as reach, mode as state from governance.unit;
create view wuquan.responder as select id as responder_id, kind as kind_id, mode as state, title as name, null::text as name_en,
    region as street_id, x as longitude, y as latitude, men as headcount from governance.team;
create view wuquan.incident as select id as incident_id, origin as source, origin_no as source_id, null::text as foreign_case_no,
    kind as type_id, ring as circle_id, 1 as level, 3 as severity, street as street_id, region as grid_id, x as longitude,
    y as latitude, title, status as state, false as self_handled, null::text as outcome, team as responder_id,
    seen as reported_at, null::timestamptz as filed_at, null::timestamptz as dispatched_at, null::timestamptz as accepted_at,
    null::timestamptz as arrived_at, null::timestamptz as handled_at, done as closed_at, null::timestamptz as due_at
    from governance.matter;
create view wuquan.indicator as select 1 as indicator_id, 'fires'::text as code, '火灾'::text as name, 'Fires'::text as name_en,
    'count_yoy'::text as measure, null::text as outcome, 'lower'::text as better, '次数'::text as definition,
    'number'::text as definition_en;
create view wuquan.indicator_type as select 1 as indicator_id, 2 as type_id;
create view wuquan.reported_figure as select 1 as indicator_id, date '2026-01-01' as as_of, 2.5::float8 as value,
    '上报'::text as note, 'reported'::text as note_en;
create view wuquan.suppressed_count as select kind, street as street_id, day, n from governance.hushed;
create view wuquan.attribute as select * from (values ('title', '江干区'), ('title_en', 'Jianggan'), ('demo', 'true')) v(name, value);
