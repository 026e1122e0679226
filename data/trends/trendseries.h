// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/domain/circle.h"
#include "data/trends/expectedband.h"
#include "data/trends/trendstep.h"

#include <QDate>

#include <optional>
#include <vector>

namespace wuquan {

class TrendCube;

/// One step of a chart.
struct TrendPoint {
    QDate start; ///< first day
    QDate end; ///< the day after the last one
    std::optional<int> thisYear; ///< none where the cube does not reach
    /// The same step a year before, as aYearBefore says.
    std::optional<int> lastYear;
    std::optional<ExpectedRange> expected;
    bool partial = false; ///< not over yet: counted up to now

    bool operator==(const TrendPoint &) const = default;
};

/// What a chart draws, and the figure above it.
struct TrendSeries {
    std::vector<TrendPoint> points; ///< oldest first; the last one is the present, unfinished step
    int present = 0; ///< the present step up to now
    int presentLastYear = 0; ///< the same step a year before, up to the same day and second of the day

    /// present / presentLastYear − 1; none when there was nothing last year.
    [[nodiscard]] std::optional<double> change() const;
    bool operator==(const TrendSeries &) const = default;
};

/// 30 days, 26 weeks or 12 months.
[[nodiscard]] int stepCount(TrendStep step);

/// The first day of the step in which this day lies; weeks begin on Monday.
[[nodiscard]] QDate startOfStep(QDate day, TrendStep step);

/// The day a year before with which a day is compared: 364 days earlier in days and weeks, so that weekdays meet; the
/// same date in months.
[[nodiscard]] QDate aYearBefore(QDate day, TrendStep step);

/// The series of a circle in a street (none: the whole district). todaySoFar is counted from the store at the same cut
/// as everything else on screen; the cube gives the days before today, which is its end day.
[[nodiscard]] TrendSeries trendSeries(const TrendCube &cube, std::optional<AreaId> street, Circle circle,
    TrendStep step, int todaySoFar, int secondOfDay);

} // namespace wuquan
