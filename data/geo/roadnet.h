// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/basemap.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

/// The roads as a net of nodes, to tell how far it is along them. A plain value, built once; may be read from any
/// thread. Roads that cross are taken to meet there, ends within 3 m of each other or of another road to be one.
class RoadNet {
public:
    /// How far it is, and whether that is along roads; otherwise it is 1.3 times the straight way.
    struct Way {
        double metres = 0;
        bool isAlongRoads = false;

        bool operator==(const Way &) const = default;
    };

    /// How far it is from one place to any other; the net must outlive it.
    class Ways {
    public:
        /// Straight to the nearest node, along roads, straight from the node nearest to the goal. An estimate where no
        /// way leads there, no road is within 2 km of an end, or the roads are farther away than the goal.
        [[nodiscard]] Way to(GeoPoint goal) const;

    private:
        friend class RoadNet;
        const RoadNet *m_net = nullptr;
        GeoPoint m_from;
        double m_reach = 0; ///< metres to the first node
        std::vector<float> m_metres; ///< from there to each node; empty: no road is near
    };

    RoadNet() = default;
    explicit RoadNet(std::span<const Road> roads);

    /// One run of Dijkstra, of which any number of goals is asked.
    [[nodiscard]] Ways metresFrom(GeoPoint from) const;

    [[nodiscard]] std::size_t nodeCount() const { return m_nodes.size(); }
    [[nodiscard]] std::size_t edgeCount() const { return m_edges.size() / 2; }

private:
    /// Metres east and north of a corner of the net, on a plane good enough for a city.
    struct Spot {
        double x = 0, y = 0;
    };
    struct Edge {
        std::uint32_t to = 0;
        float metres = 0;
    };
    struct Near {
        std::uint32_t node = 0;
        double metres = 0;
    };
    struct Piece;

    [[nodiscard]] Spot spotOf(GeoPoint point) const;
    void connect(const std::vector<Piece> &pieces);
    void indexNodes();
    [[nodiscard]] std::optional<Near> nearest(Spot spot) const;

    GeoPoint m_origin;
    double m_metresEast = 1, m_metresNorth = 1; ///< of a degree
    std::vector<Spot> m_nodes;
    std::vector<std::uint32_t> m_firstEdge; ///< of each node, and one past the last
    std::vector<Edge> m_edges;
    int m_columns = 0, m_rows = 0; ///< cells in which nodes are looked up
    std::vector<std::uint32_t> m_firstInCell, m_inCell;
};

} // namespace wuquan
