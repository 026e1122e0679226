// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/geo/point.h"

#include <vector>

class QJsonObject;

namespace wuquan {

using Ring = std::vector<GeoPoint>; ///< closed implicitly: the last point is not the first again
using LineString = std::vector<GeoPoint>;

/// One outer ring and its holes.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;

    bool operator==(const Polygon &) const = default;
};

using MultiPolygon = std::vector<Polygon>;

/// Reads a GeoJSON Polygon or MultiPolygon geometry. Rings with fewer than three usable points are left out;
/// ErrorKind::Input when nothing usable is left, with the reason.
[[nodiscard]] Result<MultiPolygon> polygonFromGeoJson(const QJsonObject &geometry);

/// Reads a GeoJSON LineString geometry of at least two usable points.
[[nodiscard]] Result<LineString> lineFromGeoJson(const QJsonObject &geometry);

/// A rectangle in degrees; empty when west > east.
struct GeoBounds {
    double west = 180, south = 90, east = -180, north = -90;

    [[nodiscard]] bool isEmpty() const { return west > east || south > north; }
    [[nodiscard]] bool contains(GeoPoint p) const
    {
        return p.longitude >= west && p.longitude <= east && p.latitude >= south && p.latitude <= north;
    }
    void include(GeoPoint point);
    bool operator==(const GeoBounds &) const = default;
};

[[nodiscard]] GeoBounds bounds(const MultiPolygon &shape);

/// A point inside the shape for a label: the pole of inaccessibility of the largest polygon, to about 1 % of its size.
/// The middle of its bounds for a shape that is no more than a line, the null point for one without a usable point.
/// Takes a bounded time whatever the shape.
[[nodiscard]] GeoPoint labelPoint(const MultiPolygon &shape);

} // namespace wuquan
