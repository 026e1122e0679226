// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/labels/collisiongrid.h"

#include <array>
#include <functional>
#include <span>

namespace wuquan {

/// One place that a label may take: the top left corner of its text lies at anchor + offset + share · size.
struct LabelSpot {
    float x = 0, y = 0; ///< offset, device pixels
    float widthShare = -0.5F, heightShare = -0.5F; ///< −0.5 each: centred
};

/// Right, left, above and below a point, with a gap in device pixels between.
[[nodiscard]] std::array<LabelSpot, 4> spotsBeside(float gap);

/// Places along a line: its middle, then a third of the length before and after it, straight; offsets from the first
/// point of the line. None for fewer than two points. The points are x, y in device pixels.
[[nodiscard]] std::vector<LabelSpot> spotsAlong(std::span<const std::array<float, 2>> line);

/// A text that would like to stand in the picture; its size was measured by whoever made it.
struct LabelCandidate {
    std::uint64_t key = 0; ///< the same thing from picture to picture
    int level = 0; ///< a greater one is placed before, whatever was shown
    float weight = 0; ///< of one level and equally long shown, the greater is placed before
    float x = 0, y = 0; ///< the anchor, device pixels
    int width = 0, height = 0; ///< of the ink, device pixels
    int air = 0; ///< device pixels around it where no later one may stand
    std::span<const LabelSpot> spots; ///< the best first
};

struct LabelPlacement {
    std::size_t candidate; ///< its position in what was given
    std::size_t spot;
    LabelBox box; ///< of the ink
};

/// Finds room for labels, so that none covers another or what was there before. A label that stood in the picture
/// before is placed before new ones of its level, in its old spot when that is free: names don't flicker while one
/// zooms. Candidates that are equal in all else come in the order of their keys. Keeps what it showed; one placer a
/// view.
class LabelPlacer {
public:
    /// Whether a label may lie in this box for a reason of its own; asked only for boxes that are free.
    using Accept = std::function<bool(std::size_t candidate, std::size_t spot, const LabelBox &box)>;

    /// Labels lie wholly within the bounds. In the order in which they were placed; valid until the next call.
    [[nodiscard]] std::span<const LabelPlacement> place(const LabelBox &bounds, std::span<const LabelBox> obstacles,
        std::span<const LabelCandidate> candidates, const Accept &accept = {});
    /// Forgets what was shown.
    void forget() { m_shown.clear(); }

private:
    struct Shown {
        std::uint64_t key;
        std::size_t spot;
    };
    struct Turn {
        std::uint32_t candidate;
        const Shown *shown; ///< null for one that is new
    };
    [[nodiscard]] std::vector<Turn> turns(std::span<const LabelCandidate> candidates) const;

    CollisionGrid m_grid;
    std::vector<Shown> m_shown; ///< by key
    std::vector<LabelPlacement> m_placed;
};

} // namespace wuquan
