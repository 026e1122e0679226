-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- As row_versions.sql, of a table that a foreign database may lack.
select annotation_id, version from wuquan.annotation where $1::integer = 7 and annotation_id = any ($2::bigint[])
