// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/index/mark.h"
#include "maps/index/pointtree.h"
#include "maps/index/region.h"

#include <array>
#include <optional>

namespace wuquan {

struct PickView;

// Each looks through one tree or several and then tells what it found.

/// The topmost point whose mark covers a place of the picture. A box that lies below the ink of whatever mark its
/// points have is settled by its topmost point, so that a million points in one place cost no more than one.
class TopmostSearch {
public:
    TopmostSearch(const PickView &view, ScreenPoint cursor);
    void look(const PointTree &tree);
    /// As a depth.
    [[nodiscard]] std::optional<std::uint32_t> found() const { return m_found; }

private:
    void descend(const PointTree &tree, std::size_t level, std::size_t from, std::size_t to);
    void lookAt(const TreePoint &point, std::uint32_t depth);
    [[nodiscard]] bool isAbove(std::uint32_t depth) const { return !m_found || depth > *m_found; }
    [[nodiscard]] bool isSurelyCovered(const PointTree::Node &node) const;

    const PickView &m_view;
    ScreenPoint m_cursor; ///< device pixels
    WorldPoint m_place;
    UnitBox m_reach; ///< no mark in view covers the cursor from beyond
    double m_worldSize;
    double m_sure = -1; ///< squared distance on the square, within which every mark in view covers the cursor
    std::uint32_t m_drawn = 0; ///< styles
    std::array<std::pair<double, double>, 32> m_squaredReaches; ///< outer and inner, of those
    std::optional<std::uint32_t> m_found;
};

/// The points in a rectangle.
class RectSearch {
public:
    RectSearch(const WorldRect &rect, std::uint32_t styles)
        : m_rect(rect)
        , m_units(unitsOf(rect))
        , m_styles(styles)
    {
    }
    void look(const PointTree &tree);
    [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(m_found); }

private:
    void descend(const PointTree &tree, std::size_t level, std::size_t index);

    WorldRect m_rect;
    UnitBox m_units;
    std::uint32_t m_styles;
    std::vector<std::uint32_t> m_found;
};

/// The points in a region. A box that no edge touches lies wholly within or without.
class RegionSearch {
public:
    RegionSearch(const Region &region, std::uint32_t styles)
        : m_region(region)
        , m_styles(styles)
    {
    }
    void look(const PointTree &tree);
    [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(m_found); }

private:
    /// The edges are those that may touch the box above.
    void descend(
        const PointTree &tree, std::size_t level, std::size_t index, std::span<const Region::Edge *const> edges);

    const Region &m_region;
    std::uint32_t m_styles;
    std::vector<std::uint32_t> m_found;
};

/// The nearest points; of equally near ones those of a lower row.
class NearestSearch {
public:
    NearestSearch(WorldPoint place, std::size_t count, std::uint32_t styles)
        : m_place(place)
        , m_count(count)
        , m_styles(styles)
    {
    }
    void look(const PointTree &tree);
    /// Rows, the nearest first.
    [[nodiscard]] std::vector<std::uint32_t> take();

private:
    using Found = std::pair<double, std::uint32_t>; ///< squared distance, row
    void descend(const PointTree &tree, std::size_t level, std::size_t index);
    void lookAt(const TreePoint &point);
    [[nodiscard]] bool mayHold(double squaredDistance) const
    {
        return m_found.size() < m_count || (m_count > 0 && squaredDistance <= m_found.front().first);
    }

    WorldPoint m_place;
    std::size_t m_count;
    std::uint32_t m_styles;
    std::vector<Found> m_found; ///< a heap, the farthest first
};

} // namespace wuquan
