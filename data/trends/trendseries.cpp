// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/trends/trendseries.h"

#include "data/trends/trendcube.h"

namespace wuquan {

namespace {

QDate stepsLater(QDate start, TrendStep step, int count)
{
    switch (step) {
    case TrendStep::Day:
        return start.addDays(count);
    case TrendStep::Week:
        return start.addDays(7 * count);
    case TrendStep::Month:
        return start.addMonths(count);
    }
    return start;
}

/// Reads whole steps from a cube; a step that the cube does not hold entirely has no figure.
class StepReader {
public:
    StepReader(const TrendCube &cube, std::optional<AreaId> street, Circle circle, TrendStep step)
        : m_cube(cube)
        , m_street(street)
        , m_circle(circle)
        , m_step(step)
    {
    }

    [[nodiscard]] std::optional<int> count(QDate from, QDate to) const
    {
        if (m_cube.isEmpty() || from < m_cube.firstDay() || to > m_cube.endDay())
            return std::nullopt;
        return m_cube.sum(m_street, m_circle, from, to);
    }

    [[nodiscard]] std::optional<int> lastYear(QDate start) const
    {
        const QDate before = aYearBefore(start, m_step);
        return count(before, stepsLater(before, m_step, 1));
    }

    /// Days are expected from the same weekday, weeks from the weeks before, months from the mean day of the months
    /// before times their own length.
    [[nodiscard]] std::optional<ExpectedRange> expected(QDate start) const
    {
        const double length = double(start.daysTo(stepsLater(start, m_step, 1)));
        std::vector<double> before;
        for (int i = 1; i <= expectationSteps; ++i) {
            const QDate from = m_step == TrendStep::Month ? start.addMonths(-i) : start.addDays(-7 * i);
            const QDate to = stepsLater(from, m_step, 1);
            if (const auto counted = count(from, to))
                before.push_back(*counted * length / double(from.daysTo(to)));
        }
        return expectedRange(before);
    }

private:
    const TrendCube &m_cube;
    std::optional<AreaId> m_street;
    Circle m_circle;
    TrendStep m_step;
};

} // namespace

std::optional<double> TrendSeries::change() const
{
    return presentLastYear > 0 ? std::optional(double(present) / presentLastYear - 1) : std::nullopt;
}

int stepCount(TrendStep step)
{
    switch (step) {
    case TrendStep::Day:
        return 30;
    case TrendStep::Week:
        return 26;
    case TrendStep::Month:
        return 12;
    }
    return 0;
}

QDate startOfStep(QDate day, TrendStep step)
{
    switch (step) {
    case TrendStep::Day:
        return day;
    case TrendStep::Week:
        return day.addDays(1 - day.dayOfWeek());
    case TrendStep::Month:
        return {day.year(), day.month(), 1};
    }
    return day;
}

QDate aYearBefore(QDate day, TrendStep step)
{
    return step == TrendStep::Month ? day.addYears(-1) : day.addDays(-364);
}

TrendSeries trendSeries(
    const TrendCube &cube, std::optional<AreaId> street, Circle circle, TrendStep step, int todaySoFar, int secondOfDay)
{
    TrendSeries series;
    if (cube.isEmpty())
        return series;
    const StepReader reader(cube, street, circle, step);
    const QDate today = cube.endDay();
    const QDate present = startOfStep(today, step);
    series.present = todaySoFar + cube.sum(street, circle, present, today);
    const QDate sameDay = aYearBefore(today, step);
    series.presentLastYear = cube.sum(street, circle, aYearBefore(present, step), sameDay)
        + cube.countUntil(street, circle, sameDay, secondOfDay);
    for (int back = stepCount(step) - 1; back >= 0; --back) {
        TrendPoint point;
        point.start = stepsLater(present, step, -back);
        point.end = stepsLater(point.start, step, 1);
        point.partial = back == 0;
        point.thisYear = point.partial ? std::optional(series.present) : reader.count(point.start, point.end);
        point.lastYear = reader.lastYear(point.start);
        point.expected = reader.expected(point.start);
        series.points.push_back(point);
    }
    return series;
}

} // namespace wuquan
