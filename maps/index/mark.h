// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace wuquan {

/// Outlines of the marks on the map, about a middle, with a radius r. The square's sides are 0.88 r from the middle;
/// the corners of the diamond are (0, ±r) and (±r, 0), of the triangle (0, −r) and (±r, 7/9.5 r), of the hexagon (±r,
/// 0) and (±r/2, ±r).
enum class MarkShape : std::uint8_t { Circle, Square, Diamond, Triangle, Hexagon };

/// How a kind of points is drawn at present, in device pixels.
struct Mark {
    MarkShape shape = MarkShape::Circle;
    double radius = 0; ///< nought or less: not drawn, so never hit
    double rim = 0; ///< how far ink goes beyond the outline, round at the corners

    [[nodiscard]] bool isDrawn() const { return radius > 0; }
    /// Whether the ink covers the place this far from the middle, its border included.
    [[nodiscard]] bool covers(double dx, double dy) const;
    /// Every place of the ink is at most this far from the middle.
    [[nodiscard]] double outerReach() const;
    /// Every place at most this far from the middle is ink.
    [[nodiscard]] double innerReach() const;

    bool operator==(const Mark &) const = default;
};

} // namespace wuquan
