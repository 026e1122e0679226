// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/areashapes.h"

#include "data/geo/geodesic.h"
#include "data/geo/mercator.h"
#include "maps/layers/borderweave.h"

#include <algorithm>

namespace wuquan {

namespace {

std::vector<WorldPoint> worldRing(const Ring &ring, bool hole)
{
    std::vector<WorldPoint> points;
    points.reserve(ring.size());
    double twiceArea = 0;
    for (GeoPoint p : ring)
        points.push_back(worldFromGeo(p));
    for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++)
        twiceArea += points[j].x * points[i].y - points[i].x * points[j].y;
    // Neighbours filled as one path leave no seam only when all turn the same way.
    if ((twiceArea < 0) != hole)
        std::ranges::reverse(points);
    return points;
}

AreaShape shapeOf(const Area &area)
{
    AreaShape shape{area.id, area.level, {}, {}, worldFromGeo(labelPoint(area.boundary)), 0};
    const auto size = [](const Ring &ring) { return geodesicSize(ring).value_or(PolygonSize()).area_m2; };
    for (const Polygon &polygon : area.boundary) {
        shape.squareMetres += size(polygon.outer);
        for (const Ring &hole : polygon.holes)
            shape.squareMetres -= size(hole);
        shape.rings.push_back(worldRing(polygon.outer, false));
        for (WorldPoint p : shape.rings.back())
            shape.box.include(p);
        for (const Ring &hole : polygon.holes)
            shape.rings.push_back(worldRing(hole, true));
    }
    return shape;
}

} // namespace

AreaShapes::AreaShapes(std::span<const Area> areas)
{
    for (const Area &area : areas) {
        if (area.boundary.empty() || row(area.level) >= m_shapes.size())
            continue;
        auto &level = m_shapes[row(area.level)];
        m_rows[area.id] = {area.level, level.size()};
        level.push_back(shapeOf(area));
    }
    BorderWeave weave;
    for (std::size_t i = 0; i < m_shapes.size(); ++i)
        m_borders[i] = weave.add(m_shapes[i]);
    for (const auto &level : m_shapes) {
        for (const AreaShape &shape : level)
            m_extent.include(shape.box);
        if (!m_extent.isEmpty())
            break;
    }
}

const AreaShape *AreaShapes::shape(AreaId id) const
{
    const auto at = m_rows.find(id);
    return at == m_rows.end() ? nullptr : &m_shapes[row(at->second.first)][at->second.second];
}

const AreaShape *AreaShapes::at(WorldPoint point, AreaLevel level) const
{
    for (const AreaShape &shape : shapes(level)) {
        if (shape.box.contains(point) && contains(shape, point))
            return &shape;
    }
    return nullptr;
}

bool contains(const AreaShape &shape, WorldPoint p)
{
    bool inside = false;
    for (const auto &ring : shape.rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const WorldPoint a = ring[i], b = ring[j];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                inside = !inside;
        }
    }
    return inside;
}

} // namespace wuquan
