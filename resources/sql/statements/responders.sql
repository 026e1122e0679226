-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All responders, or those with the keys $1.
select responder_id, kind_id, state, name, name_en, street_id, longitude, latitude, headcount, version
from wuquan.responder
where $1::bigint[] is null or responder_id = any ($1::bigint[])
