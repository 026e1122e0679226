-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a source can do: version as shown, its number, whether it is a standby, transaction numbers that never come again,
-- counting by slices. From PostgreSQL 13 and its relatives on.
select current_setting('server_version'), current_setting('server_version_num')::integer, pg_is_in_recovery(),
    to_regtype('xid8') is not null and to_regproc('pg_current_snapshot') is not null,
    exists (select from pg_proc where proname = 'width_bucket' and pronargs = 2)
