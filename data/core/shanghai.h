// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QDate>
#include <QTime>

// The one home of conversions between instants and the district's wall clock. Asia/Shanghai has been UTC+8 without
// summer time since 15 September 1991 (IANA tz database, file asia), so no table is needed for what we show.
namespace wuquan::shanghai {

inline constexpr std::chrono::hours offset{8};

[[nodiscard]] inline QDate dayOf(Instant instant)
{
    const auto days = std::chrono::floor<std::chrono::days>(instant + offset).time_since_epoch().count();
    return QDate(1970, 1, 1).addDays(days);
}

/// 0…86399.
[[nodiscard]] inline int secondOfDay(Instant instant)
{
    const auto local = instant + offset;
    return int(std::chrono::floor<std::chrono::seconds>(local - std::chrono::floor<std::chrono::days>(local)).count());
}

[[nodiscard]] inline QTime timeOf(Instant instant)
{
    return QTime::fromMSecsSinceStartOfDay(secondOfDay(instant) * 1000);
}

/// Midnight at which the day begins.
[[nodiscard]] inline Instant startOf(QDate day)
{
    return Instant(std::chrono::days(QDate(1970, 1, 1).daysTo(day))) - offset;
}

} // namespace wuquan::shanghai
