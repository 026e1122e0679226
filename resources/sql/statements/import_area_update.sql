-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Changes the area $10 in place, as import_area_insert would make it; null values stay as they are.
update wuquan.area set level = $3, name = $4, name_en = coalesce($5, name_en), pinyin = coalesce($6, pinyin),
    parent_id = $7, boundary = $8, population = coalesce($9, population)
where area_id = $10 and code = $1 and ($2::date is null or valid_from = $2::date)
returning area_id
