// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointtree.h"

#include "data/core/radixsort.h"

#include <algorithm>

namespace wuquan {

namespace {

constexpr int axisBits = 20;
constexpr int slotBits = 24;

/// The lower twenty bits with a gap after each.
std::uint64_t spread(std::uint64_t bits)
{
    bits = (bits | bits << 16) & 0x0000ffff0000ffff;
    bits = (bits | bits << 8) & 0x00ff00ff00ff00ff;
    bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0f;
    bits = (bits | bits << 2) & 0x3333333333333333;
    return (bits | bits << 1) & 0x5555555555555555;
}

/// The points in the order of a Morton curve over the rectangle they fill.
std::vector<TreePoint> alongCurve(const std::vector<TreePoint> &points)
{
    UnitBox all;
    for (const TreePoint &point : points)
        all.include(pointBox(point.at));
    const std::uint32_t side = points.empty() ? 0 : std::max(all.right - all.left, all.bottom - all.top);
    const int drop = std::max(0, std::bit_width(side) - axisBits);
    std::vector<std::uint64_t> keys(points.size());
    inPieces(points.size(), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const std::uint64_t x = (unitOf(points[i].at.x) - all.left) >> drop;
            const std::uint64_t y = (unitOf(points[i].at.y) - all.top) >> drop;
            keys[i] = (spread(x) | spread(y) << 1) << slotBits | i;
        }
    });
    radixSort(keys, slotBits);
    std::vector<TreePoint> sorted(points.size());
    inPieces(points.size(), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            sorted[i] = points[keys[i] & ((1u << slotBits) - 1)];
    });
    return sorted;
}

} // namespace

PointTree::PointTree(std::vector<TreePoint> points, bool isLater)
    : m_tree(isLater ? laterTree : 0)
    , m_points(alongCurve(points))
{
    points = {};
    for (std::size_t below = m_points.size(); below > 1 || (below == 1 && m_levels.empty());) {
        const std::size_t level = m_levels.size(), count = (below + fan - 1) / fan;
        m_levels.emplace_back(count);
        inPieces(count, piecesOf(count, 1000), [&](std::size_t, std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                m_levels[level][i] = summary(level, i);
        });
        below = count;
    }
}

PointTree::Node PointTree::summary(std::size_t level, std::size_t index) const
{
    Node node;
    const std::size_t from = index * fan;
    if (level == 0) {
        for (std::size_t i = from; i < std::min(from + fan, m_points.size()); ++i) {
            const TreePoint &point = m_points[i];
            if (point.style == TreePoint::gone)
                continue;
            node.box.include(pointBox(point.at));
            node.top = std::max(node.top, depth(i));
            node.styles |= point.styleBit();
        }
        return node;
    }
    for (std::size_t i = from; i < std::min(from + fan, m_levels[level - 1].size()); ++i) {
        const Node &below = m_levels[level - 1][i];
        node.box.include(below.box);
        node.top = std::max(node.top, below.top);
        node.styles |= below.styles;
    }
    return node;
}

std::size_t PointTree::bytes() const
{
    std::size_t sum = m_points.capacity() * sizeof(TreePoint);
    for (const auto &level : m_levels)
        sum += level.capacity() * sizeof(Node);
    return sum;
}

void PointTree::replace(std::size_t slot, const TreePoint &point)
{
    m_points[slot] = point;
    m_stale.push_back(std::uint32_t(slot / fan));
}

void PointTree::refit()
{
    std::ranges::sort(m_stale);
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const auto twice = std::ranges::unique(m_stale);
        m_stale.erase(twice.begin(), twice.end());
        inPieces(m_stale.size(), piecesOf(m_stale.size(), 1000), [&](std::size_t, std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) {
                std::uint32_t &index = m_stale[i];
                m_levels[level][index] = summary(level, index);
                index /= fan;
            }
        });
    }
    m_stale.clear();
}

std::vector<std::pair<std::size_t, std::size_t>> PointTree::near(const UnitBox &box) const
{
    Runs runs;
    if (!m_levels.empty())
        addNear(box, m_levels.size() - 1, 0, runs);
    return runs;
}

void PointTree::addNear(const UnitBox &box, std::size_t level, std::size_t index, Runs &runs) const
{
    const Node &node = m_levels[level][index];
    if (!node.box.intersects(box))
        return;
    if (level > 0 && !box.contains(node.box)) {
        const auto [first, last] = below(level, index);
        for (std::size_t i = first; i < last; ++i)
            addNear(box, level - 1, i, runs);
        return;
    }
    const auto [from, to] = slots(level, index);
    if (!runs.empty() && runs.back().second == from)
        runs.back().second = to;
    else
        runs.emplace_back(from, to);
}

std::pair<std::size_t, std::size_t> PointTree::slots(std::size_t level, std::size_t node) const
{
    std::size_t width = fan;
    for (std::size_t i = 0; i < level; ++i)
        width *= fan;
    return {node * width, std::min((node + 1) * width, m_points.size())};
}

} // namespace wuquan
