// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/regionground.h"

#include "data/geo/geodesic.h"
#include "data/geo/mercator.h"
#include "data/geo/orientation.h"
#include "maps/index/region.h"
#include "maps/tools/measurement.h"

#include <algorithm>
#include <numbers>

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

/// By lines along the parallels, for what geodesicSize can't tell: rings that cross themselves, of more than half the
/// Earth. On the map a length is that of the ellipsoid by the radii of its meridian and of its prime vertical (Snyder,
/// Map Projections, 1987, p. 24), with the latitude of the sphere.
double squareMetresByLines(std::span<const WorldPoint> ring, const WorldRect &box)
{
    constexpr int lines = 2048;
    constexpr double radius = 6378137.0, squaredEccentricity = 6.69437999014e-3;
    double metres = 0;
    std::vector<double> crossed;
    for (int line = 0; line < lines; ++line) {
        const double y = std::lerp(box.top, box.bottom, (line + 0.5) / lines);
        crossed.clear();
        for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
            if ((ring[i].y > y) != (ring[k].y > y))
                crossed.push_back(std::lerp(ring[i].x, ring[k].x, (y - ring[i].y) / (ring[k].y - ring[i].y)));
        }
        std::ranges::sort(crossed);
        double wide = 0;
        for (std::size_t i = 1; i < crossed.size(); i += 2)
            wide += crossed[i] - crossed[i - 1];
        const double latitude = geoFromWorld({0, y}).latitude * std::numbers::pi / 180;
        const double flat = 1 - squaredEccentricity * std::sin(latitude) * std::sin(latitude);
        const double around = 2 * std::numbers::pi * radius * std::cos(latitude);
        metres += wide * around * around * (1 - squaredEccentricity) / (flat * flat);
    }
    return metres * box.height() / lines;
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
    ground.area_m2 = outline.crossesItself() || box.width() > 0.5
        ? squareMetresByLines(ring, box)
        : geodesicSize(onEarth(ring)).value_or(PolygonSize{}).area_m2;
    const Region region = Region::lasso(ring);
    const auto isCovered = [&](const AreaShape &shape) { return overlap(region, box, shape); };
    ground.communities = int(std::ranges::count_if(areas.shapes(AreaLevel::Community), isCovered));
    ground.grids = int(std::ranges::count_if(areas.shapes(AreaLevel::Grid), isCovered));
    return ground;
}

} // namespace wuquan
