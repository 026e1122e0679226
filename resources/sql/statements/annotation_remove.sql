-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select outcome, annotation, version_now from wuquan.annotation_remove($1::uuid, $2::bigint, $3::bigint)
