-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Areas valid today, or those with the keys $1.
select area_id, level, code, name, name_en, pinyin, parent_id, boundary, population, version
from wuquan.area
where valid_from <= (now() at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date)
  and ($1::bigint[] is null or area_id = any ($1::bigint[]))
order by level, area_id
