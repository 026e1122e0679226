-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a snapshot stands: horizon, server time, its Shanghai day, epoch and what retention has dropped.
select pg_snapshot_xmin(pg_current_snapshot()), now(), (now() at time zone 'Asia/Shanghai')::date,
    (select system_identifier from wuquan.feed_epoch), (select timeline from wuquan.feed_epoch),
    (select dropped_through from wuquan.change_log_retention)
