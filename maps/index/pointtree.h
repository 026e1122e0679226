// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/unitbox.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wuquan {

/// A point as the tree keeps it.
struct TreePoint {
    WorldPoint at;
    std::uint32_t row = 0; ///< the caller's number
    std::uint8_t rank = 0; ///< below 128; what has a greater one is drawn later
    std::uint8_t style = 0; ///< below 32; `TreePoint::gone` for one that is no more

    static constexpr std::uint8_t gone = 255;
    [[nodiscard]] std::uint32_t styleBit() const { return style == gone ? 0 : 1u << style; }
};

/// Points in the order of a Morton curve with boxes over each sixteen of them, over each sixteen boxes, and so on: a
/// packed R-tree that also knows what is on top in each box and how it is drawn. 24 bytes a point and 1.6 for the
/// boxes.
class PointTree {
public:
    static constexpr std::size_t fan = 16;

    struct Node {
        UnitBox box;
        std::uint32_t top = 0; ///< the greatest depth
        std::uint32_t styles = 0; ///< a bit for each style
    };

    PointTree() = default;
    /// At most 16,777,216 points, all on the square. Of equal rank those of a later tree lie above those of an earlier.
    PointTree(std::vector<TreePoint> points, bool isLater);

    [[nodiscard]] std::span<const TreePoint> points() const { return m_points; }
    /// The highest level has one node; there are none when there are no points.
    [[nodiscard]] std::size_t levels() const { return m_levels.size(); }
    /// Node i holds the nodes of the level below, of level 0 the points, fan·i … fan·i + fan − 1.
    [[nodiscard]] std::span<const Node> nodes(std::size_t level) const { return m_levels[level]; }
    [[nodiscard]] std::size_t bytes() const;
    /// How far up the point of a slot is drawn: by rank, then by tree, then by slot. Unique.
    [[nodiscard]] std::uint32_t depth(std::size_t slot) const
    {
        return std::uint32_t(m_points[slot].rank) << rankShift | m_tree | std::uint32_t(slot);
    }
    /// Whether a depth is one of this tree's; its slot is in the lower bits.
    [[nodiscard]] bool isOwn(std::uint32_t depth) const { return (depth & laterTree) == m_tree; }
    static constexpr std::uint32_t slotMask = (1u << 24) - 1;

    /// The slots of points in a box, as few from…to as there may be; points beside it are among them.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> near(const UnitBox &box) const;

    /// Puts another point into a slot. What is asked is wrong until refit().
    void replace(std::size_t slot, const TreePoint &point);
    /// Makes the boxes true again after replace().
    void refit();

    /// The points below a node, from…to.
    [[nodiscard]] std::pair<std::size_t, std::size_t> slots(std::size_t level, std::size_t node) const;
    /// The nodes of the level below, from…to.
    [[nodiscard]] std::pair<std::size_t, std::size_t> below(std::size_t level, std::size_t node) const
    {
        return {node * fan, std::min((node + 1) * fan, m_levels[level - 1].size())};
    }

private:
    using Runs = std::vector<std::pair<std::size_t, std::size_t>>;
    static constexpr int rankShift = 25;
    static constexpr std::uint32_t laterTree = 1u << 24;

    [[nodiscard]] Node summary(std::size_t level, std::size_t index) const;
    void addNear(const UnitBox &box, std::size_t level, std::size_t index, Runs &runs) const;

    std::uint32_t m_tree = 0; ///< nought or laterTree
    std::vector<TreePoint> m_points; ///< in the order in which those of equal rank are drawn
    std::vector<std::vector<Node>> m_levels;
    std::vector<std::uint32_t> m_stale; ///< leaves
};

} // namespace wuquan
