-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select type_id, code, name, name_en, pinyin, circle_id, severity from wuquan.incident_type
