-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ends the area $1 on the day $2, from which another row of the same code holds.
update wuquan.area set valid_to = $2::date where area_id = $1
