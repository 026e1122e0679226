// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/trends/expectedband.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wuquan {

std::optional<ExpectedRange> expectedRange(std::span<const double> before)
{
    constexpr double quantile = 1.2816;
    if (before.size() < fewestExpectationSteps)
        return std::nullopt;
    const double count = double(before.size());
    const double mean = std::accumulate(before.begin(), before.end(), 0.0) / count;
    const double squares = std::accumulate(before.begin(), before.end(), 0.0,
        [mean](double sum, double value) { return sum + (value - mean) * (value - mean); });
    const double deviation = std::sqrt(squares / (count - 1));
    return ExpectedRange{std::max(0.0, mean - quantile * deviation), mean + quantile * deviation};
}

} // namespace wuquan
