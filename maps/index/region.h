// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/arealocator.h"
#include "maps/camera/camera.h"

namespace wuquan {

/// A part of the map bounded by lines that are straight on the screen: a lasso, or an area. Sides are decided exactly
/// and borders belong to it; a ring that crosses itself counts by the even-odd rule. Immutable.
class Region {
public:
    /// Closed implicitly. Fewer than three points, or any that is not finite, contain nothing.
    [[nodiscard]] static Region lasso(std::span<const WorldPoint> ring);
    [[nodiscard]] static Region of(const MultiPolygon &shape);

    [[nodiscard]] bool contains(WorldPoint point) const;

    struct Edge {
        WorldPoint from, to;
        /// False only when no point of the edge lies in the rectangle, borders included.
        [[nodiscard]] bool mayTouch(const WorldRect &rect) const;
    };
    /// Of all rings.
    [[nodiscard]] const std::vector<Edge> &edges() const { return m_edges; }

private:
    /// Numbers of the square in place of degrees: what decides sides only compares them.
    explicit Region(const MultiPolygon &square);

    AreaLocator m_locator;
    std::vector<Edge> m_edges;
};

} // namespace wuquan
