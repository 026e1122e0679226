// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/districtstore.h"
#include "maps/index/pointindex.h"

#include <unordered_map>

namespace wuquan {

/// Shapes of device marks: what a device is, apart from how it is.
enum class DeviceShape : std::uint8_t { Camera, Detector, Other };
/// How its mark looks.
enum class DeviceLook : std::uint8_t { Normal, Silent, Alarm, Selected };

/// Number of a mark in the index of devices and among the sprites.
[[nodiscard]] constexpr std::uint8_t deviceStyle(DeviceShape shape, DeviceLook look)
{
    return std::uint8_t(std::uint8_t(shape) * 4 + std::uint8_t(look));
}
inline constexpr std::size_t deviceStyles = 12;

/// What devices are in the index of those on the map: alarms above the rest.
class DeviceStyles {
public:
    DeviceStyles() = default;
    explicit DeviceStyles(const Catalogue &catalogue);

    /// A device without a position is nowhere.
    [[nodiscard]] IndexedPoint point(const DeviceColumns &devices, std::size_t row) const;

private:
    std::unordered_map<DeviceKindId, DeviceShape> m_shapes;
};

[[nodiscard]] DeviceShape deviceShape(const QString &kindCode);

} // namespace wuquan
