// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/deviceclusters.h"

#include "maps/layers/devicelayer.h"

#include <limits>

namespace wuquan {

namespace {

/// From the most urgent on, which is also how they lie around the ring.
constexpr std::array statesByUrgency{DeviceState::Alarm, DeviceState::Fault, DeviceState::Offline, DeviceState::Online};

std::uint8_t clusterClass(DeviceState state)
{
    return std::uint8_t(std::ranges::find(statesByUrgency, state) - statesByUrgency.begin());
}

} // namespace

void DeviceClusters::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (!frame.shows(MapLayer::DeviceClusters) || m_revision == frame.deviceRevision)
        return;
    m_revision = frame.deviceRevision;
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    const DeviceColumns &devices = frame.store.devices();
    std::vector<WorldPoint> places(devices.size());
    std::vector<std::uint8_t> classes(devices.size());
    for (std::size_t row = 0; row < devices.size(); ++row) {
        places[row] = devices.positioned[row] ? devices.position[row] : WorldPoint{nowhere, nowhere};
        classes[row] = clusterClass(devices.state[row]);
    }
    m_tree = ClusterTree(places, classes);
}

const ClusterTree *DeviceClusters::tree(const Frame &frame) const
{
    return m_revision == frame.deviceRevision ? &m_tree : nullptr;
}

WorldPoint DeviceClusters::position(std::uint32_t point, const Frame &frame) const
{
    return frame.store.devices().position[point];
}

std::array<Rgb, 4> DeviceClusters::inks(const Palette &palette) const
{
    return {palette.severity[0], palette.severity[1], palette.faint, deviceInk(palette)};
}

QString DeviceClusters::allWords() const
{
    return tr("设备 %1 台");
}

std::array<QString, 4> DeviceClusters::classWords() const
{
    return {tr("报警 %1"), tr("故障 %1"), tr("离线 %1"), tr("在线 %1")};
}

} // namespace wuquan
