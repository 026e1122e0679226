// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

#include <QDate>

namespace wuquan {

/// The incidents of a day as a drill takes them along: no words, no keys, no case number, no team, another place in the
/// same grid.
struct DrillDay {
    QDate day; ///< in Asia/Shanghai
    QByteArray elements; ///< rows of drill_incident, as those of a JSON array
    int incidents = 0;
    int solvedOnTheSpot = 0; ///< left out: they were only recorded, and asked nobody for anything
    int suppressed = 0; ///< left out: of kinds that privacy keeps out of every copy
};

/// Reads a day from its owner's session; an invalid one: the last whole day with incidents. ErrorKind::Refused when
/// there is nothing to practise with.
[[nodiscard]] Result<DrillDay> readDrillDay(postgres::Session &from, const QDate &wanted);

} // namespace wuquan
