// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/areashapes.h"

#include <span>

namespace wuquan {

/// What of the ground a region covers. A plain value; another one only when the region or the areas are others.
struct RegionGround {
    double area_m2 = 0; ///< on the WGS84 ellipsoid; of a ring that crosses itself by the even-odd rule, as in Region
    int communities = 0; ///< of which a part lies in it
    int grids = 0;

    /// The ring is closed implicitly; one that bounds nothing, or with corners that are not finite, covers nothing.
    [[nodiscard]] static RegionGround of(std::span<const WorldPoint> ring, const AreaShapes &areas);
    bool operator==(const RegionGround &) const = default;
};

} // namespace wuquan
