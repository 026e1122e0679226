-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All places, or those with the keys $1.
select place_id, kind_id, name, name_en, grid_id, longitude, latitude, version
from wuquan.place
where $1::bigint[] is null or place_id = any ($1::bigint[])
