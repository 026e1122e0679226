-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database that is the mirror of a foreign one: whose, and how far each part has been taken over.

create table wuquan.mirror_source (
    one boolean primary key default true check (one),
    source text not null check (length(source) between 1 and 256),
    options text not null,
    system_identifier bigint,
    timeline integer,
    recovery bigint,
    horizon xid8,
    since timestamptz not null default now()
);
comment on table wuquan.mirror_source is 'Of which database this one is the mirror (one row; none when it is no mirror).';
comment on column wuquan.mirror_source.one is 'Always true: there is one row.';
comment on column wuquan.mirror_source.source is 'Service or database and host of the source, without secrets.';
comment on column wuquan.mirror_source.options is 'What else decides what is copied: coordinate system and sources.';
comment on column wuquan.mirror_source.system_identifier is 'Cluster of the source whose change log is followed; null when none is.';
comment on column wuquan.mirror_source.timeline is 'Timeline of that cluster.';
comment on column wuquan.mirror_source.recovery is 'Microseconds since 2000 of its last crash recovery.';
comment on column wuquan.mirror_source.horizon is 'Every change of the source''s transactions before this one has been taken over.';
comment on column wuquan.mirror_source.since is 'When this database became the mirror.';

create table wuquan.mirror_progress (
    relation text not null,
    slice_from bigint not null,
    slice_to bigint not null,
    row_count bigint not null check (row_count >= 0),
    row_sum text,
    version_sum text,
    taken_at timestamptz not null default now(),
    primary key (relation, slice_from),
    check (slice_from < slice_to)
);
comment on table wuquan.mirror_progress is 'What each slice of a relation looked like at the source when its rows were taken over, written together with them.';
comment on column wuquan.mirror_progress.relation is 'Table or view, the same on both sides.';
comment on column wuquan.mirror_progress.slice_from is 'Keys of the slice are above this.';
comment on column wuquan.mirror_progress.slice_to is 'And up to this.';
comment on column wuquan.mirror_progress.row_count is 'Rows at the source.';
comment on column wuquan.mirror_progress.row_sum is 'Sum of the hashes of these rows; null when the slice has to be taken over again, for rows of it wait for others.';
comment on column wuquan.mirror_progress.version_sum is 'Sum of the hashes of their keys and versions; empty where the source has no versions.';
comment on column wuquan.mirror_progress.taken_at is 'When they were taken over.';

insert into wuquan.source (source, name, name_en) values ('mirror', '外部数据库', 'Foreign database')
on conflict (source) do nothing;

-- What a foreign database does not tell is unknown, not made up.
alter table wuquan.incident_type
    alter column defence_id drop not null,
    alter column platform_id drop not null,
    alter column level drop not null;
comment on column wuquan.incident_type.defence_id is 'Defence that the type tests; null when a foreign database does not tell.';
comment on column wuquan.incident_type.platform_id is 'Platform that owns it; null when a foreign database does not tell.';
comment on column wuquan.incident_type.level is 'Usual level: 1 general, 2 larger, 3 major; null when a foreign database does not tell.';

comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, demo_still, simulated_rate; of a mirror mirror_from, mirror_promise, mirror_promise_en, mirror_seen_at, mirror_rejected, mirror_suppressed.';
