-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Grids valid today with their streets, by code: of two that share a border the first takes the points on it.
select g.area_id, c.parent_id as street_id, g.boundary
from wuquan.area g join wuquan.area c on c.area_id = g.parent_id
where g.level = 4 and g.boundary is not null
  and g.valid_from <= (now() at time zone 'Asia/Shanghai')::date and (g.valid_to is null or g.valid_to > (now() at time zone 'Asia/Shanghai')::date)
order by g.code
