// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/arealocator.h"

#include "data/geo/orientation.h"

#include <algorithm>

namespace wuquan {

namespace {

/// Which of count slots of equal width holds a value. It never falls as the value grows, so that a slot range taken
/// from two ends holds every value between them, however the product was rounded.
std::size_t slotOf(double value, double origin, double slotsPerDegree, std::size_t count)
{
    const double slot = (value - origin) * slotsPerDegree;
    return slot <= 0 ? 0 : std::min(std::size_t(slot), count - 1);
}

double slotsPerDegree(double from, double to, std::size_t count)
{
    return to > from ? double(count) / (to - from) : 0;
}

bool isFinite(const Ring &ring)
{
    return std::ranges::all_of(
        ring, [](GeoPoint p) { return std::isfinite(p.longitude) && std::isfinite(p.latitude); });
}

/// Turns (slot, item) visits into one array of items with a start for every slot. visit is called twice.
template <class Item, class Visit>
void fillSlots(std::size_t slotCount, std::vector<std::uint32_t> &starts, std::vector<Item> &items, Visit visit)
{
    starts.assign(slotCount + 1, 0);
    visit([&](std::size_t slot, const Item &) { ++starts[slot + 1]; });
    for (std::size_t i = 0; i < slotCount; ++i)
        starts[i + 1] += starts[i];
    items.resize(starts.back());
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    visit([&](std::size_t slot, const Item &item) { items[next[slot]++] = item; });
}

} // namespace

AreaLocator::AreaLocator(std::span<const MultiPolygon> areas)
{
    for (std::size_t i = 0; i < areas.size(); ++i) {
        for (const Polygon &polygon : areas[i])
            addShape(std::uint32_t(i), polygon);
    }
    sortIntoCells();
}

void AreaLocator::addShape(std::uint32_t area, const Polygon &polygon)
{
    if (polygon.outer.size() < 3 || !isFinite(polygon.outer) || !std::ranges::all_of(polygon.holes, isFinite))
        return;
    Shape shape{.area = area, .bounds = {}, .bandsPerDegree = 0, .bandStarts = {}, .edges = {}};
    std::vector<Edge> edges;
    double heights = 0;
    const auto addRing = [&](const Ring &ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const GeoPoint a = ring[j], b = ring[i];
            shape.bounds.include(b);
            const bool swapped = std::pair(b.latitude, b.longitude) < std::pair(a.latitude, a.longitude);
            edges.push_back(swapped ? Edge{b, a} : Edge{a, b});
            heights += std::abs(a.latitude - b.latitude);
        }
    };
    addRing(polygon.outer);
    for (const Ring &hole : polygon.holes) {
        if (hole.size() >= 3)
            addRing(hole);
    }
    // About four edges a band; never so many bands that tall edges would be copied more than three times on average.
    const double height = shape.bounds.north - shape.bounds.south;
    const double most = heights > 0 ? 3.0 * double(edges.size()) * height / heights : 1;
    const auto bands = std::size_t(std::clamp(std::min(double(edges.size()) / 4, most), 1.0, 65536.0));
    shape.bandsPerDegree = slotsPerDegree(shape.bounds.south, shape.bounds.north, bands);
    fillSlots(bands, shape.bandStarts, shape.edges, [&](auto place) {
        for (const Edge &edge : edges) {
            const std::size_t last = slotOf(edge.to.latitude, shape.bounds.south, shape.bandsPerDegree, bands);
            for (std::size_t s = slotOf(edge.from.latitude, shape.bounds.south, shape.bandsPerDegree, bands); s <= last;
                ++s)
                place(s, edge);
        }
    });
    m_bounds.include({shape.bounds.west, shape.bounds.south});
    m_bounds.include({shape.bounds.east, shape.bounds.north});
    m_shapes.push_back(std::move(shape));
}

void AreaLocator::sortIntoCells()
{
    if (m_shapes.empty())
        return;
    // Sixteen cells a shape keep most cells to one to three shapes; fewer where shapes lie over each other, so that
    // the lists stay as long as the shapes are many.
    const double whole = (m_bounds.east - m_bounds.west) * (m_bounds.north - m_bounds.south);
    double layers = 0;
    for (const Shape &shape : m_shapes)
        layers += (shape.bounds.east - shape.bounds.west) * (shape.bounds.north - shape.bounds.south);
    layers = whole > 0 ? std::max(1.0, layers / whole) : double(m_shapes.size());
    const auto side = std::size_t(std::clamp(4 * std::sqrt(double(m_shapes.size()) / layers), 1.0, 1024.0));
    m_columns = m_rows = side;
    m_columnsPerDegree = slotsPerDegree(m_bounds.west, m_bounds.east, m_columns);
    m_rowsPerDegree = slotsPerDegree(m_bounds.south, m_bounds.north, m_rows);
    fillSlots(m_columns * m_rows, m_cellStarts, m_cellShapes, [this](auto place) {
        for (std::uint32_t i = 0; i < m_shapes.size(); ++i) {
            const GeoBounds &b = m_shapes[i].bounds;
            for (std::size_t r = row(b.south); r <= row(b.north); ++r) {
                for (std::size_t c = column(b.west); c <= column(b.east); ++c)
                    place(r * m_columns + c, i);
            }
        }
    });
}

std::size_t AreaLocator::column(double longitude) const
{
    return slotOf(longitude, m_bounds.west, m_columnsPerDegree, m_columns);
}

std::size_t AreaLocator::row(double latitude) const
{
    return slotOf(latitude, m_bounds.south, m_rowsPerDegree, m_rows);
}

std::optional<std::size_t> AreaLocator::areaAt(GeoPoint point) const
{
    // Comparisons with NaN are false, so it is outside here already.
    if (m_shapes.empty() || !m_bounds.contains(point))
        return std::nullopt;
    const std::size_t cell = row(point.latitude) * m_columns + column(point.longitude);
    for (std::uint32_t i = m_cellStarts[cell]; i < m_cellStarts[cell + 1]; ++i) {
        const Shape &shape = m_shapes[m_cellShapes[i]];
        if (shape.bounds.contains(point) && contains(shape, point))
            return shape.area;
    }
    return std::nullopt;
}

bool AreaLocator::contains(const Shape &shape, GeoPoint point)
{
    const std::size_t band
        = slotOf(point.latitude, shape.bounds.south, shape.bandsPerDegree, shape.bandStarts.size() - 1);
    bool inside = false;
    for (std::uint32_t i = shape.bandStarts[band]; i < shape.bandStarts[band + 1]; ++i) {
        const auto [from, to] = shape.edges[i];
        if (point.latitude < from.latitude || point.latitude > to.latitude)
            continue;
        const auto [west, east] = std::minmax(from.longitude, to.longitude);
        if (point.longitude > east)
            continue;
        const double side = point.longitude < west ? 1 : orientation(from, to, point);
        if (side == 0)
            return true;
        // A ray to the east crosses the edge when the point is on its western, that is left, side; the northern end
        // does not count, so that a vertex between two edges is crossed once.
        if (side > 0 && from.latitude != to.latitude && point.latitude < to.latitude)
            inside = !inside;
    }
    return inside;
}

} // namespace wuquan
