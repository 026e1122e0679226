// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QString>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>
#include <vector>

namespace wuquan::bench {

/// Ends a benchmark that can't measure; tests/bench shows the reason.
[[noreturn]] inline void giveUp(const QString &reason)
{
    std::fprintf(stderr, "%s\n", qPrintable(reason));
    std::exit(1);
}

/// The value, or the end of the benchmark.
template <class T>
T orGiveUp(Result<T> result)
{
    if (!result)
        giveUp(result.error().message);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

using SteadyTime = std::chrono::steady_clock::time_point;

[[nodiscard]] inline double milliseconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

[[nodiscard]] inline double millisecondsSince(SteadyTime begin)
{
    return milliseconds(std::chrono::steady_clock::now() - begin);
}

/// How long a run takes; what it makes is thrown away after the clock was read.
template <class Run>
[[nodiscard]] double millisecondsOf(const Run &run)
{
    const SteadyTime begin = std::chrono::steady_clock::now();
    [[maybe_unused]] const auto made = run();
    return millisecondsSince(begin);
}

/// So many runs, in milliseconds each.
template <class Run>
[[nodiscard]] std::vector<double> repeated(std::size_t times, const Run &run)
{
    std::vector<double> all(times);
    for (double &time : all)
        time = millisecondsOf(run);
    return all;
}

/// The value below which a share of the others lies, 0…1, by nearest rank; of at least one value.
[[nodiscard]] inline double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, std::size_t(double(values.size()) * share))];
}

[[nodiscard]] inline double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

} // namespace wuquan::bench
