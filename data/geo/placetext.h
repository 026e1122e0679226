// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/coordinatesystem.h"

#include <QString>

#include <expected>

namespace wuquan {

/// Why a text names no place.
enum class PlaceFault : std::uint8_t {
    Empty,
    TooLong, ///< more than 128 characters
    NotUnderstood,
    Zero, ///< (0, 0), which stands for a device without a fix
    OutOfRange, ///< no longitude and latitude that a map can show
};

/// Reads a place as people write it: two decimal numbers, or degrees, minutes and seconds with or without their marks
/// (° ′ ″, ' ", 度 分 秒), apart by a comma, a semicolon or space; full-width forms count as plain ones. Letters (N S E
/// W, 北纬 东经 …) say which number is which; without them the order is told by the ranges of China (73…136° east,
/// 3…54° north), and the longitude comes first where these tell nothing. The numbers are of the system named; what
/// comes back is WGS84. Takes no time worth naming, however long the text.
[[nodiscard]] std::expected<GeoPoint, PlaceFault> placeFromText(QStringView text, CoordinateSystem system);

/// "120.222000, 30.285000": longitude and latitude of a WGS84 point in a system, degrees with six decimals (0.1 m).
[[nodiscard]] QString placeText(GeoPoint wgs84, CoordinateSystem system);

} // namespace wuquan
