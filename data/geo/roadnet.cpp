// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/roadnet.h"

#include "data/geo/mercator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <unordered_map>

namespace wuquan {

namespace {

constexpr double snap_m = 3, longestPiece_m = 150, cell_m = 250, farthestRoad_m = 2000, detour = 1.3;

constexpr std::uint64_t cellKey(std::int64_t column, std::int64_t row)
{
    return (std::uint64_t(column) << 32) ^ (std::uint64_t(row) & 0xffffffffu);
}

std::int64_t cellOf(double metres, double size)
{
    return std::int64_t(std::floor(metres / size));
}

} // namespace

/// A straight piece of a road and where others meet it.
struct RoadNet::Piece {
    Spot a, b;
    std::vector<double> cuts; ///< 0…1 from a to b

    [[nodiscard]] double length() const { return std::hypot(b.x - a.x, b.y - a.y); }
    [[nodiscard]] Spot at(double share) const { return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}; }
    /// Where a spot lies beside the piece, when it is near enough to be on it.
    void cutAt(Spot spot)
    {
        const double square = length() * length();
        if (square <= 0)
            return;
        const double share = ((spot.x - a.x) * (b.x - a.x) + (spot.y - a.y) * (b.y - a.y)) / square;
        if (share <= 0 || share >= 1)
            return;
        const Spot foot = at(share);
        if (std::hypot(spot.x - foot.x, spot.y - foot.y) <= snap_m)
            cuts.push_back(share);
    }
    static void meet(Piece &p, Piece &q)
    {
        for (Spot end : {q.a, q.b})
            p.cutAt(end);
        for (Spot end : {p.a, p.b})
            q.cutAt(end);
        const double cross = (p.b.x - p.a.x) * (q.b.y - q.a.y) - (p.b.y - p.a.y) * (q.b.x - q.a.x);
        if (std::abs(cross) < 1e-9)
            return;
        const double x = q.a.x - p.a.x, y = q.a.y - p.a.y;
        const double alongP = (x * (q.b.y - q.a.y) - y * (q.b.x - q.a.x)) / cross;
        const double alongQ = (x * (p.b.y - p.a.y) - y * (p.b.x - p.a.x)) / cross;
        if (alongP > 0 && alongP < 1 && alongQ > 0 && alongQ < 1) {
            p.cuts.push_back(alongP);
            q.cuts.push_back(alongQ);
        }
    }
};

RoadNet::RoadNet(std::span<const Road> roads)
{
    GeoBounds extent;
    for (const Road &road : roads) {
        for (GeoPoint point : road.line)
            extent.include(point);
    }
    if (roads.empty())
        return;
    m_origin = {extent.west, extent.south};
    const GeoPoint middle{(extent.west + extent.east) / 2, (extent.south + extent.north) / 2};
    m_metresEast = distanceMetres(middle, {middle.longitude + 0.01, middle.latitude}) * 100;
    m_metresNorth = distanceMetres(middle, {middle.longitude, middle.latitude + 0.01}) * 100;
    std::vector<Piece> pieces;
    for (const Road &road : roads) {
        for (std::size_t i = 1; i < road.line.size(); ++i)
            pieces.push_back({spotOf(road.line[i - 1]), spotOf(road.line[i]), {}});
    }
    // Only pieces that share a cell can meet. Those of several cells meet several times; equal cuts make one node.
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells;
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const auto [west, east] = std::minmax(pieces[i].a.x, pieces[i].b.x);
        const auto [south, north] = std::minmax(pieces[i].a.y, pieces[i].b.y);
        for (auto column = cellOf(west - snap_m, cell_m); column <= cellOf(east + snap_m, cell_m); ++column) {
            for (auto row = cellOf(south - snap_m, cell_m); row <= cellOf(north + snap_m, cell_m); ++row)
                cells[cellKey(column, row)].push_back(i);
        }
    }
    for (const auto &[key, inside] : cells) {
        for (std::size_t i = 0; i < inside.size(); ++i) {
            for (std::size_t j = i + 1; j < inside.size(); ++j)
                Piece::meet(pieces[inside[i]], pieces[inside[j]]);
        }
    }
    for (Piece &piece : pieces) {
        // So that a node is near wherever the road is.
        const int parts = int(piece.length() / longestPiece_m) + 1;
        for (int part = 0; part <= parts; ++part)
            piece.cuts.push_back(double(part) / parts);
        std::ranges::sort(piece.cuts);
    }
    connect(pieces);
    indexNodes();
}

RoadNet::Spot RoadNet::spotOf(GeoPoint point) const
{
    return {
        (point.longitude - m_origin.longitude) * m_metresEast, (point.latitude - m_origin.latitude) * m_metresNorth};
}

