// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"
#include "data/view/filter.h"

#include <functional>
#include <unordered_map>

namespace wuquan {

/// How many open incidents that pass the filter lie in each area, at every level. A plain value.
class OpenCounts {
public:
    OpenCounts() = default;
    /// Of those that count, by default all.
    OpenCounts(
        const DistrictStore &store, const Filter &filter,
        const std::function<bool(const Incident &)> &counts = [](const Incident &) { return true; });

    [[nodiscard]] int count(AreaId area) const
    {
        const auto at = m_counts.find(area);
        return at == m_counts.end() ? 0 : at->second;
    }

private:
    std::unordered_map<AreaId, int> m_counts;
};

} // namespace wuquan
