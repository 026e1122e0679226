-- SPDX-FileCopyrightText: 2026 The Wuquan authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was closed today is evaluated today, whenever it was reported: stations read it by this.

create index incident_closed on wuquan.incident (closed_at) where state = 6;
