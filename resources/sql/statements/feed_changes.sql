-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Visible changes, at most $3: those behind the position ($1 transaction, $2 id) of the transactions $4 that have finished
-- meanwhile, and all behind the position ($5, $6). Each stands beside what feed_horizon.sql tells of the same snapshot; one
-- row without a change when there is none.
select h.*, c.xid, c.id, c.entity, c.entity_id, c.version, c.operation
from (select pg_current_snapshot()::text, pg_is_in_recovery(), clock_timestamp(),
        case when pg_is_in_recovery()
            and (pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn() or not exists (select from pg_stat_wal_receiver))
            then pg_last_xact_replay_timestamp() else clock_timestamp() end,
        (clock_timestamp() at time zone 'Asia/Shanghai')::date,
        (select system_identifier from wuquan.feed_epoch), (select timeline from wuquan.feed_epoch),
        (select recovery from wuquan.feed_epoch),
        (select dropped_through from wuquan.change_log_retention),
        case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)
            else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer end) h
left join lateral (
    -- What a transaction has written and not committed is not looked at again and again while it runs. Each is looked for
    -- by itself: as one join the planner, once the table was analysed, went through the whole log and asked of each line
    -- whether its transaction is among them.
    (select l.* from unnest($4::text::xid8[]) t
        cross join lateral (select xid, id, entity, entity_id, version, operation from wuquan.change_log
            where xid = t and id > case when t > $1::text::xid8 then 0 else $2::bigint end order by id limit $3::bigint) l
        where t >= $1::text::xid8 and pg_visible_in_snapshot(t, pg_current_snapshot())
        order by l.xid, l.id limit $3::bigint)
    union all
    -- One comparison: beside another the index would be gone through from the lower of the two.
    (select xid, id, entity, entity_id, version, operation from wuquan.change_log
        where (xid, id) > ($5::text::xid8, $6::bigint) order by xid, id limit $3::bigint)
    order by xid, id limit $3::bigint) c on true
order by c.xid, c.id
