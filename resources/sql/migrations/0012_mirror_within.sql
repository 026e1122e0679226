-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A mirror says in seconds how long ago it should have seen its source, so that the screens can tell when it is late.

comment on column wuquan.attribute.name is 'Name: title, title_en, demo, demo_seed, demo_as_of, demo_still, simulated_rate; of a mirror mirror_from, mirror_promise, mirror_promise_en, mirror_within_s, mirror_seen_at, mirror_rejected, mirror_suppressed.';
