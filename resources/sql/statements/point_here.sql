-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select wuquan.point_here($1::uuid, $2::bigint, $3::double precision, $4::double precision, $5::double precision, $6)::text
