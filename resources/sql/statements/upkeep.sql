-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
select wuquan.mark_overdue(), wuquan.keep_duty(), wuquan.keep_voids(), wuquan.room_keep(), wuquan.contact_keep()
