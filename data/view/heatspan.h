// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan {

/// Whole days in Shanghai, counted backwards from today, both ends among them.
struct HeatSpan {
    static constexpr int mostDays = 3653; ///< ten years

    int from = 29; ///< days ago, 0 … mostDays
    int to = 0; ///< days ago, 0 … from; 0 is today

    bool operator==(const HeatSpan &) const = default;
};

} // namespace wuquan
