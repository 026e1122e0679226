// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/incident.h"
#include "data/geo/point.h"

#include <QDate>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

/// What is kept of an incident that was reported on an earlier day: where, when and of what sort, nothing else.
struct PastIncident {
    QDate day; ///< in Shanghai
    std::optional<WorldPoint> at; ///< none: no usable position
    IncidentTypeId type;
    AreaId street; ///< 0: none
    AreaId grid; ///< 0: none
    Circle circle = Circle::Public;
    Severity severity = Severity::Normal;
    bool isNamed = false; ///< the text that was asked for is in its title or one of its numbers

    bool operator==(const PastIncident &) const = default;
};

/// Which of them somebody wants: whole days in Shanghai, both ends among them.
struct PastIncidentOrder {
    std::uint64_t number = 0; ///< of the order; an answer has the same
    QDate from;
    QDate to;
    QString text; ///< looked for in titles and numbers

    bool operator==(const PastIncidentOrder &) const = default;
};

/// What a database told: the rows, and how many there are that can't be used.
struct PastIncidentRows {
    std::vector<PastIncident> rows; ///< the newest first
    bool isCut = false; ///< there are older ones in these days
    int irregular = 0;
};

} // namespace wuquan
