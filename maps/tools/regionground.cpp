// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/regionground.h"

#include "data/geo/geodesic.h"
#include "data/geo/mercator.h"
#include "data/geo/orientation.h"
#include "maps/index/region.h"
#include "maps/raster/clip.h"
#include "maps/tools/measurement.h"

#include <algorithm>

namespace wuquan {

namespace {

/// A side this long bends away from the geodesic between its ends by some ten metres; longer ones are cut.
constexpr double longestSide = 1.0 / 1024;

GeoPoint asPlane(WorldPoint p)
{
    return {p.x, p.y};
}

/// Whether two sides cross between their ends.
bool cross(WorldPoint a, WorldPoint b, WorldPoint c, WorldPoint d)
{
    const auto isBetween = [](WorldPoint from, WorldPoint to, WorldPoint one, WorldPoint other) {
        const double first = orientation(asPlane(from), asPlane(to), asPlane(one));
        const double second = orientation(asPlane(from), asPlane(to), asPlane(other));
        return (first < 0 && second > 0) || (first > 0 && second < 0);
    };
    return isBetween(a, b, c, d) && isBetween(c, d, a, b);
}

/// The ring on Earth, its long sides in pieces: they are straight on the map, not on the ground.
std::vector<GeoPoint> onEarth(std::span<const WorldPoint> ring)
{
    std::vector<GeoPoint> corners;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const WorldPoint from = ring[i], to = ring[(i + 1) % ring.size()];
        const double longest = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
        const int pieces = std::max(1, int(std::ceil(longest / longestSide)));
        for (int k = 0; k < pieces; ++k) {
            const double share = double(k) / pieces;
            corners.push_back(geoFromWorld({std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share)}));
        }
    }
    return corners;
}

/// Halves of the square: a polygon of more than half the Earth would be taken for the rest of it.
double squareMetres(std::span<const WorldPoint> ring, const WorldRect &box)
{
    if (box.width() <= 0.5)
        return geodesicSize(onEarth(ring)).value_or(PolygonSize{}).area_m2;
    QPolygonF whole;
    for (const WorldPoint &corner : ring)
        whole << QPointF(corner.x, corner.y);
    double metres = 0;
    for (const double left : {0.0, 0.5}) {
        std::vector<WorldPoint> half;
        for (const QPointF &corner : clippedRing(whole, {left, 0, 0.5, 1}))
            half.push_back({corner.x(), corner.y()});
        metres += geodesicSize(onEarth(half)).value_or(PolygonSize{}).area_m2;
    }
    return metres;
}

bool overlap(const Region &region, const WorldRect &box, const AreaShape &shape)
{
    if (!shape.box.intersects(box))
        return false;
    std::vector<const Region::Edge *> near;
    for (const Region::Edge &edge : region.edges()) {
        if (edge.mayTouch(shape.box))
            near.push_back(&edge);
    }
    for (const std::vector<WorldPoint> &ring : shape.rings) {
        if (!ring.empty() && region.contains(ring.front()))
            return true;
    }
    if (near.empty()) // all of the shape lies on one side
        return false;
    for (const std::vector<WorldPoint> &ring : shape.rings) {
        for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
            const auto crosses
                = [&](const Region::Edge *edge) { return cross(edge->from, edge->to, ring[k], ring[i]); };
            if (std::ranges::any_of(near, crosses))
                return true;
        }
    }
    // The region may lie wholly within.
    return contains(shape, near.front()->from);
}

} // namespace

RegionGround RegionGround::of(std::span<const WorldPoint> ring, const AreaShapes &areas)
{
    RegionGround ground;
    const auto isFinite = [](WorldPoint p) { return std::isfinite(p.x) && std::isfinite(p.y); };
    if (ring.size() < 3 || !std::ranges::all_of(ring, isFinite))
        return ground;
    Measurement outline{Measurement::Kind::Area, {}};
    WorldRect box;
    for (const WorldPoint &corner : ring) {
        outline.points.push_back(asPlane(corner));
        box.include(corner);
    }
    ground.area_m2 = squareMetres(ring, box);
    ground.crossesItself = outline.crossesItself();
    const Region region = Region::lasso(ring);
    const auto isCovered = [&](const AreaShape &shape) { return overlap(region, box, shape); };
    ground.communities = int(std::ranges::count_if(areas.shapes(AreaLevel::Community), isCovered));
    ground.grids = int(std::ranges::count_if(areas.shapes(AreaLevel::Grid), isCovered));
    return ground;
}

} // namespace wuquan
