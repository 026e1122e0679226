-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Catalogues: circles, defences, incident types with their step limits, and the responsibility lists.

create table wuquan.circle (
    circle_id smallint primary key check (circle_id between 1 and 5),
    code text not null unique,
    name text not null,
    name_en text not null,
    seal text not null check (length(seal) = 1)
);
comment on table wuquan.circle is 'The five prevention circles (五圈).';
comment on column wuquan.circle.circle_id is '1 public, 2 residential, 3 enterprise, 4 campus, 5 internet.';
comment on column wuquan.circle.code is 'Stable code used by files and programs.';
comment on column wuquan.circle.name is 'Chinese name.';
comment on column wuquan.circle.name_en is 'English name.';
comment on column wuquan.circle.seal is 'The one character that stands for the circle on screen.';
insert into wuquan.circle (circle_id, code, name, name_en, seal) values
    (1, 'public', '公共场所', 'Public places', '公'),
    (2, 'residential', '小区村庄', 'Residential', '居'),
    (3, 'enterprise', '企事业单位', 'Enterprises', '企'),
    (4, 'campus', '校园', 'Campus', '校'),
    (5, 'internet', '互联网', 'Internet', '网');

create table wuquan.defence (
    defence_id smallint primary key check (defence_id between 1 and 5),
    code text not null unique,
    name text not null,
    name_en text not null
);
comment on table wuquan.defence is 'The five defences (五防).';
comment on column wuquan.defence.defence_id is '1 people, 2 physical, 3 technical, 4 psychological, 5 responsibility.';
comment on column wuquan.defence.code is 'Stable code used by files and programs.';
comment on column wuquan.defence.name is 'Chinese name.';
comment on column wuquan.defence.name_en is 'English name.';
insert into wuquan.defence (defence_id, code, name, name_en) values
    (1, 'people', '人防', 'People'),
    (2, 'physical', '物防', 'Physical'),
    (3, 'technical', '技防', 'Technical'),
    (4, 'psychological', '心防', 'Psychological'),
    (5, 'responsibility', '责任防', 'Responsibility');

create table wuquan.platform (
    platform_id smallint primary key,
    code text not null unique,
    name text not null,
    name_en text not null
);
comment on table wuquan.platform is 'The four platforms (四平台) to which an incident belongs.';
comment on column wuquan.platform.platform_id is 'Key, 1 to 4.';
comment on column wuquan.platform.code is 'Stable code used by files and programs.';
comment on column wuquan.platform.name is 'Chinese name.';
comment on column wuquan.platform.name_en is 'English name.';
insert into wuquan.platform (platform_id, code, name, name_en) values
    (1, 'safety', '综治工作', 'Public safety'),
    (2, 'market', '市场监管', 'Market supervision'),
    (3, 'enforcement', '综合执法', 'Law enforcement'),
    (4, 'service', '便民服务', 'Public service');

create table wuquan.source (
    source text primary key check (source ~ '^[a-z0-9_]{1,32}$'),
    name text not null,
    name_en text not null
);
comment on table wuquan.source is 'Where incidents and devices come from.';
comment on column wuquan.source.source is 'Stable code, part of the key of everything received.';
comment on column wuquan.source.name is 'Chinese name.';
comment on column wuquan.source.name_en is 'English name.';
insert into wuquan.source (source, name, name_en) values
    ('province', '省平安建设信息系统', 'Provincial safety system'),
    ('hotline_12345', '12345 热线', 'Hotline 12345'),
    ('police_110', '110 转来', 'Police 110, as received'),
    ('device', '设备上报', 'Device'),
    ('grid_worker', '网格员', 'Grid worker'),
    ('resident', '居民上报', 'Resident'),
    ('import', '文件导入', 'File import');

create table wuquan.department (
    department_id smallint primary key,
    code text not null unique,
    name text not null,
    name_en text not null
);
comment on table wuquan.department is 'Departments of the district that handle incidents.';
comment on column wuquan.department.department_id is 'Key.';
comment on column wuquan.department.code is 'Stable code used by files.';
comment on column wuquan.department.name is 'Chinese name.';
comment on column wuquan.department.name_en is 'English name.';

create table wuquan.incident_type (
    type_id smallint primary key,
    code text not null unique,
    name text not null check (length(name) between 1 and 64),
    name_en text not null,
    pinyin text,
    circle_id smallint not null references wuquan.circle,
    defence_id smallint not null references wuquan.defence,
    platform_id smallint not null references wuquan.platform,
    level smallint not null check (level between 1 and 3),
    severity smallint not null check (severity between 1 and 3)
);
comment on table wuquan.incident_type is 'The 173 grid event types.';
comment on column wuquan.incident_type.type_id is 'Key.';
comment on column wuquan.incident_type.code is 'Stable code used by files and mappings.';
comment on column wuquan.incident_type.name is 'Chinese name.';
comment on column wuquan.incident_type.name_en is 'English name.';
comment on column wuquan.incident_type.pinyin is 'Pinyin without tones, for search.';
comment on column wuquan.incident_type.circle_id is 'Prevention circle to which the type belongs unless its place says otherwise.';
comment on column wuquan.incident_type.defence_id is 'Defence that the type tests.';
comment on column wuquan.incident_type.platform_id is 'Platform that owns it.';
comment on column wuquan.incident_type.level is 'Usual level: 1 general, 2 larger, 3 major.';
comment on column wuquan.incident_type.severity is 'Usual severity: 1 urgent, 2 pressing, 3 normal.';

