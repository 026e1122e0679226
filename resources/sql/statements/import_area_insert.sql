-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A new area with the code $1 from the day $2 on (null: since ever): level $3, name $4, English name $5, pinyin $6,
-- parent $7, boundary $8, population $9.
insert into wuquan.area (code, valid_from, level, name, name_en, pinyin, parent_id, boundary, population)
values ($1, coalesce($2::date, '0001-01-01'), $3, $4, $5, $6, $7, $8, $9)
returning area_id
