// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointindex.h"

#include "data/core/parallel.h"
#include "maps/index/pointsearch.h"

#include <algorithm>
#include <limits>

namespace wuquan {

namespace {

constexpr std::size_t alwaysMoved = 4096; // so many may stand in the second tree however few there are
constexpr std::size_t movedShare = 16;

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

TreePoint treePoint(std::uint32_t row, const IndexedPoint &point)
{
    return {point.at, row, point.rank, point.style};
}

std::vector<std::uint32_t> ascending(std::vector<std::uint32_t> rows)
{
    std::ranges::sort(rows);
    return rows;
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
    return point.at.x >= 0 && point.at.x <= 1 && point.at.y >= 0 && point.at.y <= 1 && point.style < 32
        && point.rank < 128;
}

void PointIndex::makeAnew(std::vector<TreePoint> points)
{
    ++m_order;
    m_moved = {};
    m_settled = PointTree(std::move(points), false);
    noteSlots(m_settled, 0);
}

void PointIndex::noteSlots(const PointTree &tree, std::uint32_t mark)
{
    const auto points = tree.points();
    const std::size_t pieces = piecesOf(points.size(), alwaysMoved);
    inPieces(points.size(), pieces, [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t slot = from; slot < to; ++slot)
            m_slots[points[slot].row] = std::uint32_t(slot) | mark;
    });
}

void PointIndex::apply(std::span<const IndexedChange> changes)
{
    constexpr TreePoint gone{.style = TreePoint::gone};
    std::vector<TreePoint> fresh;
    for (const IndexedChange &change : changes) {
        if (change.row >= mostRows)
            continue;
        if (change.row >= m_slots.size())
            m_slots.resize(change.row + 1, noSlot);
        std::uint32_t &slot = m_slots[change.row];
        const bool isUsable = isOnMap(change.point), wasThere = slot != noSlot;
        const TreePoint point = isUsable ? treePoint(change.row, change.point) : gone;
        m_size += std::size_t(isUsable) - std::size_t(wasThere);
        if (wasThere && (slot & inFresh)) {
            fresh[slot & ~inFresh] = point;
            slot = isUsable ? slot : noSlot;
            continue;
        }
        if (wasThere) {
            PointTree &tree = slot & inMoved ? m_moved : m_settled;
            const std::size_t at = slot & ~inMoved;
            if (isUsable && tree.nodes(0)[at / PointTree::fan].box.contains(pointBox(point.at))) {
                tree.replace(at, point);
                continue;
            }
            tree.replace(at, gone);
            slot = noSlot;
        }
        if (isUsable) {
            slot = inFresh | std::uint32_t(fresh.size());
            fresh.push_back(point);
        }
    }
    std::erase_if(fresh, [](const TreePoint &point) { return point.style == TreePoint::gone; });
    m_settled.refit();
    m_moved.refit();
    if (fresh.empty())
        return;
    for (const TreePoint &point : m_moved.points()) {
        if (point.style != TreePoint::gone)
            fresh.push_back(point);
    }
    if (fresh.size() <= std::max(alwaysMoved, m_settled.points().size() / movedShare)) {
        ++m_order;
        m_moved = PointTree(std::move(fresh), true);
        noteSlots(m_moved, inMoved);
        return;
    }
    for (const TreePoint &point : m_settled.points()) {
        if (point.style != TreePoint::gone)
            fresh.push_back(point);
    }
    makeAnew(std::move(fresh));
}

IndexedPoint PointIndex::point(std::uint32_t row) const
{
    if (row >= m_slots.size() || m_slots[row] == noSlot)
        return {{nowhere, nowhere}};
    const TreePoint &point = treeOf(m_slots[row]).points()[m_slots[row] & ~inMoved];
    return {point.at, point.rank, point.style};
}

std::uint32_t PointIndex::depth(std::uint32_t row) const
{
    return treeOf(m_slots[row]).depth(m_slots[row] & ~inMoved);
}

std::optional<std::uint32_t> PointIndex::pick(const PickView &view, ScreenPoint cursor) const
{
    TopmostSearch search(view, cursor);
    search.look(m_settled);
    search.look(m_moved);
    if (!search.found())
        return {};
    const PointTree &tree = m_settled.isOwn(*search.found()) ? m_settled : m_moved;
    return tree.points()[*search.found() & PointTree::slotMask].row;
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
    return ascending(anyOrderIn(region, styles));
}

std::vector<std::uint32_t> PointIndex::anyOrderIn(const Region &region, std::uint32_t styles) const
{
    RegionSearch search(region, styles);
    search.look(m_settled);
    search.look(m_moved);
    return search.take();
}

std::vector<std::uint32_t> PointIndex::nearest(WorldPoint place, std::size_t count, std::uint32_t styles) const
{
    NearestSearch search(place, count, styles);
    search.look(m_settled);
    search.look(m_moved);
    return search.take();
}

std::size_t PointIndex::bytes() const
{
    return m_settled.bytes() + m_moved.bytes() + m_slots.capacity() * sizeof(std::uint32_t);
}

} // namespace wuquan
