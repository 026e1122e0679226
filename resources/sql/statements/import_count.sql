-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many of the waiting rows source $1 has not given before; what an import would add.
select count(distinct r.source_id) from import_row r
where not exists (select from wuquan.incident i where i.source = $1 and i.source_id = r.source_id)
