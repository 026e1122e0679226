-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether we may write annotations.
select coalesce(has_function_privilege(to_regprocedure(
    'wuquan.annotation_put(uuid, bigint, bigint, integer, integer, jsonb, text)'), 'execute'), false)
