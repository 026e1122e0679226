// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

/// A part of the map that somebody draws: a box from corner to corner, or a lasso. A plain value.
struct RegionSketch {
    enum class Kind : std::uint8_t { Box, Lasso };
    static constexpr std::size_t mostCorners = 500; ///< of a lasso; what is longer is thinned

    Kind kind = Kind::Box;
    std::vector<WorldPoint> corners; ///< as they were set; of a box at most two, which face each other
    bool isFreehand = false; ///< its corners are those of a drag
    bool isClosed = false; ///< it stands until another is begun
    double coarsest = 0; ///< since a lasso was thinned: how far apart its corners are at least

    /// Closed implicitly; empty while it bounds nothing.
    [[nodiscard]] std::vector<WorldPoint> ring() const;
    /// The next corner, or the one that faces the first again.
    void add(WorldPoint corner);
    /// A drag has come here: adds nothing that is nearer than `step` to the last corner of a lasso.
    void follow(WorldPoint at, double step);

    bool operator==(const RegionSketch &) const = default;
};

/// What a ring spans; empty without corners.
[[nodiscard]] WorldRect boxOf(const std::vector<WorldPoint> &ring);

} // namespace wuquan
