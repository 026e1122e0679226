// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/polygon.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <queue>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::optional<GeoPoint> pointFromJson(const QJsonValue &value)
{
    const QJsonArray pair = value.toArray();
    if (pair.size() < 2 || !pair[0].isDouble() || !pair[1].isDouble())
        return std::nullopt;
    const GeoPoint point{pair[0].toDouble(), pair[1].toDouble()};
    return isUsable(point) ? std::optional(point) : std::nullopt;
}

std::vector<GeoPoint> pointsFromJson(const QJsonValue &value)
{
    std::vector<GeoPoint> points;
    const QJsonArray array = value.toArray();
    points.reserve(std::size_t(array.size()));
    for (const auto &pair : array) {
        if (const auto point = pointFromJson(pair); point && (points.empty() || points.back() != *point))
            points.push_back(*point);
    }
    return points;
}

Ring ringFromJson(const QJsonValue &value)
{
    Ring ring = pointsFromJson(value);
    if (ring.size() > 1 && ring.front() == ring.back())
        ring.pop_back();
    return ring;
}

void appendPolygon(MultiPolygon &shape, const QJsonArray &rings)
{
    Polygon polygon;
    for (qsizetype i = 0; i < rings.size(); ++i) {
        Ring ring = ringFromJson(rings[i]);
        if (ring.size() < 3) {
            if (i == 0)
                return;
            continue;
        }
        if (i == 0)
            polygon.outer = std::move(ring);
        else
            polygon.holes.push_back(std::move(ring));
    }
    if (!polygon.outer.empty())
        shape.push_back(std::move(polygon));
}

constexpr std::size_t mostCells = 4096; ///< a label's place needs no more
constexpr std::size_t mostVertices = 2048; ///< of a ring that a label's place is sought in
constexpr double longestShape = 64; ///< times its width; what is longer is sought in a coarser grid
constexpr double noArea = 1e-9; ///< of its longer side squared: a line, for all a label cares

/// What a label's place needs of a ring: usable points, every n-th of very many.
Ring thinned(const Ring &ring)
{
    const std::size_t step = ring.size() / mostVertices + 1;
    Ring kept;
    kept.reserve(ring.size() / step + 1);
    for (std::size_t i = 0; i < ring.size(); i += step) {
        if (isUsable(ring[i]))
            kept.push_back(ring[i]);
    }
    return kept;
}

double signedArea(const Ring &ring)
{
    double sum = 0;
    // From its first point: far from nought the products of a small ring would cancel out.
    for (std::size_t i = 2; i < ring.size(); ++i) {
        const double ax = ring[i - 1].longitude - ring[0].longitude, ay = ring[i - 1].latitude - ring[0].latitude;
        const double bx = ring[i].longitude - ring[0].longitude, by = ring[i].latitude - ring[0].latitude;
        sum += ax * by - bx * ay;
    }
    return sum / 2;
}

/// Distance from a point to the border in degrees, negative outside; both axes taken as equal, which is enough for a
/// label.
double depth(const Polygon &polygon, GeoPoint p)
{
    bool inside = false;
    double nearest = 1e300;
    const auto walk = [&](const Ring &ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const GeoPoint a = ring[i], b = ring[j];
            if ((a.latitude > p.latitude) != (b.latitude > p.latitude)
                && p.longitude
                    < (b.longitude - a.longitude) * (p.latitude - a.latitude) / (b.latitude - a.latitude) + a.longitude)
                inside = !inside;
            const double dx = b.longitude - a.longitude, dy = b.latitude - a.latitude;
            const double length = dx * dx + dy * dy;
            const double t = length > 0
                ? std::clamp(((p.longitude - a.longitude) * dx + (p.latitude - a.latitude) * dy) / length, 0.0, 1.0)
                : 0;
            nearest
                = std::min(nearest, std::hypot(p.longitude - a.longitude - t * dx, p.latitude - a.latitude - t * dy));
        }
    };
    walk(polygon.outer);
    for (const Ring &hole : polygon.holes)
        walk(hole);
    return inside ? nearest : -nearest;
}

