// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointsearch.h"

#include "maps/index/pointindex.h"

#include <algorithm>
#include <array>

namespace wuquan {

namespace {

constexpr double farthestRounding = 0.71; // device pixels between a middle and the nearest whole pixel
constexpr double slack = 0.01; // device pixels; covers what the conversions round

/// Nodes to be entered, sorted as they come.
template <class Key>
class Visits {
public:
    void add(Key key, std::size_t index)
    {
        std::size_t i = m_count++;
        for (; i > 0 && m_visits[i - 1].first > key; --i)
            m_visits[i] = m_visits[i - 1];
        m_visits[i] = {key, index};
    }
    [[nodiscard]] auto begin() const { return m_visits.begin(); }
    [[nodiscard]] auto end() const { return m_visits.begin() + m_count; }

private:
    std::array<std::pair<Key, std::size_t>, PointTree::fan> m_visits;
    std::ptrdiff_t m_count = 0;
};

double squaredLength(double x, double y)
{
    return x * x + y * y;
}

/// To the nearest place of the rectangle.
double squaredDistanceToBox(WorldPoint p, const WorldRect &rect)
{
    return squaredLength(
        std::max({rect.left - p.x, 0.0, p.x - rect.right}), std::max({rect.top - p.y, 0.0, p.y - rect.bottom}));
}

void takeAll(
    const PointTree &tree, std::size_t from, std::size_t to, std::uint32_t styles, std::vector<std::uint32_t> &found)
{
    for (const TreePoint &point : tree.points().subspan(from, to - from)) {
        if (point.styleBit() & styles)
            found.push_back(point.row);
    }
}

} // namespace

TopmostSearch::TopmostSearch(const PickView &view, ScreenPoint cursor)
    : m_view(view)
    , m_cursor{cursor.x * view.pixelRatio, cursor.y * view.pixelRatio}
    , m_place(view.camera.worldFromScreen(cursor))
    , m_worldSize(view.camera.worldSize())
{
    const double rounding = (view.wholePixels ? farthestRounding : 0) + slack;
    double outer = 0, inner = 1e300;
    for (std::size_t i = 0; i < std::min<std::size_t>(view.marks.size(), 32); ++i) {
        if (!view.marks[i].isDrawn())
            continue;
        m_drawn |= 1u << i;
        const double far = view.marks[i].outerReach(), near = view.marks[i].innerReach();
        m_squaredReaches[i] = {far * far, near * near};
        outer = std::max(outer, far);
        inner = std::min(inner, near);
    }
    const double pixel = 1 / (m_worldSize * view.pixelRatio);
    m_reach = unitsOf(WorldRect{m_place.x, m_place.y, m_place.x, m_place.y}.grown((outer + rounding) * pixel));
    if (inner > rounding)
        m_sure = squaredLength((inner - rounding) * pixel, 0);
}

void TopmostSearch::look(const PointTree &tree)
{
    if (m_drawn && tree.levels() > 0)
        descend(tree, tree.levels() - 1, 0, 1);
}

bool TopmostSearch::isSurelyCovered(const PointTree::Node &node) const
{
    if (node.styles & ~m_drawn)
        return false;
    const WorldRect box = node.box.world();
    return squaredLength(std::max(box.right - m_place.x, m_place.x - box.left),
               std::max(box.bottom - m_place.y, m_place.y - box.top))
        <= m_sure;
}

void TopmostSearch::descend(const PointTree &tree, std::size_t level, std::size_t from, std::size_t to)
{
    const auto nodes = tree.nodes(level);
    Visits<std::int64_t> visits;
    for (std::size_t i = from; i < to; ++i) {
        const PointTree::Node &node = nodes[i];
        if (!node.box.intersects(m_reach) || !isAbove(node.top) || !(node.styles & m_drawn))
            continue;
        if (isSurelyCovered(node))
            m_found = node.top;
        else
            visits.add(-std::int64_t(node.top), i);
    }
    for (const auto &[lowered, index] : visits) {
        if (!isAbove(std::uint32_t(-lowered)))
            return;
        if (level > 0) {
            const auto [first, last] = tree.below(level, index);
            descend(tree, level - 1, first, last);
            continue;
        }
        const auto [first, last] = tree.slots(0, index);
        for (std::size_t slot = first; slot < last; ++slot)
            lookAt(tree.points()[slot], tree.depth(slot));
    }
}

void TopmostSearch::lookAt(const TreePoint &point, std::uint32_t depth)
{
    if (!isAbove(depth) || !(point.styleBit() & m_drawn))
        return;
    // As Camera::screenFromWorld, whose size of the world takes longer than all else here.
    const Camera &camera = m_view.camera;
    double x = ((point.at.x - camera.centre.x) * m_worldSize + camera.width / 2) * m_view.pixelRatio;
    double y = ((point.at.y - camera.centre.y) * m_worldSize + camera.height / 2) * m_view.pixelRatio;
    if (m_view.wholePixels) {
        x = std::round(x);
        y = std::round(y);
    }
    const double dx = m_cursor.x - x, dy = m_cursor.y - y, squared = squaredLength(dx, dy);
    const auto &[far, near] = m_squaredReaches[point.style];
    // The outline is asked only where it matters; a little off the circles, whose own rounding is not its.
    constexpr double more = 1 + 1e-12, less = 1 - 1e-12;
    if (squared < near * less || (squared <= far * more && m_view.marks[point.style].covers(dx, dy)))
        m_found = depth;
}

void RectSearch::look(const PointTree &tree)
{
    if (!m_rect.isEmpty() && tree.levels() > 0)
        descend(tree, tree.levels() - 1, 0);
}

void RectSearch::descend(const PointTree &tree, std::size_t level, std::size_t index)
{
    const PointTree::Node &node = tree.nodes(level)[index];
    if (!node.box.intersects(m_units) || !(node.styles & m_styles))
        return;
    const WorldRect box = node.box.world();
    const auto [from, to] = tree.slots(level, index);
    if (m_rect.contains(WorldPoint{box.left, box.top}) && m_rect.contains(WorldPoint{box.right, box.bottom})) {
        takeAll(tree, from, to, m_styles, m_found);
    } else if (level > 0) {
        const auto [first, last] = tree.below(level, index);
        for (std::size_t i = first; i < last; ++i)
            descend(tree, level - 1, i);
    } else {
        for (const TreePoint &point : tree.points().subspan(from, to - from)) {
            if ((point.styleBit() & m_styles) && m_rect.contains(point.at))
                m_found.push_back(point.row);
        }
    }
}

void RegionSearch::look(const PointTree &tree)
{
    std::vector<const Region::Edge *> edges;
    for (const Region::Edge &edge : m_region.edges())
        edges.push_back(&edge);
    if (tree.levels() > 0)
        descend(tree, tree.levels() - 1, 0, edges);
}

void RegionSearch::descend(
    const PointTree &tree, std::size_t level, std::size_t index, std::span<const Region::Edge *const> edges)
{
    const PointTree::Node &node = tree.nodes(level)[index];
    if (!(node.styles & m_styles))
        return;
    const WorldRect box = node.box.world();
    std::vector<const Region::Edge *> touching;
    std::ranges::copy_if(
        edges, std::back_inserter(touching), [&](const Region::Edge *edge) { return edge->mayTouch(box); });
    const auto [from, to] = tree.slots(level, index);
    if (touching.empty()) {
        if (m_region.contains(box.centre()))
            takeAll(tree, from, to, m_styles, m_found);
    } else if (level > 0) {
        const auto [first, last] = tree.below(level, index);
        for (std::size_t i = first; i < last; ++i)
            descend(tree, level - 1, i, touching);
    } else {
        for (const TreePoint &point : tree.points().subspan(from, to - from)) {
            if ((point.styleBit() & m_styles) && m_region.contains(point.at))
                m_found.push_back(point.row);
        }
    }
}

void NearestSearch::look(const PointTree &tree)
{
    if (tree.levels() > 0 && std::isfinite(m_place.x) && std::isfinite(m_place.y))
        descend(tree, tree.levels() - 1, 0);
}

void NearestSearch::descend(const PointTree &tree, std::size_t level, std::size_t index)
{
    if (level == 0) {
        const auto [from, to] = tree.slots(0, index);
        for (const TreePoint &point : tree.points().subspan(from, to - from))
            lookAt(point);
        return;
    }
    Visits<double> visits;
    const auto [first, last] = tree.below(level, index);
    for (std::size_t i = first; i < last; ++i) {
        const PointTree::Node &node = tree.nodes(level - 1)[i];
        const double distance = squaredDistanceToBox(m_place, node.box.world());
        if ((node.styles & m_styles) && mayHold(distance))
            visits.add(distance, i);
    }
    for (const auto &[distance, i] : visits) {
        if (mayHold(distance))
            descend(tree, level - 1, i);
    }
}

void NearestSearch::lookAt(const TreePoint &point)
{
    const Found found{squaredLength(point.at.x - m_place.x, point.at.y - m_place.y), point.row};
    if (m_count == 0 || !(point.styleBit() & m_styles) || (m_found.size() == m_count && found > m_found.front()))
        return;
    if (m_found.size() == m_count) {
        std::ranges::pop_heap(m_found);
        m_found.pop_back();
    }
    m_found.push_back(found);
    std::ranges::push_heap(m_found);
}

std::vector<std::uint32_t> NearestSearch::take()
{
    std::ranges::sort_heap(m_found);
    std::vector<std::uint32_t> rows;
    rows.reserve(m_found.size());
    for (const Found &found : m_found)
        rows.push_back(found.second);
    return rows;
}

} // namespace wuquan
