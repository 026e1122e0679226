-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every table and view of schema wuquan with its columns: relation, column, type below all domains, type as shown, whether
-- a row must give it a value, whether we may read it. From PostgreSQL 13 on, and from the catalogues only.
with recursive base (oid, typname) as (
    select oid, typname from pg_type where typtype <> 'd'
    union all
    select d.oid, b.typname from pg_type d join base b on b.oid = d.typbasetype where d.typtype = 'd'
)
select c.relname::text, a.attname::text, b.typname::text, format_type(a.atttypid, a.atttypmod),
    a.attnotnull and not a.atthasdef and a.attidentity = '', has_column_privilege(c.oid, a.attnum, 'select')
from pg_namespace n
join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join base b on b.oid = a.atttypid
where n.nspname = 'wuquan' and has_schema_privilege(n.oid, 'usage')
order by c.relname, a.attnum
