-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select (wuquan.room_beat($1::bigint) || jsonb_build_object('voids', wuquan.voids()))::text
