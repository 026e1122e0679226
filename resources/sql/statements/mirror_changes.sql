-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Visible changes of a source, at most $3: those behind the position ($1 transaction, $2 id) of the transactions $4 that have
-- finished meanwhile, and all behind the position ($5, $6). Each stands beside the snapshot's transactions, whether this is
-- a standby, the epoch (a source may know no recovery) and what retention has dropped; one row without a change when there
-- is none.
select h.*, c.xid, c.id, c.entity, c.entity_id
from (select pg_current_snapshot()::text, pg_is_in_recovery(),
        (select system_identifier from wuquan.feed_epoch), (select timeline from wuquan.feed_epoch),
        (select (to_jsonb(e) ->> 'recovery')::bigint from wuquan.feed_epoch e),
        (select dropped_through from wuquan.change_log_retention)) h
left join lateral (
    (select l.xid, l.id, l.entity, l.entity_id from unnest($4::text::xid8[]) t
        join wuquan.change_log l on l.xid = t and (t > $1::text::xid8 or l.id > $2::bigint)
        where t >= $1::text::xid8 and pg_visible_in_snapshot(t, pg_current_snapshot())
        order by l.xid, l.id limit $3::bigint)
    union all
    (select xid, id, entity, entity_id from wuquan.change_log
        where (xid, id) > ($5::text::xid8, $6::bigint) order by xid, id limit $3::bigint)
    order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
