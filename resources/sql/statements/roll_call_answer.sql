-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select wuquan.roll_call_answer($1::uuid, $2::bigint, $3::bigint, $4)::text
