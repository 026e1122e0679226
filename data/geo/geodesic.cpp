// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/PolygonArea.hpp>

#include <algorithm>

namespace wuquan {

namespace {

bool isOnEarth(GeoPoint p)
{
    return std::isfinite(p.longitude) && std::isfinite(p.latitude) && std::abs(p.latitude) <= 90;
}

} // namespace

std::optional<double> geodesicMetres(GeoPoint from, GeoPoint to)
{
    if (!isOnEarth(from) || !isOnEarth(to))
        return std::nullopt;
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(from.latitude, from.longitude, to.latitude, to.longitude, metres);
    return metres;
}

std::optional<PolygonSize> geodesicSize(std::span<const GeoPoint> corners)
{
    if (!std::ranges::all_of(corners, isOnEarth))
        return std::nullopt;
    GeographicLib::PolygonArea polygon(GeographicLib::Geodesic::WGS84());
    for (const GeoPoint &corner : corners)
        polygon.AddPoint(corner.latitude, corner.longitude);
    PolygonSize size;
    polygon.Compute(false, true, size.perimeter_m, size.area_m2);
    size.area_m2 = std::abs(size.area_m2);
    return size;
}

} // namespace wuquan
