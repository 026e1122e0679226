-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Settings of a session on a source, where that server knows them: values that read the same whoever configured it, one
-- core, no write, no waiting for locks, and no search path of its own.
select name, set_config(name, value, false)
from (values ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'), ('intervalstyle', 'iso_8601'), ('bytea_output', 'hex'),
        ('extra_float_digits', '3'), ('default_transaction_read_only', 'on'), ('lock_timeout', '5s'),
        ('statement_timeout', '60s'), ('jit', 'off'), ('max_parallel_workers_per_gather', '0'),
        ('search_path', 'pg_catalog')) as wanted(name, value)
where exists (select from pg_settings s where lower(s.name) = wanted.name)
