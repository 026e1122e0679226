// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

#include <functional>
#include <vector>

namespace wuquan {

/// Half of them, and nine of ten, were done within so many seconds of the report; none when none was done.
struct DrillTimes {
    std::optional<double> median_s, p90_s;

    bool operator==(const DrillTimes &) const = default;
};

/// How many of those of whom it can be said were within their limit.
struct DrillShare {
    int kept = 0;
    int judged = 0;

    bool operator==(const DrillShare &) const = default;
};

/// One step of all incidents that were brought in; the real figures are those of the same incidents.
struct DrillStepSum {
    QString step; ///< dispatch, accept, arrive, handle or close
    int brought = 0;
    int done = 0;
    int missing = 0; ///< not done, though somebody should have
    DrillTimes exercise, real;
    DrillShare inTime, reallyInTime;
};

struct DrillScore {
    int incidents = 0; ///< that the drill has
    std::vector<DrillStepSum> steps; ///< in order; empty when nothing was brought in
};

/// A step of one incident.
struct DrillStep {
    int number = 0; ///< of the incident in the day
    int at_s = 0; ///< its report, in seconds from the begin of the day
    QString type; ///< code
    QString step;
    std::optional<double> exercise_s; ///< from the report; none: not done
    std::optional<int> real_s;
    std::optional<bool> kept, reallyKept; ///< its limit
    bool missing = false; ///< see DrillStepSum
    QString post; ///< that did it; empty when nobody did
};

/// The sums, counted from the rows as they are now. ErrorKind::Refused when the database is no drill.
[[nodiscard]] Result<DrillScore> readDrillScore(postgres::Session &session);
/// Hands on every step of every incident that was brought in, by incident and step.
[[nodiscard]] Result<void> readDrillSteps(
    postgres::Session &session, const std::function<void(const DrillStep &)> &take);

} // namespace wuquan
