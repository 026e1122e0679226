-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Gives the attribute $1 the value $2, where it has another.
insert into wuquan.attribute as a (name, value) values ($1, $2)
on conflict (name) do update set value = excluded.value where a.value <> excluded.value
