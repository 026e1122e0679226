// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/devicestyle.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

DeviceShape deviceShape(const QString &kindCode)
{
    if (kindCode.contains("camera"_L1) || kindCode.contains("checkpoint"_L1) || kindCode.contains("video"_L1))
        return DeviceShape::Camera;
    if (kindCode.contains("detector"_L1) || kindCode.contains("fire"_L1) || kindCode.contains("smoke"_L1))
        return DeviceShape::Detector;
    return DeviceShape::Other;
}

DeviceStyles::DeviceStyles(const Catalogue &catalogue)
{
    for (const auto &kind : catalogue.deviceKinds)
        m_shapes.emplace(kind.id, deviceShape(kind.code));
}

IndexedPoint DeviceStyles::point(const DeviceColumns &devices, std::size_t row) const
{
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    const auto known = m_shapes.find(devices.kind[row]);
    const DeviceShape shape = known == m_shapes.end() ? DeviceShape::Other : known->second;
    const DeviceState state = devices.state[row];
    const bool isAlarm = state == DeviceState::Alarm;
    const DeviceLook look = isAlarm    ? DeviceLook::Alarm
        : state == DeviceState::Online ? DeviceLook::Normal
                                       : DeviceLook::Silent;
    return {devices.positioned[row] ? devices.position[row] : WorldPoint{nowhere, nowhere}, isAlarm,
        deviceStyle(shape, look)};
}

} // namespace wuquan
