// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointindex.h"

#include "data/core/parallel.h"
#include "maps/index/pointsearch.h"

#include <algorithm>

namespace wuquan {

namespace {

constexpr int rankShift = 24;
constexpr std::size_t alwaysMoved = 4096; // so many may stand in the second tree however few there are
constexpr std::size_t movedShare = 16;

std::uint32_t rowOf(const TreePoint &point)
{
    return point.depth & (PointIndex::mostRows - 1);
}

TreePoint treePoint(std::uint32_t row, const IndexedPoint &point)
{
    return {point.at, std::uint32_t(point.rank) << rankShift | row, point.style};
}

/// The last change of each row, by row.
std::vector<IndexedChange> lastOfEach(std::span<const IndexedChange> changes)
{
    std::vector<IndexedChange> last(changes.rbegin(), changes.rend());
    std::ranges::stable_sort(last, {}, &IndexedChange::row);
    const auto earlier = std::ranges::unique(last, {}, &IndexedChange::row);
    last.erase(earlier.begin(), earlier.end());
    return last;
}

std::vector<std::uint32_t> ascending(std::vector<std::uint32_t> depths)
{
    for (std::uint32_t &depth : depths)
        depth &= PointIndex::mostRows - 1;
    std::ranges::sort(depths);
    return depths;
}

} // namespace

PointIndex::PointIndex(std::span<const IndexedPoint> points)
    : m_slots(std::min(points.size(), mostRows), noSlot)
{
    std::vector<TreePoint> usable;
    usable.reserve(m_slots.size());
    for (std::size_t row = 0; row < m_slots.size(); ++row) {
        if (isOnMap(points[row]))
            usable.push_back(treePoint(std::uint32_t(row), points[row]));
    }
    m_size = usable.size();
    makeAnew(std::move(usable));
}

bool PointIndex::isOnMap(const IndexedPoint &point)
{
    return point.at.x >= 0 && point.at.x <= 1 && point.at.y >= 0 && point.at.y <= 1 && point.style < 32;
}

void PointIndex::makeAnew(std::vector<TreePoint> points)
{
    m_moved = {};
    m_settled = PointTree(std::move(points));
    noteSlots(m_settled, 0);
}

void PointIndex::noteSlots(const PointTree &tree, std::uint32_t mark)
{
    const auto points = tree.points();
    const std::size_t pieces = points.size() < alwaysMoved ? 1 : parallelThreads();
    inPieces(points.size(), pieces, [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t slot = from; slot < to; ++slot)
            m_slots[rowOf(points[slot])] = std::uint32_t(slot) | mark;
    });
}

void PointIndex::apply(std::span<const IndexedChange> changes)
{
    std::vector<TreePoint> fresh;
    for (const IndexedChange &change : lastOfEach(changes)) {
        if (change.row >= mostRows)
            continue;
        if (change.row >= m_slots.size())
            m_slots.resize(change.row + 1, noSlot);
        std::uint32_t &slot = m_slots[change.row];
        const bool isUsable = isOnMap(change.point);
        const TreePoint point = treePoint(change.row, change.point);
        m_size += isUsable;
        if (slot != noSlot) {
            --m_size;
            PointTree &tree = slot & inMoved ? m_moved : m_settled;
            const std::size_t at = slot & ~inMoved;
            if (isUsable && tree.nodes(0)[at / PointTree::fan].box.contains(pointBox(point.at))) {
                tree.replace(at, point);
                continue;
            }
            tree.replace(at, {.style = TreePoint::gone});
            slot = noSlot;
        }
        if (isUsable)
            fresh.push_back(point);
    }
    m_settled.refit();
    m_moved.refit();
    if (fresh.empty())
        return;
    for (const TreePoint &point : m_moved.points()) {
        if (point.style != TreePoint::gone)
            fresh.push_back(point);
    }
    if (fresh.size() <= std::max(alwaysMoved, m_settled.points().size() / movedShare)) {
        m_moved = PointTree(std::move(fresh));
        noteSlots(m_moved, inMoved);
        return;
    }
    for (const TreePoint &point : m_settled.points()) {
        if (point.style != TreePoint::gone)
            fresh.push_back(point);
    }
    makeAnew(std::move(fresh));
}

std::optional<std::uint32_t> PointIndex::pick(const PickView &view, ScreenPoint cursor) const
{
    TopmostSearch search(view, cursor);
    search.look(m_settled);
    search.look(m_moved);
    return search.found() ? std::optional(std::uint32_t(*search.found() & (mostRows - 1))) : std::nullopt;
}

std::vector<std::uint32_t> PointIndex::in(const WorldRect &rect, std::uint32_t styles) const
{
    RectSearch search(rect, styles);
    search.look(m_settled);
    search.look(m_moved);
    return ascending(search.take());
}

std::vector<std::uint32_t> PointIndex::in(const Region &region, std::uint32_t styles) const
{
    RegionSearch search(region, styles);
    search.look(m_settled);
    search.look(m_moved);
    return ascending(search.take());
}

std::vector<std::uint32_t> PointIndex::nearest(WorldPoint place, std::size_t count, std::uint32_t styles) const
{
    NearestSearch search(place, count, styles, mostRows - 1);
    search.look(m_settled);
    search.look(m_moved);
    return search.take();
}

std::size_t PointIndex::bytes() const
{
    return m_settled.bytes() + m_moved.bytes() + m_slots.capacity() * sizeof(std::uint32_t);
}

} // namespace wuquan
