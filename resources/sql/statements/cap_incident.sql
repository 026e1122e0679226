-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a message to others says of incident $1; no words that people wrote.
select i.version, t.name, t.code, i.level, i.severity, i.platform_id, i.reported_at, s.code,
    nullif(concat_ws(' · ', st.name, c.name), ''), g.code, i.longitude, i.latitude
from wuquan.incident i
join wuquan.incident_type t using (type_id)
join wuquan.incident_state s using (state)
left join wuquan.area g on g.area_id = i.grid_id
left join wuquan.area c on c.area_id = g.parent_id
left join wuquan.area st on st.area_id = i.street_id
where i.incident_id = $1
