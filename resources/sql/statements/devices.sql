-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All devices, or those with the keys $1.
select device_id, kind_id, state, name, grid_id, longitude, latitude, heading, field_of_view, reach, version
from wuquan.device
where $1::bigint[] is null or device_id = any ($1::bigint[])
