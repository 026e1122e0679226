-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Takes in an incident of the type with the code $1, or without one with the name $2: no row when there is none.
select wuquan.ingest('import', $3, t.type_id, $4,
    (select g.area_id from wuquan.area g where g.code = $5 and g.level = 4 and g.valid_to is null),
    $6::double precision, $7::double precision, $8::timestamptz, $3, null)::text
from wuquan.incident_type t
where case when $1::text is not null then t.code = $1 else t.name = $2 or t.name_en = $2 end
order by t.type_id limit 1
