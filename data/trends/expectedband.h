// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace wuquan {

/// Between which figures a step is expected to end.
struct ExpectedRange {
    double low = 0; ///< never below nought
    double high = 0;

    bool operator==(const ExpectedRange &) const = default;
};

/// How many earlier steps of the same sort an expectation rests on, and the fewest that are enough for one.
inline constexpr int expectationSteps = 8;
inline constexpr int fewestExpectationSteps = 4;

/// The mean of earlier steps of the same sort ± 1.28 of their standard deviations (sample, n − 1). In a normal
/// distribution four of five values lie within, P(|Z| < 1.2816) = 0.80; counts that are roughly normal and a rhythm
/// that has not changed for eight steps are the assumption, so a holiday falls outside and that is as it should be.
/// None with fewer than fewestExpectationSteps values.
[[nodiscard]] std::optional<ExpectedRange> expectedRange(std::span<const double> before);

} // namespace wuquan
