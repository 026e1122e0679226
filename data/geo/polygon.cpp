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

double signedArea(const Ring &ring)
{
    double sum = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        sum += ring[j].longitude * ring[i].latitude - ring[i].longitude * ring[j].latitude;
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

// Quadtree search for the pole of inaccessibility (Garcia-Castellanos & Lombardo 2007, as popularised by polylabel).
GeoPoint labelPoint(const MultiPolygon &shape)
{
    const Polygon *largest = nullptr;
    double area = -1;
    for (const Polygon &polygon : shape) {
        if (const double a = std::abs(signedArea(polygon.outer)); a > area) {
            area = a;
            largest = &polygon;
        }
    }
    if (!largest)
        return {};
    const GeoBounds box = bounds({*largest});
    struct Cell {
        GeoPoint centre;
        double half;
        double distance;
        [[nodiscard]] double potential() const { return distance + half * 1.4142135623730951; }
        bool operator<(const Cell &other) const { return potential() < other.potential(); }
    };
    const double size = std::max(std::min(box.east - box.west, box.north - box.south), 1e-9);
    std::priority_queue<Cell> cells;
    const auto push = [&](GeoPoint centre, double half) { cells.push({centre, half, depth(*largest, centre)}); };
    for (double x = box.west; x < box.east; x += size) {
        for (double y = box.south; y < box.north; y += size)
            push({x + size / 2, y + size / 2}, size / 2);
    }
    Cell best{{(box.west + box.east) / 2, (box.south + box.north) / 2}, 0, 0};
    best.distance = depth(*largest, best.centre);
    while (!cells.empty()) {
        const Cell cell = cells.top();
        cells.pop();
        if (cell.distance > best.distance)
            best = cell;
        if (cell.potential() - best.distance <= size * 0.01)
            break;
        const double h = cell.half / 2;
        for (const auto &[dx, dy] : {std::pair{-h, -h}, {h, -h}, {-h, h}, {h, h}})
            push({cell.centre.longitude + dx, cell.centre.latitude + dy}, h);
    }
    return best.centre;
}

} // namespace wuquan
