// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <expected>

namespace wuquan {

/// Why an incident is kept without its position.
enum class PositionFault : std::uint8_t { None, NotGiven, NotANumber, NotFinite, Zero, Swapped, Projected, OutOfRange };
inline constexpr std::size_t positionFaultCount = std::size_t(PositionFault::OutOfRange) + 1;

/// The fault in words for the summary.
[[nodiscard]] QString positionFaultText(PositionFault fault);

/// The position that two texts in decimal degrees give, in the system of the file; the reason when they give none.
[[nodiscard]] std::expected<GeoPoint, PositionFault> positionFromText(
    QByteArrayView longitude, QByteArrayView latitude);

} // namespace wuquan
