// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/region.h"

#include "data/geo/mercator.h"
#include "data/geo/orientation.h"

#include <algorithm>

namespace wuquan {

namespace {

GeoPoint squareOf(WorldPoint p)
{
    return {p.x, p.y};
}

Ring squareOf(const Ring &ring)
{
    Ring made(ring.size());
    std::ranges::transform(ring, made.begin(), [](GeoPoint p) { return squareOf(worldFromGeo(p)); });
    return made;
}

} // namespace

Region::Region(const MultiPolygon &square)
    : m_locator(std::span(&square, 1))
{
    const auto add = [this](const Ring &ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const Edge edge{{ring[j].longitude, ring[j].latitude}, {ring[i].longitude, ring[i].latitude}};
            if (std::isfinite(edge.from.x + edge.from.y + edge.to.x + edge.to.y)) // else it bounds nothing
                m_edges.push_back(edge);
        }
    };
    for (const Polygon &polygon : square) {
        add(polygon.outer);
        for (const Ring &hole : polygon.holes)
            add(hole);
    }
}

Region Region::lasso(std::span<const WorldPoint> ring)
{
    Polygon polygon;
    polygon.outer.resize(ring.size());
    std::ranges::transform(ring, polygon.outer.begin(), [](WorldPoint p) { return squareOf(p); });
    return Region({polygon});
}

Region Region::of(const MultiPolygon &shape)
{
    MultiPolygon square;
    for (const Polygon &polygon : shape) {
        square.push_back({squareOf(polygon.outer), {}});
        for (const Ring &hole : polygon.holes)
            square.back().holes.push_back(squareOf(hole));
    }
    return Region(square);
}

bool Region::contains(WorldPoint point) const
{
    return m_locator.areaAt(squareOf(point)).has_value();
}

bool Region::Edge::mayTouch(const WorldRect &rect) const
{
    if (std::max(from.x, to.x) < rect.left || std::min(from.x, to.x) > rect.right || std::max(from.y, to.y) < rect.top
        || std::min(from.y, to.y) > rect.bottom)
        return false;
    int left = 0, right = 0;
    for (const WorldPoint corner : {WorldPoint{rect.left, rect.top}, {rect.right, rect.top}, {rect.right, rect.bottom},
             {rect.left, rect.bottom}}) {
        const double side = orientation(squareOf(from), squareOf(to), squareOf(corner));
        left += side > 0;
        right += side < 0;
    }
    return left < 4 && right < 4;
}

} // namespace wuquan
