-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All lists of kinds in one answer.
select 'device', kind_id, code, name, name_en, null::smallint from wuquan.device_kind
union all select 'place', kind_id, code, name, name_en, circle_id from wuquan.place_kind
union all select 'responder', kind_id, code, name, name_en, null from wuquan.responder_kind
union all select 'source', 0, source, name, name_en, null from wuquan.source
