// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/trends/trendcube.h"

#include <algorithm>
#include <numeric>

namespace wuquan {

TrendCube::TrendCube(QDate firstDay, int dayCount)
    : m_firstDay(firstDay)
    , m_dayCount(dayCount)
{
}

std::optional<TrendCube> TrendCube::fromSlices(QDate firstDay, int dayCount, Slices slices)
{
    if (dayCount < 0 || dayCount > mostDays || (dayCount > 0 && !firstDay.addDays(dayCount).isValid()))
        return std::nullopt;
    for (const auto &[key, slice] : slices) {
        for (const std::vector<int> &days : slice.days) {
            if (!days.empty() && days.size() != std::size_t(dayCount))
                return std::nullopt;
        }
        for (const auto &[day, circles] : slice.hours) {
            if (!std::ranges::all_of(circles, [](const auto &seconds) { return std::ranges::is_sorted(seconds); }))
                return std::nullopt;
        }
    }
    TrendCube made(firstDay, dayCount);
    made.m_slices = std::move(slices);
    return made;
}

int *TrendCube::countOf(std::optional<AreaId> street, Circle circle, QDate day)
{
    const qint64 index = m_firstDay.daysTo(day);
    if (index < 0 || index >= m_dayCount)
        return nullptr;
    std::vector<int> &days = m_slices[keyOf(street)].days[circleIndex(circle)];
    days.resize(std::size_t(m_dayCount));
    return &days[std::size_t(index)];
}

void TrendCube::setCount(std::optional<AreaId> street, Circle circle, QDate day, int count)
{
    if (int *held = countOf(street, circle, day))
        *held = count;
}

void TrendCube::addCount(std::optional<AreaId> street, Circle circle, QDate day, int count)
{
    if (int *held = countOf(street, circle, day))
        *held = int(std::clamp<qint64>(qint64(*held) + count, -greatestSum, greatestSum));
}

void TrendCube::trimToHistory()
{
    int first = std::max(0, m_dayCount - 30);
    for (const auto &[key, slice] : m_slices) {
        for (const std::vector<int> &days : slice.days) {
            const auto counted = std::ranges::find_if(days, [](int count) { return count != 0; });
            if (counted != days.end())
                first = std::min(first, int(counted - days.begin()));
        }
    }
    for (auto &[key, slice] : m_slices) {
        for (std::vector<int> &days : slice.days) {
            if (!days.empty())
                days.erase(days.begin(), days.begin() + first);
        }
    }
    m_firstDay = m_firstDay.addDays(first);
    m_dayCount -= first;
}

std::span<const int> TrendCube::days(std::optional<AreaId> street, Circle circle) const
{
    const auto slice = m_slices.find(keyOf(street));
    return slice == m_slices.end() ? std::span<const int>() : slice->second.days[circleIndex(circle)];
}

int TrendCube::sum(std::optional<AreaId> street, Circle circle, QDate from, QDate to) const
{
    const std::span<const int> all = days(street, circle);
    const qint64 size = qint64(all.size());
    const qint64 first = std::clamp<qint64>(m_firstDay.daysTo(from), 0, size);
    const qint64 last = std::clamp<qint64>(m_firstDay.daysTo(to), first, size);
    const auto sum = std::accumulate(all.begin() + first, all.begin() + last, std::int64_t(0));
    return int(std::clamp<std::int64_t>(sum, -greatestSum, greatestSum));
}

void TrendCube::addHours(std::optional<AreaId> street, Circle circle, QDate day, const std::vector<int> &secondsOfDay)
{
    std::vector<int> &held = m_slices[keyOf(street)].hours[day][circleIndex(circle)];
    held.insert(held.end(), secondsOfDay.begin(), secondsOfDay.end());
    std::ranges::sort(held);
}

int TrendCube::countUntil(std::optional<AreaId> street, Circle circle, QDate day, int secondOfDay) const
{
    const auto slice = m_slices.find(keyOf(street));
    if (slice == m_slices.end())
        return 0;
    const auto hours = slice->second.hours.find(day);
    if (hours == slice->second.hours.end())
        return 0;
    const std::vector<int> &seconds = hours->second[circleIndex(circle)];
    return int(std::ranges::upper_bound(seconds, secondOfDay) - seconds.begin());
}

} // namespace wuquan
