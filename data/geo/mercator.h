// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <algorithm>
#include <numbers>
#include <optional>

// Spherical Web Mercator (EPSG:3857) scaled to 0…1, as every tile map uses it.
namespace wuquan {

/// Latitude is clamped to ±85.06°, beyond which the square ends.
[[nodiscard]] inline WorldPoint worldFromGeo(GeoPoint point)
{
    const double sine = std::clamp(std::sin(point.latitude * std::numbers::pi / 180), -0.99999, 0.99999);
    return {(point.longitude + 180) / 360, 0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi)};
}

[[nodiscard]] inline GeoPoint geoFromWorld(WorldPoint point)
{
    return {point.x * 360 - 180, std::atan(std::sinh(std::numbers::pi * (1 - 2 * point.y))) * 180 / std::numbers::pi};
}

/// Where a row with this position stands; nothing when it has none that a map can show.
[[nodiscard]] inline std::optional<WorldPoint> worldPlace(const std::optional<GeoPoint> &position)
{
    return position && isUsable(*position) ? std::optional(worldFromGeo(*position)) : std::nullopt;
}

/// How many metres on the ground the whole width of the square is at this latitude.
[[nodiscard]] inline double worldWidthMetres(double latitude)
{
    return 2 * std::numbers::pi * 6378137.0 * std::cos(latitude * std::numbers::pi / 180);
}

/// Distance on the mean sphere in metres (haversine, radius 6 371 008.8 m, error below 0.6 %).
[[nodiscard]] inline double distanceMetres(GeoPoint a, GeoPoint b)
{
    constexpr double radians = std::numbers::pi / 180;
    const double dLat = std::sin((b.latitude - a.latitude) * radians / 2);
    const double dLon = std::sin((b.longitude - a.longitude) * radians / 2);
    const double h = dLat * dLat + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * dLon * dLon;
    return 2 * 6371008.8 * std::asin(std::min(1.0, std::sqrt(h)));
}

} // namespace wuquan
