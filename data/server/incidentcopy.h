// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/demoincident.h"

#include <functional>

namespace wuquan {

/// Copies incidents into the database in one statement; next gives them one after the other, none at the end.
Result<std::int64_t> copyIncidents(
    postgres::Session &session, const DemoWorld &world, const std::function<const DemoIncident *()> &next);

/// Copies events in one statement.
Result<std::int64_t> copyEvents(postgres::Session &session, const std::vector<DemoEvent> &events);

/// The indexes, foreign keys and triggers of a table, taken away for a bulk load and put back after it: 600,000 rows
/// are checked and indexed together in a fraction of the time that one by one takes. What the triggers would have
/// written is the caller's to write.
class BulkLoad {
public:
    /// Drops them; inside a transaction, so that nothing is lost when the load fails.
    static Result<BulkLoad> begin(postgres::Session &session, const QByteArray &table);
    /// Makes them again; the foreign keys check every row.
    Result<void> end(postgres::Session &session) const;

private:
    QByteArrayList m_again;
};

} // namespace wuquan
