// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/cluster/clusterbuilder.h"

#include "data/core/parallel.h"
#include "data/core/radixsort.h"
#include "maps/camera/unitbox.h"

#include <algorithm>
#include <numeric>

namespace wuquan {

namespace {

constexpr std::size_t worthAThread = 50'000; ///< points
constexpr int idBits = 27;
constexpr int columnBits = 19; // one more than the columns of zoom 16: no cell is beside one of the next row
constexpr std::uint64_t rowStep = std::uint64_t(1) << columnBits;

/// log2 of the radius in units.
int radiusBits(int zoom)
{
    return 30 - zoom;
}

bool isOnSquare(WorldPoint p)
{
    return p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1;
}

} // namespace

std::uint64_t ClusterBuilder::key(ClusterTree::Place at, std::uint32_t id, int zoom)
{
    const std::uint64_t row = at.y >> radiusBits(zoom), column = (at.x >> radiusBits(zoom)) + 1;
    return (row << columnBits | column) << idBits | id;
}

void ClusterBuilder::build(std::span<const WorldPoint> points, std::span<const std::uint8_t> classes)
{
    // Room for more than there will be: memory that nobody writes to is none, and nothing has to move.
    m_tree.m_children.reserve(2 * points.size());
    m_tree.m_nodes.reserve(points.size());
    PlainVector<std::uint64_t> keys = takePoints(points, classes);
    for (int zoom = ClusterTree::finestZoom; zoom >= 0; --zoom) {
        sortIntoCells(std::move(keys));
        m_tree.m_roots = join(zoom);
        keys.clear();
        if (zoom > 0) {
            keys.reserve(m_tree.m_roots.size());
            for (const std::uint32_t id : m_tree.m_roots)
                keys.push_back(key(m_tree.place(id), id, zoom - 1));
        }
    }
}

PlainVector<std::uint64_t> ClusterBuilder::takePoints(
    std::span<const WorldPoint> points, std::span<const std::uint8_t> classes)
{
    m_tree.m_places.resize(points.size());
    m_tree.m_classes.assign(classes.begin(), classes.end());
    m_tree.m_classes.resize(classes.empty() ? 0 : points.size());
    PlainVector<std::uint64_t> keys(points.size());
    std::vector<std::pair<std::size_t, std::size_t>> taken(piecesOf(points.size(), worthAThread)); // of the keys
    inPieces(points.size(), taken.size(), [&](std::size_t piece, std::size_t begin, std::size_t end) {
        std::size_t next = begin;
        for (std::size_t i = begin; i < end; ++i) {
            if (!isOnSquare(points[i])
                || (!classes.empty() && (i >= classes.size() || classes[i] >= ClusterMakeUp().size()))) {
                m_tree.m_places[i] = {};
                continue;
            }
            m_tree.m_places[i] = {unitOf(points[i].x), unitOf(points[i].y)};
            keys[next++] = key(m_tree.m_places[i], std::uint32_t(i), ClusterTree::finestZoom);
        }
        taken[piece] = {begin, next};
    });
    std::size_t end = 0;
    for (const auto &[from, to] : taken) {
        if (from != end)
            std::copy(keys.begin() + std::ptrdiff_t(from), keys.begin() + std::ptrdiff_t(to),
                keys.begin() + std::ptrdiff_t(end));
        end += to - from;
    }
    keys.resize(end);
    m_tree.m_refused = points.size() - end;
    return keys;
}

void ClusterBuilder::sortIntoCells(PlainVector<std::uint64_t> keys)
{
    radixSort(keys, idBits);
    const auto isFirst = [&keys](std::size_t i) { return i == 0 || keys[i] >> idBits != keys[i - 1] >> idBits; };
    std::vector<std::size_t> cells(piecesOf(keys.size(), worthAThread) + 1); // before each piece, and in all
    inPieces(keys.size(), cells.size() - 1, [&](std::size_t piece, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            cells[piece + 1] += isFirst(i);
    });
    std::partial_sum(cells.begin(), cells.end(), cells.begin());
    m_items.resize(keys.size());
    m_cells.resize(cells.back());
    m_firsts.resize(cells.back() + 1);
    inPieces(keys.size(), cells.size() - 1, [&](std::size_t piece, std::size_t begin, std::size_t end) {
        std::size_t cell = cells[piece];
        for (std::size_t i = begin; i < end; ++i) {
            const auto id = std::uint32_t(keys[i] & ((std::uint64_t(1) << idBits) - 1));
            m_items[i] = {m_tree.place(id), id};
            if (!isFirst(i))
                continue;
            m_cells[cell] = keys[i] >> idBits;
            m_firsts[cell++] = std::uint32_t(i);
        }
    });
    m_firsts.back() = std::uint32_t(keys.size());
}

ClusterBuilder::Around ClusterBuilder::NeighbourWalk::at(std::size_t cell)
{
    // What is sought grows with the cell, so both ends only ever move on.
    Around found;
    for (std::size_t row = 0; row < 3; ++row) {
        const std::uint64_t sought = m_cells[cell] + row * rowStep; // one row too far: no number falls below nought
        while (m_from[row] < m_cells.size() && m_cells[m_from[row]] + rowStep + 1 < sought)
            ++m_from[row];
        while (m_to[row] < m_cells.size() && m_cells[m_to[row]] + rowStep <= sought + 1)
            ++m_to[row];
        found.from[row] = m_firsts[m_from[row]];
        found.to[row] = m_firsts[m_to[row]];
    }
    return found;
}

std::uint32_t ClusterBuilder::weight(std::uint32_t id) const
{
    if (m_tree.isPoint(id))
        return 1;
    const ClusterMakeUp &makeUp = m_tree.node(id).makeUp;
    return std::accumulate(makeUp.begin(), makeUp.end(), 0u);
}

std::vector<std::uint64_t> ClusterBuilder::heaviestFirst() const
{
    if (std::ranges::all_of(m_items, [&](const Item &item) { return m_tree.isPoint(item.id); }))
        return {};
    std::vector<std::uint64_t> order(m_items.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = std::uint64_t(~weight(m_items[i].id)) << 32 | i;
    radixSort(order, 32);
    return order;
}

std::vector<std::uint32_t> ClusterBuilder::join(int zoom)
{
    const std::int64_t reach = std::int64_t(1) << radiusBits(zoom);
    std::vector<std::uint8_t> taken(m_items.size());
    std::vector<std::uint32_t> standing;
    std::vector<std::uint32_t> members; // rows of the items
    const auto start = [&](std::size_t item, const Around &around) {
        if (taken[item])
            return;
        const ClusterTree::Place at = m_items[item].at;
        members.clear();
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::size_t k = around.from[row]; k < around.to[row]; ++k) {
                const std::int64_t dx = std::int64_t(m_items[k].at.x) - at.x, dy = std::int64_t(m_items[k].at.y) - at.y;
                if (!taken[k] && dx * dx + dy * dy <= reach * reach) {
                    taken[k] = 1;
                    members.push_back(std::uint32_t(k));
                }
            }
        }
        if (members.size() == 1) {
            standing.push_back(m_items[members.front()].id);
        } else {
            standing.push_back(std::uint32_t(m_tree.m_places.size() + m_tree.m_nodes.size()));
            addNode(zoom, members);
        }
    };
    const std::vector<std::uint64_t> order = heaviestFirst();
    NeighbourWalk walk(m_cells, m_firsts);
    if (order.empty()) {
        // All points, cell by cell: what is around is needed once and not kept.
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            const Around around = walk.at(cell);
            for (std::size_t item = m_firsts[cell]; item < m_firsts[cell + 1]; ++item)
                start(item, around);
        }
        return standing;
    }
    std::vector<Around> around(m_cells.size());
    std::vector<std::uint32_t> cellOf(m_items.size());
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        around[cell] = walk.at(cell);
        std::fill(cellOf.begin() + m_firsts[cell], cellOf.begin() + m_firsts[cell + 1], std::uint32_t(cell));
    }
    for (const std::uint64_t next : order) {
        const auto item = std::uint32_t(next);
        start(item, around[cellOf[item]]);
    }
    return standing;
}

void ClusterBuilder::addNode(int zoom, std::span<const std::uint32_t> members)
{
    ClusterTree::Node node{{}, std::uint32_t(m_tree.m_children.size()), zoom, {}, 0, 0};
    std::uint64_t count = 0;
    for (const std::uint32_t member : members) {
        const auto [at, id] = m_items[member];
        m_tree.m_children.push_back(id);
        if (m_tree.isPoint(id)) {
            // Beside its neighbours here, far from them in the tree.
            node.sumX += at.x;
            node.sumY += at.y;
            ++node.makeUp[m_tree.m_classes.empty() ? 0 : m_tree.m_classes[id]];
            ++count;
        } else {
            const ClusterTree::Node &child = m_tree.node(id);
            node.sumX += child.sumX;
            node.sumY += child.sumY;
            for (std::size_t i = 0; i < node.makeUp.size(); ++i)
                node.makeUp[i] += child.makeUp[i];
            count += weight(id);
        }
    }
    node.centre = {std::uint32_t(node.sumX / count), std::uint32_t(node.sumY / count)};
    m_tree.m_nodes.push_back(node);
}

} // namespace wuquan