create table wuquan.step (
    step smallint primary key check (step between 1 and 7),
    code text not null unique,
    name text not null,
    name_en text not null
);
comment on table wuquan.step is 'The seven steps of the closed loop (闭环).';
comment on column wuquan.step.step is 'Order of the step, 1 to 7.';
comment on column wuquan.step.code is 'Stable code used by files and programs.';
comment on column wuquan.step.name is 'Chinese name.';
comment on column wuquan.step.name_en is 'English name.';
insert into wuquan.step (step, code, name, name_en) values
    (1, 'collect', '信息采集', 'Collect'),
    (2, 'file', '案卷建立', 'File'),
    (3, 'dispatch', '任务派遣', 'Dispatch'),
    (4, 'handle', '任务处置', 'Handle'),
    (5, 'feedback', '处理反馈', 'Feed back'),
    (6, 'verify', '核查结案', 'Verify and close'),
    (7, 'evaluate', '综合评价', 'Evaluate');

create table wuquan.incident_type_limit (
    type_id smallint not null references wuquan.incident_type,
    step smallint not null references wuquan.step,
    amount integer not null check (amount > 0),
    unit text not null check (unit in ('second', 'minute', 'working_hour', 'working_day')),
    primary key (type_id, step)
);
comment on table wuquan.incident_type_limit is 'How long each step of a type may take.';
comment on column wuquan.incident_type_limit.type_id is 'Incident type.';
comment on column wuquan.incident_type_limit.step is 'Step that the limit ends.';
comment on column wuquan.incident_type_limit.amount is 'Length in the unit.';
comment on column wuquan.incident_type_limit.unit is 'second and minute by the clock; working_hour and working_day by the working calendar.';

create table wuquan.catalogue_item (
    list text not null check (list in ('task_department', 'task_street', 'task_grid', 'task_unit', 'standard', 'visit', 'hazard')),
    item smallint not null check (item > 0),
    name text not null,
    name_en text not null,
    circle_id smallint references wuquan.circle,
    defence_id smallint references wuquan.defence,
    primary key (list, item)
);
comment on table wuquan.catalogue_item is 'Responsibility tasks (77 in four lists), construction standards (100), visit categories (37) and hazard categories (30).';
comment on column wuquan.catalogue_item.list is 'Which list.';
comment on column wuquan.catalogue_item.item is 'Number in the list.';
comment on column wuquan.catalogue_item.name is 'Chinese text.';
comment on column wuquan.catalogue_item.name_en is 'English text.';
comment on column wuquan.catalogue_item.circle_id is 'Circle it belongs to, when it belongs to one.';
comment on column wuquan.catalogue_item.defence_id is 'Defence it belongs to, when it belongs to one.';

create table wuquan.indicator (
    indicator_id smallint primary key,
    code text not null unique,
    name text not null,
    name_en text not null,
    measure text not null check (measure in ('count_yoy', 'count', 'ratio', 'days_since', 'reported')),
    outcome text,
    better text not null check (better in ('lower', 'higher')),
    definition text not null,
    definition_en text not null
);
comment on table wuquan.indicator is 'Indicators that are computed from incidents, suppressed counts or reported figures; no result is stored here.';
comment on column wuquan.indicator.indicator_id is 'Key and order on screen.';
comment on column wuquan.indicator.code is 'Stable code used by programs.';
comment on column wuquan.indicator.name is 'Chinese name.';
comment on column wuquan.indicator.name_en is 'English name.';
comment on column wuquan.indicator.measure is 'count_yoy trailing 365 days against the 365 before; count in the trailing 365; ratio with the outcome over all, trailing 365 days against the 365 days three years before; days_since the last one; reported a figure received.';
comment on column wuquan.indicator.outcome is 'Outcome that counts, for ratio and count.';
comment on column wuquan.indicator.better is 'Which direction is good.';
comment on column wuquan.indicator.definition is 'How it is counted, in Chinese.';
comment on column wuquan.indicator.definition_en is 'How it is counted, in English.';

create table wuquan.indicator_type (
    indicator_id smallint not null references wuquan.indicator,
    type_id smallint not null references wuquan.incident_type,
    primary key (indicator_id, type_id)
);
comment on table wuquan.indicator_type is 'Which incident types an indicator counts.';
comment on column wuquan.indicator_type.indicator_id is 'Indicator.';
comment on column wuquan.indicator_type.type_id is 'Incident type counted by it.';

create table wuquan.reported_figure (
    indicator_id smallint not null references wuquan.indicator,
    as_of date not null,
    value double precision not null check (value between -1e15 and 1e15),
    note text not null,
    note_en text not null,
    primary key (indicator_id, as_of)
);
comment on table wuquan.reported_figure is 'Figures received as such from elsewhere, with their day.';
comment on column wuquan.reported_figure.indicator_id is 'Indicator.';
comment on column wuquan.reported_figure.as_of is 'Day for which it was reported.';
comment on column wuquan.reported_figure.value is 'The figure.';
comment on column wuquan.reported_figure.note is 'What it says and who reported it, in Chinese.';
comment on column wuquan.reported_figure.note_en is 'The same in English.';

create table wuquan.attribute (
    name text primary key,
    value text not null
);
comment on table wuquan.attribute is 'What this database says of itself: district name, whether it is a demonstration, its seed and the time up to which it was generated.';
comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, simulated_rate.';
comment on column wuquan.attribute.value is 'Value as text.';
