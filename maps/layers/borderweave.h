// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/areashapes.h"

#include <unordered_set>

namespace wuquan {

/// Takes boundaries apart into edges, drops those already taken, and ties the rest into lines from corner to corner.
/// Levels are added from the highest down, so that each edge belongs to the highest level that has it.
class BorderWeave {
public:
    [[nodiscard]] std::vector<BorderLine> add(const std::vector<AreaShape> &shapes);

private:
    using Corner = std::uint64_t; ///< place on the world square to 2^-32, about a centimetre
    struct Edge {
        Corner a, b;
        bool operator==(const Edge &) const = default;
    };
    struct EdgeHash {
        std::size_t operator()(const Edge &edge) const noexcept
        {
            return std::size_t((edge.a * 0x9e3779b97f4a7c15u) ^ (edge.b * 0xc2b2ae3d27d4eb4fu));
        }
    };
    [[nodiscard]] static Corner cornerOf(WorldPoint point);
    [[nodiscard]] static WorldPoint pointOf(Corner corner);

    std::unordered_set<Edge, EdgeHash> m_taken;
};

} // namespace wuquan
