-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Makes this database the mirror of the source $1 with the options $2; it is no demonstration any more.
with plain as (delete from wuquan.attribute where name in ('demo', 'demo_seed', 'demo_as_of', 'demo_still', 'simulated_rate'))
insert into wuquan.mirror_source (source, options) values ($1, $2)
on conflict (one) do update set source = excluded.source, options = excluded.options, system_identifier = null,
    timeline = null, recovery = null, horizon = null, since = now()
