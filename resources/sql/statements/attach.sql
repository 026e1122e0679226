-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select wuquan.attach($1::bigint, $2, $3::bytea, $4)::text
