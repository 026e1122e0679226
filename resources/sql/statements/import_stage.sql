-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the rows of a batch wait for the insert.
create temporary table import_row (
    source_id text not null,
    platform_id smallint not null,
    foreign_case_no text,
    foreign_owner text,
    type_id smallint not null,
    circle_id smallint not null,
    level smallint not null,
    severity smallint not null,
    street_id integer,
    grid_id integer,
    longitude double precision,
    latitude double precision,
    title text not null,
    state smallint not null,
    self_handled boolean not null,
    outcome text,
    reported_at timestamptz not null,
    filed_at timestamptz,
    dispatched_at timestamptz,
    accepted_at timestamptz,
    arrived_at timestamptz,
    handled_at timestamptz,
    closed_at timestamptz
)
