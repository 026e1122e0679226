-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest $1 lines of the change log, newest first: by which change each row of a state came to be what it is.
select xid, id, entity, entity_id, version, operation from wuquan.change_log order by xid desc, id desc limit $1::bigint
