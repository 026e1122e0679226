-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everything of the transactions before $4 in the cluster $1 on the timeline $2 since its recovery $3 has been taken over.
update wuquan.mirror_source set system_identifier = $1::bigint, timeline = $2::integer,
    recovery = $3::bigint, horizon = $4::text::xid8
