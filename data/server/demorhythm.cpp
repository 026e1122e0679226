// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demorhythm.h"

namespace wuquan {

namespace {

using Hours = std::array<std::int64_t, 24>;
constexpr std::array<Hours, 5> hourWeights{{
    // public: two rush hours and a long evening
    {14, 10, 7, 5, 6, 12, 28, 58, 72, 66, 60, 56, 46, 48, 56, 58, 60, 66, 64, 58, 52, 44, 32, 22},
    // residential: evenings, when people are at home
    {16, 10, 7, 5, 5, 10, 26, 44, 56, 58, 54, 50, 44, 42, 46, 48, 52, 60, 70, 78, 76, 62, 42, 27},
    // enterprise: office hours
    {7, 5, 4, 3, 4, 8, 18, 36, 66, 84, 84, 70, 48, 60, 80, 82, 74, 56, 40, 34, 30, 24, 16, 10},
    // campus: the way to school and home
    {2, 1, 1, 1, 1, 4, 34, 96, 76, 56, 52, 62, 44, 42, 50, 78, 98, 62, 26, 18, 14, 10, 5, 3},
    // internet: late evenings too
    {22, 14, 8, 6, 5, 7, 14, 26, 46, 62, 68, 60, 48, 54, 62, 62, 58, 50, 46, 54, 62, 64, 52, 36},
}};
// From Sunday to Saturday and from January to December, in percent.
constexpr std::array<std::array<std::int64_t, 7>, 5> weekdayWeights{
    {{98, 101, 100, 99, 101, 106, 104}, {112, 97, 95, 95, 96, 101, 111}, {68, 112, 112, 110, 109, 107, 78},
        {24, 138, 130, 128, 130, 134, 30}, {90, 104, 103, 103, 103, 102, 95}}};
constexpr std::array<std::array<std::int64_t, 12>, 5> monthWeights{
    {{92, 84, 96, 100, 103, 106, 108, 107, 103, 104, 100, 96}, {97, 90, 94, 97, 99, 105, 112, 110, 102, 98, 97, 99},
        {94, 76, 100, 103, 104, 104, 103, 102, 103, 104, 104, 103},
        {78, 48, 116, 118, 116, 112, 46, 44, 128, 124, 122, 118},
        {98, 88, 98, 99, 100, 103, 101, 100, 100, 102, 110, 107}}};

} // namespace

DemoRhythm::DemoRhythm(std::uint64_t seed)
    : m_seed(seed)
{
    for (std::size_t i = 0; i < m_hours.size(); ++i)
        m_hours[i] = Weighted(hourWeights[i]);
}

std::int64_t DemoRhythm::dayWeight(Circle circle, LocalDay day) const
{
    const std::size_t c = circleIndex(circle);
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    std::uint64_t x = m_seed ^ (std::uint64_t(day) << 3);
    // Weather and events touch the whole district, the rest is each circle's own.
    const std::uint64_t common = Random::splitMix(x);
    std::uint64_t y = common ^ c;
    const std::uint64_t own = Random::splitMix(y);
    std::int64_t mood = 92 + std::int64_t(common % 17) + std::int64_t(own % 21) - 10;
    // A storm or a fair: a few days a year.
    if ((common >> 32) % 100 == 0 && circle != Circle::Internet)
        mood += 35;
    return weekdayWeights[c][std::size_t(weekday(day))] * monthWeights[c][unsigned(date.month()) - 1] * mood / 100;
}

int DemoRhythm::secondOfDay(Circle circle, Random &random) const
{
    const std::size_t hour = m_hours[circleIndex(circle)].pick(random);
    return int(std::int64_t(hour) * 3600 + random.below(3600));
}

std::int64_t DemoRhythm::shareBefore(Circle circle, int secondOfDay) const
{
    const Hours &hours = hourWeights[circleIndex(circle)];
    std::int64_t before = 0;
    for (int hour = 0; hour < secondOfDay / 3600; ++hour)
        before += hours[std::size_t(hour)] * 3600;
    if (secondOfDay < 86400)
        before += hours[std::size_t(secondOfDay / 3600)] * (secondOfDay % 3600);
    return before * 1'000'000 / (m_hours[circleIndex(circle)].total() * 3600);
}

} // namespace wuquan
