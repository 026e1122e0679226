-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What feed_changes.sql tells, without what can't change while a primary is connected: for looking again at once.
select pg_current_snapshot()::text, clock_timestamp(), (select dropped_through from wuquan.change_log_retention), c.xid, c.id, c.entity, c.entity_id, c.version, c.operation
from (values (1)) one
left join lateral (
    (select l.xid, l.id, l.entity, l.entity_id, l.version, l.operation from unnest($4::text::xid8[]) t
        join wuquan.change_log l on l.xid = t and (t > $1::text::xid8 or l.id > $2::bigint)
        where t >= $1::text::xid8 and pg_visible_in_snapshot(t, pg_current_snapshot())
        order by l.xid, l.id limit $3::bigint)
    union all
    (select xid, id, entity, entity_id, version, operation from wuquan.change_log
        where (xid, id) > ($5::text::xid8, $6::bigint) order by xid, id limit $3::bigint)
    order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
