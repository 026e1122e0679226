// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/cluster/clustertree.h"

#include "maps/cluster/clusterbuilder.h"

#include <numeric>

namespace wuquan {

ClusterTree::ClusterTree(std::span<const WorldPoint> points, std::span<const std::uint8_t> classes)
{
    ClusterBuilder(*this).build(points, classes);
}

std::span<const std::uint32_t> ClusterTree::children(std::uint32_t id) const
{
    if (isPoint(id))
        return {};
    const std::size_t index = id - m_places.size();
    const std::size_t end = index + 1 < m_nodes.size() ? m_nodes[index + 1].firstChild : m_children.size();
    return std::span(m_children).subspan(m_nodes[index].firstChild, end - m_nodes[index].firstChild);
}

PointCluster ClusterTree::cluster(std::uint32_t id) const
{
    const Place at = place(id);
    PointCluster made{id, {at.x * 0x1p-32, at.y * 0x1p-32}, 1, {}};
    if (isPoint(id)) {
        made.makeUp[m_classes.empty() ? 0 : m_classes[id]] = 1;
    } else {
        made.makeUp = node(id).makeUp;
        made.count = std::accumulate(made.makeUp.begin(), made.makeUp.end(), 0u);
    }
    return made;
}

std::vector<PointCluster> ClusterTree::in(const WorldRect &view, int zoom) const
{
    std::vector<PointCluster> found;
    std::vector<std::uint32_t> open = m_roots;
    while (!open.empty()) {
        const std::uint32_t id = open.back();
        open.pop_back();
        const Place at = place(id);
        const WorldPoint centre{at.x * 0x1p-32, at.y * 0x1p-32};
        if (isPoint(id) || zoom <= node(id).zoom) {
            if (view.contains(centre))
                found.push_back(cluster(id));
            continue;
        }
        // An item is at most two radii from the centre of its cluster, and the radius halves with each zoom: whatever
        // is below lies within four. A little more for what was rounded.
        if (view.grown(std::ldexp(4 * radius / 256, -node(id).zoom) + 0x1p-27).contains(centre)) {
            const auto below = children(id);
            open.insert(open.end(), below.begin(), below.end());
        }
    }
    return found;
}

int ClusterTree::expansionZoom(std::uint32_t id) const
{
    return isPoint(id) ? 0 : node(id).zoom + 1;
}

std::vector<int> ClusterTree::pointsAloneFrom() const
{
    std::vector<int> alone(m_places.size(), 0);
    for (std::size_t index = 0; index < m_nodes.size(); ++index) {
        for (const std::uint32_t child : children(std::uint32_t(m_places.size() + index))) {
            if (isPoint(child))
                alone[child] = m_nodes[index].zoom + 1;
        }
    }
    return alone;
}

std::vector<std::uint32_t> ClusterTree::members(std::uint32_t id) const
{
    std::vector<std::uint32_t> points, open{id};
    while (!open.empty()) {
        const std::uint32_t next = open.back();
        open.pop_back();
        const auto below = children(next);
        if (isPoint(next))
            points.push_back(next);
        else
            open.insert(open.end(), below.begin(), below.end());
    }
    return points;
}

} // namespace wuquan
