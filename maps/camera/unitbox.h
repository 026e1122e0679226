// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <cstdint>

// Whole units of the Web Mercator square, 2³² to its width: 0.9 cm at the equator, a sixteenth of a pixel at zoom 20.
namespace wuquan {

/// A rectangle of whole units, all of them belonging to it; empty when left > right.
struct UnitBox {
    std::uint32_t left = ~0u, top = ~0u, right = 0, bottom = 0;

    [[nodiscard]] bool intersects(const UnitBox &other) const
    {
        return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
    }
    [[nodiscard]] bool contains(const UnitBox &other) const
    {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }
    void include(const UnitBox &other);
    /// All of it, to the far edges of its last units.
    [[nodiscard]] WorldRect world() const;
};

/// The box of one place of the square.
[[nodiscard]] UnitBox pointBox(WorldPoint place);

/// The unit in which a coordinate of the square lies; beyond the square its first or last. Never falls as it grows.
[[nodiscard]] std::uint32_t unitOf(double coordinate);
[[nodiscard]] UnitBox unitsOf(const WorldRect &rect);

} // namespace wuquan
