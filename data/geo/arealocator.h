// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/polygon.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

/// Finds the area in which a point lies. Borders belong to the areas beside them, and of several areas that contain a
/// point (a shared border, an overlap) the one given first wins; so a point of a partition goes to exactly one area and
/// none falls into a crack. Sides are decided exactly. Rings cross by the even-odd rule, which also settles bow-ties;
/// the border of a hole still belongs to the area. Immutable once made, so any thread may ask.
class AreaLocator {
public:
    /// Areas with an empty shape, or rings with values that are not finite, contain nothing.
    explicit AreaLocator(std::span<const MultiPolygon> areas);

    /// The position of the area in the span given; none when the point lies outside all or is not finite.
    [[nodiscard]] std::optional<std::size_t> areaAt(GeoPoint point) const;

private:
    struct Edge {
        GeoPoint from, to; ///< the southern end first, so that neighbours see the same edge
    };
    /// One polygon: its edges sorted into bands of latitude, so that only those beside the point are looked at.
    struct Shape {
        std::uint32_t area;
        GeoBounds bounds;
        double bandsPerDegree;
        std::vector<std::uint32_t> bandStarts; ///< one more than there are bands
        std::vector<Edge> edges; ///< by band; long edges stand in several
    };

    void addShape(std::uint32_t area, const Polygon &polygon);
    void sortIntoCells();
    [[nodiscard]] static bool contains(const Shape &shape, GeoPoint point);
    [[nodiscard]] std::size_t column(double longitude) const;
    [[nodiscard]] std::size_t row(double latitude) const;

    std::vector<Shape> m_shapes; ///< by area
    GeoBounds m_bounds;
    std::size_t m_columns = 1, m_rows = 1;
    double m_columnsPerDegree = 0, m_rowsPerDegree = 0;
    std::vector<std::uint32_t> m_cellStarts; ///< one more than there are cells
    std::vector<std::uint32_t> m_cellShapes; ///< shapes whose bounds touch the cell, by area
};

} // namespace wuquan
