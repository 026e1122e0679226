// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/polygon.h"

#include <cstdint>

namespace wuquan {

/// Rank of a road, from the widest.
enum class RoadClass : std::uint8_t { Primary, Secondary, Tertiary };

/// One road between junctions.
struct Road {
    RoadClass rank = RoadClass::Tertiary;
    LineString line; ///< at least two points

    bool operator==(const Road &) const = default;
};

/// What lies under the district's own data: water and roads. A plain value, read once at the start.
struct Basemap {
    std::vector<MultiPolygon> water;
    std::vector<Road> roads;
    GeoBounds extent; ///< of everything above; empty when there is nothing
    QString attribution; ///< whose work it is, as its files say; may be empty

    /// Reads district/water.geojson and district/roads.geojson. ErrorKind::Io when a file can't be read,
    /// ErrorKind::Input when it is not a GeoJSON FeatureCollection. A feature without usable geometry is left out.
    [[nodiscard]] static Result<Basemap> load();
    bool operator==(const Basemap &) const = default;
};

} // namespace wuquan
