// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

#include <QDate>
#include <QStringList>

namespace wuquan {

struct DrillRequest {
    QDate day; ///< in Asia/Shanghai; invalid: the last whole one with incidents
    bool again = false; ///< in place of the drill that the database holds
};

/// What a drill was made of.
struct DrillReport {
    QDate day;
    std::int64_t frameRows = 0; ///< of tables of configuration
    int incidents = 0;
    int solvedOnTheSpot = 0; ///< left out: they were only recorded, and asked nobody for anything
    int suppressed = 0; ///< left out: of kinds that privacy keeps out of every copy
    int seats = 0; ///< of the drill before, kept
    QStringList lostSeats; ///< whose street, department or team is no more
};

/// Makes a database into the drill of a day of another one: its configuration, and the incidents without words, keys,
/// case numbers, teams and exact places. The source is read in one snapshot by a transaction that can't write; the
/// target must be empty, or with again a drill, of which only the seats remain. Both are the owner's to open.
[[nodiscard]] Result<DrillReport> prepareDrill(
    const postgres::Settings &from, const postgres::Settings &to, const DrillRequest &request);

} // namespace wuquan
