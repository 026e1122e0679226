-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Writes what the slice $2 … $3 of the relation $1 looked like: $4 rows, sums of their hashes $5 and of their versions $6.
insert into wuquan.mirror_progress as p (relation, slice_from, slice_to, row_count, row_sum, version_sum)
values ($1, $2, $3, $4, $5, $6)
on conflict (relation, slice_from) do update set slice_to = excluded.slice_to, row_count = excluded.row_count,
    row_sum = excluded.row_sum, version_sum = excluded.version_sum, taken_at = now()
