// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/area.h"
#include "maps/camera/camera.h"

#include <array>
#include <span>
#include <unordered_map>
#include <vector>

namespace wuquan {

/// One area's boundary on the world square, ready for drawing.
struct AreaShape {
    AreaId id;
    AreaLevel level = AreaLevel::Grid;
    std::vector<std::vector<WorldPoint>> rings; ///< outer rings turn one way, holes the other
    WorldRect box;
    WorldPoint label; ///< well inside
    double squareMetres = 0; ///< without its holes
};

/// A border between two corners where borders meet; drawn once however many areas share it.
struct BorderLine {
    std::vector<WorldPoint> points;
    WorldRect box;
};

/// The boundaries of all areas, prepared once per change of the areas. GUI thread, owned by the scene.
/// Areas without boundary are not in it.
class AreaShapes {
public:
    AreaShapes() = default;
    explicit AreaShapes(std::span<const Area> areas);

    [[nodiscard]] const std::vector<AreaShape> &shapes(AreaLevel level) const { return m_shapes[row(level)]; }
    /// Borders of this level that are not borders of a higher one.
    [[nodiscard]] const std::vector<BorderLine> &borders(AreaLevel level) const { return m_borders[row(level)]; }
    [[nodiscard]] const AreaShape *shape(AreaId id) const;
    /// The area of this level at a place.
    [[nodiscard]] const AreaShape *at(WorldPoint point, AreaLevel level) const;
    /// Of the district where it has a boundary, else of everything.
    [[nodiscard]] const WorldRect &extent() const { return m_extent; }

private:
    [[nodiscard]] static std::size_t row(AreaLevel level) { return std::size_t(level) - 1; }

    std::array<std::vector<AreaShape>, 4> m_shapes;
    std::array<std::vector<BorderLine>, 4> m_borders;
    std::unordered_map<AreaId, std::pair<AreaLevel, std::size_t>> m_rows;
    WorldRect m_extent;
};

/// Whether the point lies inside the rings, by even and odd crossings.
[[nodiscard]] bool contains(const AreaShape &shape, WorldPoint point);

} // namespace wuquan
