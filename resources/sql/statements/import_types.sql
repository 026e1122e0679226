-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Types that an imported incident can have: those of which everything is known that an incident needs.
select type_id, code, name, circle_id, platform_id, level, severity from wuquan.incident_type
where platform_id is not null and level is not null order by type_id
