-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys among $2 of the kind $1 (as change_log.entity) whose rows were deleted as far back as the change log goes.
select distinct entity_id from wuquan.change_log where entity = $1::smallint and operation = 'D' and entity_id = any ($2::bigint[])
