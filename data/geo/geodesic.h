// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <optional>
#include <span>

// Lengths and areas on the WGS84 ellipsoid along geodesics, the shortest ways over its surface: GeographicLib, after
// Karney, Algorithms for geodesics, J. Geodesy 87 (2013). A length is good to 15 nm, an area to 0.1 m² a corner.
namespace wuquan {

/// Metres along the geodesic between two points; nothing when a coordinate is not finite or a latitude beyond ±90°.
[[nodiscard]] std::optional<double> geodesicMetres(GeoPoint from, GeoPoint to);

/// How large a polygon is whose sides are geodesics.
struct PolygonSize {
    double area_m2 = 0; ///< never below 0, whichever way round; where sides cross, the parts take from each other
    double perimeter_m = 0; ///< with the side from the last point to the first

    bool operator==(const PolygonSize &) const = default;
};

/// The polygon is closed implicitly. Without points, and of one point or equal ones, both sizes are 0; two points have
/// no area and the way there and back as perimeter. Nothing when a point can't be used, as in geodesicMetres.
[[nodiscard]] std::optional<PolygonSize> geodesicSize(std::span<const GeoPoint> corners);

} // namespace wuquan
