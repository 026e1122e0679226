-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a snapshot stands: transactions, whether this is a standby, server time, the time up to which the data is complete
-- (that of the last change for a standby that waits for its primary), the day in Shanghai, the epoch written down,
-- what retention has dropped, and the timeline this server is on (none when it may not say).
select pg_current_snapshot()::text, pg_is_in_recovery(), clock_timestamp(),
    case when pg_is_in_recovery()
        and (pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn() or not exists (select from pg_stat_wal_receiver))
        then pg_last_xact_replay_timestamp() else clock_timestamp() end,
    (now() at time zone 'Asia/Shanghai')::date,
    (select system_identifier from wuquan.feed_epoch), (select timeline from wuquan.feed_epoch),
    (select recovery from wuquan.feed_epoch),
    (select dropped_through from wuquan.change_log_retention),
    case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)
        else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer end
