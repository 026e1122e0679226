// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <cstdint>
#include <vector>

namespace wuquan {

/// A line or an area that somebody measures on the map, on the WGS84 ellipsoid. A plain value.
struct Measurement {
    enum class Kind : std::uint8_t { Distance, Area };

    Kind kind = Kind::Distance;
    std::vector<GeoPoint> points; ///< usable, in the order they were set; an area is closed implicitly

    /// Whether there are points enough for a figure: two for a distance, three for an area.
    [[nodiscard]] bool isMeasurable() const { return points.size() >= (kind == Kind::Distance ? 2 : 3); }
    /// Metres of each leg; the last one of a measurable area leads back to its first point.
    [[nodiscard]] std::vector<double> legs() const;
    /// Metres of all legs: the length of a line, the perimeter of an area.
    [[nodiscard]] double total() const;
    /// Square metres; 0 for a distance, and for an area that is not measurable.
    [[nodiscard]] double area() const;
    /// Whether two sides of an area cross, so that its figure is not the one meant.
    [[nodiscard]] bool crossesItself() const;
    /// With one more point at the end.
    [[nodiscard]] Measurement with(GeoPoint point) const;

    bool operator==(const Measurement &) const = default;
};

} // namespace wuquan
