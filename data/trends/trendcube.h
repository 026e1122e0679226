// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/domain/circle.h"

#include <QDate>

#include <array>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

/// Incidents reported by day (Asia/Shanghai), circle and street, for whole days up to yesterday: a plain value.
/// Today is counted from the store, so that all figures on a screen share one cut.
class TrendCube {
public:
    /// One street, or the whole district. A circle's days are none or one count for each day of the cube.
    struct Slice {
        std::array<std::vector<int>, 5> days;
        std::map<QDate, std::array<std::vector<int>, 5>> hours; ///< seconds of a day, ascending
        bool operator==(const Slice &) const = default;
    };
    using Slices = std::map<AreaId, Slice>; ///< key 0 is the whole district
    static constexpr int mostDays = 36'525; ///< a hundred years
    static constexpr int greatestSum = 1'000'000'000;

    TrendCube() = default;
    /// dayCount days from firstDay on, all zero.
    TrendCube(QDate firstDay, int dayCount);
    /// A cube of these parts, as a file keeps them; none when they don't fit together: days that are not as many as the
    /// cube's, seconds out of order, or more than mostDays.
    [[nodiscard]] static std::optional<TrendCube> fromSlices(QDate firstDay, int dayCount, Slices slices);
    /// Forgets the days before the first that has a count anywhere, but keeps the last 30: history that there is none
    /// of is not nought.
    void trimToHistory();

    [[nodiscard]] QDate firstDay() const { return m_firstDay; }
    /// The day after the last one held: today in Shanghai when the cube was read.
    [[nodiscard]] QDate endDay() const { return m_firstDay.addDays(m_dayCount); }
    [[nodiscard]] int dayCount() const { return m_dayCount; }
    [[nodiscard]] const Slices &slices() const { return m_slices; }
    [[nodiscard]] bool isEmpty() const { return m_dayCount == 0; }

    /// Sets one day's count; street none is the whole district. Days outside are ignored.
    void setCount(std::optional<AreaId> street, Circle circle, QDate day, int count);
    /// Adds to one day's count, within ±greatestSum; as setCount() otherwise.
    void addCount(std::optional<AreaId> street, Circle circle, QDate day, int count);
    /// One count a day from firstDay() on, of one street or of the whole district; empty when unknown.
    [[nodiscard]] std::span<const int> days(std::optional<AreaId> street, Circle circle) const;
    /// The sum over [from, to); days outside the cube count nothing. Within ±greatestSum whatever the database says, so
    /// that adding to it never overflows.
    [[nodiscard]] int sum(std::optional<AreaId> street, Circle circle, QDate from, QDate to) const;

    /// Adds when incidents of a day last year were reported, as seconds since that day's midnight: today so far is
    /// compared with the same hours of that day.
    void addHours(std::optional<AreaId> street, Circle circle, QDate day, const std::vector<int> &secondsOfDay);
    /// How many of that day had been reported by this second of the day; 0 where its hours were not added.
    [[nodiscard]] int countUntil(std::optional<AreaId> street, Circle circle, QDate day, int secondOfDay) const;

    bool operator==(const TrendCube &) const = default;

private:
    static AreaId keyOf(std::optional<AreaId> street) { return street.value_or(AreaId{0}); }
    /// Where a day is counted; null outside the cube.
    [[nodiscard]] int *countOf(std::optional<AreaId> street, Circle circle, QDate day);

    QDate m_firstDay;
    int m_dayCount = 0;
    Slices m_slices;
};

} // namespace wuquan
