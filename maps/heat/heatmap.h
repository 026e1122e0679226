// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <QImage>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

/// Colours from nothing to full, premultiplied ARGB.
using HeatRamp = std::array<std::uint32_t, 256>;

/// Between the colours (not premultiplied) evenly and smoothly.
[[nodiscard]] HeatRamp smoothRamp(std::span<const QRgb> colours);
/// Each colour (not premultiplied) for an equal share, without a transition.
[[nodiscard]] HeatRamp classedRamp(std::span<const QRgb> colours);

/// Which points make the heat.
struct HeatPoints {
    std::span<const WorldPoint> positions; ///< what is not finite adds nothing
    std::optional<std::span<const std::uint32_t>> rows; ///< numbers of the positions that count; without: all
    std::span<const float> weights; ///< by number; empty: 1 each. What is not above nought and finite adds nothing
};

struct HeatLook {
    double radius = 48; ///< how far a point's heat reaches, device pixels, at least 1
    double full = 0; ///< weight per square of the radius that has the last colour; 0: that of the densest place in view
    HeatRamp ramp;
};

/// A density of points as a picture of the view.
///
/// The definition: cells of c device pixels, c the greatest of 1, 2, 4, 8 that is at most a sixth of the radius, from
/// the top left corner of the view and beyond its edges as far as heat reaches. Each point adds its weight to its cell.
/// The cells are blurred three times along rows and three times along columns by the mean of 2h + 1 cells,
/// h = max(1, round(radius / 3c)) (nearly a Gaussian: P. Kovesi, "Fast Almost-Gaussian Filtering", 2010). Between the
/// middles of cells the density is bilinear, in steps of 1/65535 of `full`; its share of `full` picks one of the
/// ramp's 256 colours, rounded down.
///
/// Keeps its picture and cells from one drawing to the next. One thread at a time; draws on all cores.
class HeatMap {
public:
    /// Format_ARGB32_Premultiplied, of the size of the view in device pixels; null when it has none. It stays the same
    /// picture until the next drawing, which takes another when this one is still held.
    const QImage &draw(const Camera &camera, double pixelRatio, const HeatPoints &points, const HeatLook &look);

    /// The density that had the last colour, in weight per square of the radius; 0 when there was no heat.
    [[nodiscard]] double full() const { return m_full; }

private:
    struct Grid {
        int cell; ///< device pixels
        int reach; ///< h
        int margin; ///< cells beyond each edge of the view
        int columns, rows;
        double originX, originY; ///< of the square, at the grid's corner
        double cellsPerWorld;
    };
    void sum(const HeatPoints &points);
    void blur();
    /// The sum of the densest cell that the picture is made from.
    [[nodiscard]] float densest() const;
    void level(const HeatLook &look);
    template <int cell>
    void paint(const HeatRamp &ramp);

    Grid m_grid{};
    std::vector<std::vector<float>> m_parts; ///< the cells, as far as each thread counted them
    std::vector<float> m_cells;
    std::vector<std::uint16_t> m_levels; ///< of the cells, 65535 is full
    double m_full = 0;
    QImage m_image;
};

} // namespace wuquan
