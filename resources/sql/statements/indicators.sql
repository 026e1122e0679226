-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select indicator_id, code, name, name_en, measure, better, definition, definition_en, null::float8, null::float8, null::bigint,
    null::bigint, null, null
from wuquan.indicator where $1::timestamptz is not null
