-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everything of the transactions before $3 in the cluster $1 on the timeline $2 has been taken over.
update wuquan.mirror_source set system_identifier = $1::bigint, timeline = $2::integer, horizon = $3::text::xid8
