// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/incidentclusters.h"

#include "maps/layers/incidentlayer.h"

using namespace Qt::StringLiterals;

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

QString IncidentClusters::name(const PointCluster &cluster) const
{
    QString text = tr("事件 %1 件").arg(cluster.count);
    const std::array words{tr("紧急 %1"), tr("较急 %1"), tr("一般 %1")};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (cluster.makeUp[i] > 0)
            text += u" · "_s + words[i].arg(cluster.makeUp[i]);
    }
    return text;
}

} // namespace wuquan