void RoadNet::connect(const std::vector<Piece> &pieces)
{
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> known;
    const auto nodeAt = [&](Spot spot) {
        const auto column = cellOf(spot.x, snap_m), row = cellOf(spot.y, snap_m);
        for (auto c = column - 1; c <= column + 1; ++c) {
            for (auto r = row - 1; r <= row + 1; ++r) {
                const auto found = known.find(cellKey(c, r));
                if (found == known.end())
                    continue;
                for (std::uint32_t node : found->second) {
                    if (std::hypot(m_nodes[node].x - spot.x, m_nodes[node].y - spot.y) <= snap_m)
                        return node;
                }
            }
        }
        m_nodes.push_back(spot);
        known[cellKey(column, row)].push_back(std::uint32_t(m_nodes.size() - 1));
        return std::uint32_t(m_nodes.size() - 1);
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (const Piece &piece : pieces) {
        std::optional<std::uint32_t> before;
        for (double cut : piece.cuts) {
            const std::uint32_t node = nodeAt(piece.at(cut));
            if (before && *before != node)
                links.emplace_back(std::min(*before, node), std::max(*before, node));
            before = node;
        }
    }
    std::ranges::sort(links);
    links.erase(std::ranges::unique(links).begin(), links.end());
    m_firstEdge.assign(m_nodes.size() + 1, 0);
    for (const auto &[a, b] : links) {
        ++m_firstEdge[a + 1];
        ++m_firstEdge[b + 1];
    }
    for (std::size_t n = 0; n < m_nodes.size(); ++n)
        m_firstEdge[n + 1] += m_firstEdge[n];
    m_edges.resize(links.size() * 2);
    std::vector<std::uint32_t> next(m_firstEdge.begin(), m_firstEdge.end() - 1);
    for (const auto &[a, b] : links) {
        const auto metres = float(std::hypot(m_nodes[a].x - m_nodes[b].x, m_nodes[a].y - m_nodes[b].y));
        m_edges[next[a]++] = {b, metres};
        m_edges[next[b]++] = {a, metres};
    }
}

void RoadNet::indexNodes()
{
    for (Spot node : m_nodes) {
        m_columns = std::max(m_columns, int(cellOf(node.x, cell_m)) + 1);
        m_rows = std::max(m_rows, int(cellOf(node.y, cell_m)) + 1);
    }
    // The corner of the net is its least corner, so that no node lies before the first cell but by a rounding.
    const auto cell = [this](Spot node) {
        return std::size_t(std::max<std::int64_t>(0, cellOf(node.y, cell_m))) * std::size_t(m_columns)
            + std::size_t(std::max<std::int64_t>(0, cellOf(node.x, cell_m)));
    };
    m_firstInCell.assign(std::size_t(m_columns) * std::size_t(m_rows) + 1, 0);
    for (Spot node : m_nodes)
        ++m_firstInCell[cell(node) + 1];
    for (std::size_t c = 1; c < m_firstInCell.size(); ++c)
        m_firstInCell[c] += m_firstInCell[c - 1];
    m_inCell.resize(m_nodes.size());
    std::vector<std::uint32_t> next(m_firstInCell.begin(), m_firstInCell.end() - 1);
    for (std::uint32_t n = 0; n < m_nodes.size(); ++n)
        m_inCell[next[cell(m_nodes[n])]++] = n;
}

std::optional<RoadNet::Near> RoadNet::nearest(Spot spot) const
{
    Near best{0, farthestRoad_m};
    bool isFound = false;
    const auto column = cellOf(spot.x, cell_m), row = cellOf(spot.y, cell_m);
    const auto look = [&](std::int64_t c, std::int64_t r) {
        if (c < 0 || r < 0 || c >= m_columns || r >= m_rows)
            return;
        const std::size_t cell = std::size_t(r) * std::size_t(m_columns) + std::size_t(c);
        for (std::uint32_t i = m_firstInCell[cell]; i < m_firstInCell[cell + 1]; ++i) {
            const Spot node = m_nodes[m_inCell[i]];
            if (const double metres = std::hypot(node.x - spot.x, node.y - spot.y); metres < best.metres) {
                best = {m_inCell[i], metres};
                isFound = true;
            }
        }
    };
    // Ring by ring: what lies in ring n is at least n − 1 cells away.
    for (std::int64_t ring = 0; double(ring - 1) * cell_m < best.metres; ++ring) {
        for (std::int64_t c = column - ring; c <= column + ring; ++c) {
            const bool isSide = c == column - ring || c == column + ring;
            for (std::int64_t r = row - ring; r <= row + ring; r += isSide || ring == 0 ? 1 : 2 * ring)
                look(c, r);
        }
    }
    return isFound ? std::optional(best) : std::nullopt;
}

RoadNet::Ways RoadNet::metresFrom(GeoPoint from) const
{
    Ways ways;
    ways.m_net = this;
    ways.m_from = from;
    const auto start = nearest(spotOf(from));
    if (!start)
        return ways;
    ways.m_reach = start->metres;
    ways.m_metres.assign(m_nodes.size(), std::numeric_limits<float>::infinity());
    ways.m_metres[start->node] = 0;
    using Entry = std::pair<float, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    queue.emplace(0.0F, start->node);
    while (!queue.empty()) {
        const auto [metres, node] = queue.top();
        queue.pop();
        if (metres > ways.m_metres[node])
            continue;
        for (std::uint32_t e = m_firstEdge[node]; e < m_firstEdge[node + 1]; ++e) {
            const float there = metres + m_edges[e].metres;
            if (there < ways.m_metres[m_edges[e].to]) {
                ways.m_metres[m_edges[e].to] = there;
                queue.emplace(there, m_edges[e].to);
            }
        }
    }
    return ways;
}

RoadNet::Way RoadNet::Ways::to(GeoPoint goal) const
{
    const double straight = distanceMetres(m_from, goal);
    const auto end = m_metres.empty() ? std::nullopt : m_net->nearest(m_net->spotOf(goal));
    if (!end || !std::isfinite(m_metres[end->node]) || m_reach + end->metres >= straight)
        return {straight * detour, false};
    return {std::max(straight, m_reach + double(m_metres[end->node]) + end->metres), true};
}

} // namespace wuquan
