-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select outcome, annotation, version_now
from wuquan.annotation_put($1::uuid, $2::bigint, $3::bigint, $4::integer, $5::integer, $6::jsonb, $7::text)
