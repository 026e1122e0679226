-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The slices of the relation $1 that have been taken over.
select slice_from, slice_to, row_count, row_sum, version_sum from wuquan.mirror_progress where relation = $1
order by slice_from
