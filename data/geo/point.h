// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace wuquan {

/// A place on Earth in WGS84 degrees.
struct GeoPoint {
    double longitude = 0; ///< degrees east, −180…180
    double latitude = 0; ///< degrees north, −90…90

    bool operator==(const GeoPoint &) const = default;
};

/// A place on the Web Mercator square: x grows east, y grows south, both 0…1.
struct WorldPoint {
    double x = 0;
    double y = 0;

    bool operator==(const WorldPoint &) const = default;
};

/// A place in a view, in device-independent pixels from its top left corner.
struct ScreenPoint {
    double x = 0;
    double y = 0;

    bool operator==(const ScreenPoint &) const = default;
};

/// Whether a point can stand on a map: finite, in range, and not the (0, 0) of a device without a fix.
[[nodiscard]] inline bool isUsable(GeoPoint point)
{
    return std::isfinite(point.longitude) && std::isfinite(point.latitude) && std::abs(point.longitude) <= 180
        && std::abs(point.latitude) <= 85 && !(point.longitude == 0 && point.latitude == 0);
}

} // namespace wuquan
