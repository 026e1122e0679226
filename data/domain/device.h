// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/point.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace wuquan {

/// State of a device, with the values of wuquan.device.state.
enum class DeviceState : std::uint8_t { Online = 0, Offline, Alarm, Fault };

/// One camera, detector or other device: where it stands and how it is, nothing of what it sees.
struct Device {
    DeviceId id;
    DeviceKindId kind;
    DeviceState state = DeviceState::Online;
    QString name;
    std::optional<AreaId> grid;
    std::optional<GeoPoint> position;
    std::optional<float> heading; ///< degrees clockwise from north
    std::optional<float> fieldOfView; ///< degrees
    std::optional<float> reach; ///< metres
    std::int64_t version = 0;

    bool operator==(const Device &) const = default;
};

} // namespace wuquan