/// Quadtree search for the pole of inaccessibility (Garcia-Castellanos & Lombardo 2007, as popularised by polylabel),
/// ended after mostCells whatever the shape.
GeoPoint innermostPoint(const Polygon &polygon, const GeoBounds &box)
{
    struct Cell {
        GeoPoint centre;
        double half;
        double distance;
        [[nodiscard]] double potential() const { return distance + half * 1.4142135623730951; }
        bool operator<(const Cell &other) const { return potential() < other.potential(); }
    };
    const double width = box.east - box.west, height = box.north - box.south;
    const double size = std::max(std::min(width, height), std::max(width, height) / longestShape);
    std::priority_queue<Cell> cells;
    std::size_t made = 0;
    const auto push = [&](GeoPoint centre, double half) {
        cells.push({centre, half, depth(polygon, centre)});
        ++made;
    };
    for (double x = box.west; x < box.east && made < mostCells; x += size) {
        for (double y = box.south; y < box.north && made < mostCells; y += size)
            push({x + size / 2, y + size / 2}, size / 2);
    }
    Cell best{{(box.west + box.east) / 2, (box.south + box.north) / 2}, 0, 0};
    best.distance = depth(polygon, best.centre);
    while (!cells.empty()) {
        const Cell cell = cells.top();
        cells.pop();
        if (cell.distance > best.distance)
            best = cell;
        if (cell.potential() - best.distance <= size * 0.01 || made >= mostCells)
            break;
        const double h = cell.half / 2;
        for (const auto &[dx, dy] : {std::pair{-h, -h}, {h, -h}, {-h, h}, {h, h}})
            push({cell.centre.longitude + dx, cell.centre.latitude + dy}, h);
    }
    return best.centre;
}

} // namespace

Result<MultiPolygon> polygonFromGeoJson(const QJsonObject &geometry)
{
    const QString type = geometry["type"_L1].toString();
    const QJsonArray coordinates = geometry["coordinates"_L1].toArray();
    MultiPolygon shape;
    if (type == "Polygon"_L1) {
        appendPolygon(shape, coordinates);
    } else if (type == "MultiPolygon"_L1) {
        for (const auto &polygon : coordinates)
            appendPolygon(shape, polygon.toArray());
    } else {
        return failure(ErrorKind::Input, u"geometry type '%1' is not Polygon or MultiPolygon"_s.arg(type.left(32)));
    }
    if (shape.empty())
        return failure(ErrorKind::Input, u"geometry has no ring of three usable points"_s);
    return shape;
}

Result<LineString> lineFromGeoJson(const QJsonObject &geometry)
{
    if (geometry["type"_L1].toString() != "LineString"_L1)
        return failure(ErrorKind::Input, u"geometry is not a LineString"_s);
    LineString line = pointsFromJson(geometry["coordinates"_L1]);
    if (line.size() < 2)
        return failure(ErrorKind::Input, u"line has fewer than two usable points"_s);
    return line;
}

void GeoBounds::include(GeoPoint point)
{
    west = std::min(west, point.longitude);
    east = std::max(east, point.longitude);
    south = std::min(south, point.latitude);
    north = std::max(north, point.latitude);
}

GeoBounds bounds(const MultiPolygon &shape)
{
    GeoBounds box;
    for (const Polygon &polygon : shape) {
        for (GeoPoint point : polygon.outer)
            box.include(point);
    }
    return box;
}

GeoPoint labelPoint(const MultiPolygon &shape)
{
    Polygon largest;
    double area = -1;
    for (const Polygon &polygon : shape) {
        Ring outer = thinned(polygon.outer);
        if (const double a = std::abs(signedArea(outer)); !outer.empty() && a > area) {
            area = a;
            largest = {std::move(outer), polygon.holes};
        }
    }
    if (largest.outer.empty())
        return {};
    const GeoBounds box = bounds({largest});
    const double longer = std::max(box.east - box.west, box.north - box.south);
    if (area <= noArea * longer * longer)
        return {(box.west + box.east) / 2, (box.south + box.north) / 2};
    for (Ring &hole : largest.holes)
        hole = thinned(hole);
    return innermostPoint(largest, box);
}

} // namespace wuquan
