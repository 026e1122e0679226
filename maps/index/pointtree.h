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
    std::uint32_t depth = 0; ///< what is drawn later is greater; unique
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
    /// At most 16,777,216 points, all on the square.
    explicit PointTree(std::vector<TreePoint> points);

    [[nodiscard]] std::span<const TreePoint> points() const { return m_points; }
    /// The highest level has one node; there are none when there are no points.
    [[nodiscard]] std::size_t levels() const { return m_levels.size(); }
    /// Node i holds the nodes of the level below, of level 0 the points, fan·i … fan·i + fan − 1.
    [[nodiscard]] std::span<const Node> nodes(std::size_t level) const { return m_levels[level]; }
    [[nodiscard]] std::size_t bytes() const;

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
    [[nodiscard]] Node summary(std::size_t level, std::size_t index) const;

    std::vector<TreePoint> m_points;
    std::vector<std::vector<Node>> m_levels;
    std::vector<std::uint32_t> m_stale; ///< leaves
};

} // namespace wuquan
