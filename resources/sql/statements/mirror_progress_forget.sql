-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets slices of the relation $1 that begin between $2 and $3.
delete from wuquan.mirror_progress where relation = $1 and slice_from > $2::bigint and slice_from < $3::bigint
