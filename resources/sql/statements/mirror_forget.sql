-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forgets how far a mirror had come, so that it compares everything with its source anew.
delete from wuquan.mirror_progress
