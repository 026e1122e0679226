// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <QStringView>

#include <cstdint>
#include <optional>

namespace wuquan {

/// In which system a file gives its longitudes and latitudes.
enum class CoordinateSystem : std::uint8_t {
    Wgs84,
    Cgcs2000, ///< taken as WGS84: the two differ by centimetres in China, less than any position here is good for
    Gcj02, ///< the shifted system of Chinese web maps (Amap, Tencent)
    Bd09, ///< Baidu's, a second shift on top of GCJ-02
};

/// "wgs84", "cgcs2000", "gcj02" or "bd09", in any case and with or without a hyphen.
[[nodiscard]] std::optional<CoordinateSystem> coordinateSystemFromName(QStringView name);

/// A WGS84 point as the system gives it. GCJ-02 has no official formula; this is the one found by comparison that all
/// open libraries use (eviltransform, gcoord 1.0: Krasovsky 1940 ellipsoid, a = 6 378 245 m, e² =
/// 0.006693421622965823), and BD-09 Baidu's own published step from there. Both agree with gcoord to 1e-9°. Like
/// gcoord, GCJ-02 leaves points outside 72.004…137.8347° east, 0.8293…55.8271° north unshifted.
[[nodiscard]] GeoPoint fromWgs84(CoordinateSystem system, GeoPoint wgs84);

/// The WGS84 point that fromWgs84 takes to this one, by iteration to 1e-9° or better. A shifted point outside the
/// GCJ-02 rectangle is taken as unshifted; only within 1 km of the rectangle's sides is there a point that does not
/// come back.
[[nodiscard]] GeoPoint wgs84From(CoordinateSystem system, GeoPoint point);

} // namespace wuquan
