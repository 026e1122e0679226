// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/plainvector.h"
#include "maps/camera/camera.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wuquan {

/// How many points of each class, such as a severity or a state, a cluster has.
using ClusterMakeUp = std::array<std::uint32_t, 4>;

/// One mark of a picture: points that stand together, or a point on its own.
struct PointCluster {
    std::uint32_t id = 0; ///< of the tree; that of a point is its number
    WorldPoint centre; ///< the mean of its points
    std::uint32_t count = 1;
    ClusterMakeUp makeUp{};

    bool operator==(const PointCluster &) const = default;
};

/// Clusters of many points for the zooms 0–16; beyond them every point stands alone.
///
/// The definition: coordinates are whole units (maps/camera/unitbox.h). The items of zoom 17 are
/// the points, numbered as given. From zoom 16 down to 0 the items of the zoom above become clusters: each item that no
/// cluster has yet starts one and takes every other item without a cluster whose centre is no farther than
/// `radius` pixels (2³⁰⁻ᶻ units) from its own. They come in this order: more points first; of equal ones by the square
/// cell of one radius they lie in, row by row from the north and each row from the west; in a cell by number. The
/// centre of a cluster is the mean of its points, rounded down; the clusters are numbered as they were started. So the
/// clusters of a zoom lie wholly in those of the zoom below, and dense places keep their mark. The world does not join
/// at its edges.
///
/// Immutable once made, so any thread may ask.
class ClusterTree {
public:
    static constexpr int finestZoom = 16;
    static constexpr double radius = 64; ///< pixels, 256·2^zoom to the width of the world

    ClusterTree() = default;
    /// Classes are 0…3, one a point, or none at all for class 0 throughout. At most 60 million points. What is not
    /// finite, not on the square or of no such class is left out and counted.
    explicit ClusterTree(std::span<const WorldPoint> points, std::span<const std::uint8_t> classes = {});

    /// What stands in the rectangle, borders included, at this zoom; in no particular order.
    [[nodiscard]] std::vector<PointCluster> in(const WorldRect &view, int zoom) const;
    [[nodiscard]] PointCluster cluster(std::uint32_t id) const;
    /// The lowest zoom at which the cluster has come apart, up to 17; 0 for a point, which can't.
    [[nodiscard]] int expansionZoom(std::uint32_t id) const;
    /// Of each point, the lowest zoom at which it stands alone, up to 17.
    [[nodiscard]] std::vector<int> pointsAloneFrom() const;
    /// The numbers of its points, in no particular order.
    [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t id) const;
    /// How many points were left out.
    [[nodiscard]] std::size_t refused() const { return m_refused; }

private:
    struct Place {
        std::uint32_t x, y;
    };
    struct Node {
        Place centre;
        std::uint32_t firstChild; ///< the last is before the next node's first
        std::int32_t zoom; ///< the highest at which it stands as one
        ClusterMakeUp makeUp;
        std::uint64_t sumX, sumY;
    };
    friend class ClusterBuilder;

    [[nodiscard]] bool isPoint(std::uint32_t id) const { return id < m_places.size(); }
    [[nodiscard]] const Node &node(std::uint32_t id) const { return m_nodes[id - m_places.size()]; }
    [[nodiscard]] Place place(std::uint32_t id) const { return isPoint(id) ? m_places[id] : node(id).centre; }
    [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t id) const;

    PlainVector<Place> m_places; ///< of the points
    std::vector<std::uint8_t> m_classes; ///< of the points; empty: all 0
    std::vector<Node> m_nodes; ///< as they were made, so children come before parents
    std::vector<std::uint32_t> m_children; ///< ids, by node
    std::vector<std::uint32_t> m_roots; ///< ids of what stands at zoom 0
    std::size_t m_refused = 0;
};

} // namespace wuquan
