-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lines of the change log of transactions $1 to $2: to find those that this history does not hold.
select xid, id, entity, entity_id, version, operation from wuquan.change_log 
where xid between $1::text::xid8 and $2::text::xid8
