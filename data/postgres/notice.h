// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct pg_conn;
struct pg_result;

namespace wuquan::postgres {

/// Lets the server's notices go to the log category wuquan.data.postgres instead of the error output.
void logNotices(pg_conn *connection);
/// Writes one notice to that category.
void logNotice(const pg_result *notice);

} // namespace wuquan::postgres
