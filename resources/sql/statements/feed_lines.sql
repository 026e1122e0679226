-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What feed_changes.sql tells, without what can't change while a primary is connected: for looking again at once.
select pg_current_snapshot()::text, clock_timestamp(), (select dropped_through from wuquan.change_log_retention), c.xid, c.id, c.entity, c.entity_id, c.version, c.operation
from (values (1)) one
left join lateral (
    (select l.* from unnest($4::text::xid8[]) t
        cross join lateral (select xid, id, entity, entity_id, version, operation from wuquan.change_log
            where xid = t and id > case when t > $1::text::xid8 then 0 else $2::bigint end order by id limit $3::bigint) l
        where t >= $1::text::xid8 and pg_visible_in_snapshot(t, pg_current_snapshot())
        order by l.xid, l.id limit $3::bigint)
    union all
    (select xid, id, entity, entity_id, version, operation from wuquan.change_log
        where (xid, id) > ($5::text::xid8, $6::bigint) order by xid, id limit $3::bigint)
    order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
