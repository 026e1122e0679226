// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/cluster/clustertree.h"

namespace wuquan {

/// Makes the nodes of a tree, one zoom after the other.
class ClusterBuilder {
public:
    explicit ClusterBuilder(ClusterTree &tree)
        : m_tree(tree)
    {
    }

    /// Fills the tree's points, nodes and roots.
    void build(std::span<const WorldPoint> points, std::span<const std::uint8_t> classes);

private:
    /// An item of the zoom above, sorted by cell.
    struct Item {
        ClusterTree::Place at;
        std::uint32_t id;
    };
    /// Items from…to of the row above, of this row and of the row below lie in a cell or in one beside it.
    struct Around {
        std::array<std::uint32_t, 3> from, to;
    };
    /// Tells what is around the cells, asked for one after the other.
    class NeighbourWalk {
    public:
        NeighbourWalk(std::span<const std::uint64_t> cells, std::span<const std::uint32_t> firsts)
            : m_cells(cells)
            , m_firsts(firsts)
        {
        }
        [[nodiscard]] Around at(std::size_t cell);

    private:
        std::span<const std::uint64_t> m_cells;
        std::span<const std::uint32_t> m_firsts;
        std::array<std::size_t, 3> m_from{}, m_to{};
    };

    /// The cell in the upper bits, the id below.
    [[nodiscard]] static std::uint64_t key(ClusterTree::Place at, std::uint32_t id, int zoom);
    [[nodiscard]] PlainVector<std::uint64_t> takePoints(
        std::span<const WorldPoint> points, std::span<const std::uint8_t> classes);
    /// The items in their cells; the keys are sorted and then given back to the system.
    void sortIntoCells(PlainVector<std::uint64_t> keys);
    /// Indices of the items, more points first; empty when all have as many.
    [[nodiscard]] std::vector<std::uint64_t> heaviestFirst() const;
    /// Makes the clusters of a zoom; returns what stands there, in order.
    [[nodiscard]] std::vector<std::uint32_t> join(int zoom);
    [[nodiscard]] std::uint32_t weight(std::uint32_t id) const;
    /// Of these rows of the items.
    void addNode(int zoom, std::span<const std::uint32_t> members);

    ClusterTree &m_tree;
    PlainVector<Item> m_items;
    PlainVector<std::uint64_t> m_cells; ///< that have items, in order
    PlainVector<std::uint32_t> m_firsts; ///< items of these, and the end
};

} // namespace wuquan
