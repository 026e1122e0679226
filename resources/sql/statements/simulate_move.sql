-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Post $1 does $4 with incident $2, which is in state $3, with the details $5, at $6: whether it could be done.
select wuquan.dispatch_simulated($1, $2, $3::smallint, $4, $5::jsonb, $6)
