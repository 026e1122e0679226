-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every visible change of a source after the cursor ($1 transaction, $2 id), at most $3, each beside the oldest running
-- transaction of this snapshot, the epoch and what retention has dropped; one row without a change when there is none.
select h.horizon, h.system_identifier, h.timeline, h.dropped_through, c.xid, c.id, c.entity, c.entity_id
from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon,
        (select system_identifier from wuquan.feed_epoch) as system_identifier,
        (select timeline from wuquan.feed_epoch) as timeline,
        (select dropped_through from wuquan.change_log_retention) as dropped_through) h
left join lateral (select xid, id, entity, entity_id from wuquan.change_log
    where (xid, id) > ($1::text::xid8, $2::bigint) order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
