-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every visible change after the cursor ($1 transaction, $2 id), at most $3, each beside the horizon of this snapshot;
-- one row without a change when there is none.
select h.horizon, h.at, h.day, h.system_identifier, h.timeline, h.dropped_through, c.xid, c.id, c.entity, c.entity_id,
    c.version, c.operation
from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon, clock_timestamp() as at,
        (clock_timestamp() at time zone 'Asia/Shanghai')::date as day,
        (select system_identifier from wuquan.feed_epoch) as system_identifier,
        (select timeline from wuquan.feed_epoch) as timeline,
        (select dropped_through from wuquan.change_log_retention) as dropped_through) h
left join lateral (select xid, id, entity, entity_id, version, operation from wuquan.change_log
    where (xid, id) > ($1::text::xid8, $2::bigint) order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
