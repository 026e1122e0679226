// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/device.h"
#include "data/view/filter.h"
#include "maps/index/pointindex.h"
#include "maps/layers/areashapes.h"

#include <array>
#include <vector>

namespace wuquan {

/// What is counted in a region; lives for one counting only.
struct RegionSource {
    const DistrictStore &store;
    const PointIndex &devices; ///< by row of the store, with the styles of DeviceStyles
    const AreaShapes &areas;
    const Filter &filter; ///< of the incidents
    Instant now; ///< by the server's clock
};

/// What lies in a region, its border included; what has no position on Earth lies in none. A plain value.
struct RegionCounts {
    struct Community {
        AreaId id;
        int open = 0;

        bool operator==(const Community &) const = default;
    };
    static constexpr std::size_t mostCommunities = 3;

    std::array<int, allSeverities.size()> open{}; ///< incidents, by severity
    int overdue = 0; ///< of them
    std::array<int, 4> devices{}; ///< by DeviceState
    int places = 0;
    int teams = 0; ///< on shift
    std::vector<Community> communities; ///< with the most open incidents, the most first; of equal ones the lower id
    std::optional<Instant> nextDue; ///< when the next of the incidents becomes overdue

    [[nodiscard]] static RegionCounts of(const Region &region, const RegionSource &source);
    [[nodiscard]] int allOpen() const;
    [[nodiscard]] int allDevices() const;
    [[nodiscard]] int devicesIn(DeviceState state) const { return devices[std::size_t(state)]; }

    bool operator==(const RegionCounts &) const = default;
};

} // namespace wuquan
