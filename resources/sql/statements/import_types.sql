-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Types that an imported incident can have.
select type_id, code, name, circle_id, platform_id, level, severity from wuquan.incident_type order by type_id
