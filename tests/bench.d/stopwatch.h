// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace wuquan::bench {

/// How long a run takes, in milliseconds; what it makes is thrown away after the clock was read.
template <class Run>
double milliseconds(const Run &run)
{
    const auto begin = std::chrono::steady_clock::now();
    [[maybe_unused]] const auto made = run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// The value below which this share of them lies; 0.5 is the median.
inline double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

/// So many runs.
template <class Run>
std::vector<double> repeated(std::size_t times, const Run &run)
{
    std::vector<double> all(times);
    for (double &time : all)
        time = milliseconds(run);
    return all;
}

} // namespace wuquan::bench
