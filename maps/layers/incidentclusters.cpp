// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/incidentclusters.h"

#include "maps/layers/incidentlayer.h"

namespace wuquan {

const ClusterTree *IncidentClusters::tree(const Frame &frame) const
{
    return IncidentLayer::isInRange(frame) ? &frame.incidentClusters : nullptr;
}

WorldPoint IncidentClusters::position(std::uint32_t point, const Frame &frame) const
{
    return frame.incidents[point].at;
}

std::array<Rgb, 4> IncidentClusters::inks(const Palette &palette) const
{
    return {palette.severity[0], palette.severity[1], palette.severity[2], palette.faint};
}

QString IncidentClusters::allWords() const
{
    return tr("事件 %1 件");
}

std::array<QString, 4> IncidentClusters::classWords() const
{
    return {tr("紧急 %1"), tr("较急 %1"), tr("一般 %1"), {}};
}

} // namespace wuquan
