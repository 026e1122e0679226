-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The area with the code $1 that holds on the day $2 (null: the one that holds now and later), and whether it already is
-- level $3, name $4, English name $5, pinyin $6, parent $7, boundary $8, population $9; null values are not compared.
select area_id, level,
    (level, name, parent_id, boundary) is not distinct from ($3::smallint, $4::text, $7::integer, $8::jsonb)
        and name_en is not distinct from coalesce($5::text, name_en)
        and pinyin is not distinct from coalesce($6::text, pinyin)
        and population is not distinct from coalesce($9::integer, population) as same,
    valid_from < $2::date as older
from wuquan.area
where code = $1 and (($2::date is null and valid_to is null)
    or (valid_from <= $2::date and (valid_to is null or valid_to > $2::date)))
order by valid_from desc limit 1
