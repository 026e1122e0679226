// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/circle.h"
#include "data/server/random.h"
#include "data/server/workingcalendar.h"

namespace wuquan {

/// When things happen: by hour, weekday and season, with days that are busier than others for no reason.
/// Every weight is a whole number and depends only on the seed, the circle and the day.
class DemoRhythm {
public:
    explicit DemoRhythm(std::uint64_t seed);

    /// How busy a day is; about 10,000 on average.
    [[nodiscard]] std::int64_t dayWeight(Circle circle, LocalDay day) const;
    /// A time of day in seconds.
    [[nodiscard]] int secondOfDay(Circle circle, Random &random) const;
    /// The share of a day's incidents that falls before a time of day, in millionths.
    [[nodiscard]] std::int64_t shareBefore(Circle circle, int secondOfDay) const;

private:
    std::uint64_t m_seed;
    std::array<Weighted, 5> m_hours;
};

} // namespace wuquan
