// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <cstdint>
#include <optional>

class QStringView;

namespace wuquan {

/// A day in Asia/Shanghai, counted from 1970-01-01. Shanghai has kept UTC+8 without summer time since 1991.
using LocalDay = std::int32_t;

inline constexpr std::chrono::hours shanghaiOffset{8};

[[nodiscard]] inline LocalDay localDay(Instant instant)
{
    return LocalDay(std::chrono::floor<std::chrono::days>(instant + shanghaiOffset).time_since_epoch().count());
}

[[nodiscard]] inline Instant startOfDay(LocalDay day)
{
    return std::chrono::sys_days(std::chrono::days(day)) - shanghaiOffset;
}

/// 0…86,399.
[[nodiscard]] inline int secondOfDay(Instant instant)
{
    return int(std::chrono::floor<std::chrono::seconds>(instant - startOfDay(localDay(instant))).count());
}

/// 0 Sunday … 6 Saturday.
[[nodiscard]] constexpr int weekday(LocalDay day)
{
    return (day % 7 + 11) % 7;
}

/// Units of wuquan.incident_type_limit.
enum class LimitUnit : std::uint8_t { Second, Minute, WorkingHour, WorkingDay };

/// How long a step may take.
struct StepLimit {
    std::int32_t amount = 1;
    LimitUnit unit = LimitUnit::WorkingDay;

    /// Reads "60 second", "2 working_hour".
    static std::optional<StepLimit> parse(QStringView text);
    /// The unit as the database names it.
    [[nodiscard]] const char *unitName() const;
    /// Seconds by the clock for second and minute, seconds of working time for the others.
    [[nodiscard]] std::int64_t seconds() const;
    [[nodiscard]] bool isWorkingTime() const { return unit >= LimitUnit::WorkingHour; }
    bool operator==(const StepLimit &) const = default;
};

// Working time of the demo district: Monday to Friday, 9:00 to 17:00, eight hours a day. It knows no holidays: the
// rosters that do belong to the database, not to the demo.

/// The instant at which so many seconds of working time have passed.
[[nodiscard]] Instant afterWorkingTime(Instant start, std::int64_t seconds);
/// The instant at which permille of the limit have passed since start, by the clock or by working time.
[[nodiscard]] Instant afterShare(Instant start, StepLimit limit, std::int64_t permille);
/// When a step that began at start is due.
[[nodiscard]] inline Instant due(Instant start, StepLimit limit)
{
    return afterShare(start, limit, 1000);
}

} // namespace wuquan
