// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/workingcalendar.h"

#include <QStringView>

#include <QLatin1StringView>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::array unitNames{"second", "minute", "working_hour", "working_day"};
constexpr std::array<std::int64_t, 4> unitSeconds{1, 60, 3600, 8 * 3600};
constexpr int workBegins = 9 * 3600, workEnds = 17 * 3600;

} // namespace

std::optional<StepLimit> StepLimit::parse(QStringView text)
{
    const qsizetype blank = text.indexOf(u' ');
    bool number = false;
    const int amount = text.left(blank).toInt(&number);
    const auto unit = std::ranges::find_if(
        unitNames, [&](const char *name) { return text.mid(blank + 1) == QLatin1StringView(name); });
    if (blank < 0 || !number || amount <= 0 || unit == unitNames.end())
        return std::nullopt;
    return StepLimit{amount, LimitUnit(unit - unitNames.begin())};
}

const char *StepLimit::unitName() const
{
    return unitNames[std::size_t(unit)];
}

std::int64_t StepLimit::seconds() const
{
    return amount * unitSeconds[std::size_t(unit)];
}

Instant afterWorkingTime(Instant start, std::int64_t seconds)
{
    LocalDay day = localDay(start);
    std::int64_t second = std::clamp(secondOfDay(start), workBegins, workEnds);
    for (;; ++day, second = workBegins) {
        if (weekday(day) == 0 || weekday(day) == 6)
            continue;
        const std::int64_t left = workEnds - second;
        if (seconds <= left && left > 0)
            return std::max(start, startOfDay(day) + std::chrono::seconds(second + seconds));
        seconds -= left;
    }
}

Instant afterShare(Instant start, StepLimit limit, std::int64_t permille)
{
    const std::int64_t seconds = limit.seconds() * permille / 1000;
    return limit.isWorkingTime() ? afterWorkingTime(start, seconds) : start + std::chrono::seconds(seconds);
}

} // namespace wuquan
