// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"
#include "data/view/filter.h"

#include <unordered_map>

namespace wuquan {

/// How many open incidents that pass the filter lie in each area, at every level. A plain value.
class OpenCounts {
public:
    OpenCounts() = default;
    OpenCounts(const DistrictStore &store, const Filter &filter);

    [[nodiscard]] int count(AreaId area) const
    {
        const auto at = m_counts.find(area);
        return at == m_counts.end() ? 0 : at->second;
    }

private:
    std::unordered_map<AreaId, int> m_counts;
};

/// Class of a choropleth: 0 unfilled, then 1, 2–3, 4–6 and ≥ 7.
[[nodiscard]] constexpr int choroplethClass(int count)
{
    return count <= 0 ? 0 : count == 1 ? 1 : count <= 3 ? 2 : count <= 6 ? 3 : 4;
}

} // namespace wuquan
