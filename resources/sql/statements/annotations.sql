-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All annotations, or those with the keys $1; what was removed is none.
select annotation_id, kind, role, points, text, author, created_at, version
from wuquan.annotation
where removed_at is null and ($1::bigint[] is null or annotation_id = any ($1::bigint[]))
