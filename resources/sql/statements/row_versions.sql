-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Key and version of rows of one kind ($1, as change_log.entity) with the keys $2.
select area_id, version from wuquan.area where $1::integer = 1 and area_id = any ($2::bigint[])
union all
select place_id, version from wuquan.place where $1::integer = 2 and place_id = any ($2::bigint[])
union all
select device_id, version from wuquan.device where $1::integer = 3 and device_id = any ($2::bigint[])
union all
select responder_id, version from wuquan.responder where $1::integer = 4 and responder_id = any ($2::bigint[])
union all
select incident_id, version from wuquan.incident where $1::integer = 5 and incident_id = any ($2::bigint[])
