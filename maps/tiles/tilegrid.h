// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/coordinatesystem.h"
#include "maps/camera/camera.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace wuquan {

/// One tile of the usual scheme (XYZ): at zoom z the Web Mercator square is cut into 2^z columns from the west and as
/// many rows from the north.
struct TileKey {
    int zoom = 0; ///< 0 … greatestTileZoom
    int column = 0;
    int row = 0;

    [[nodiscard]] std::optional<TileKey> parent() const;
    /// The one that surrounds this at a zoom that is not greater.
    [[nodiscard]] TileKey ancestor(int at) const { return {at, column >> (zoom - at), row >> (zoom - at)}; }
    bool operator==(const TileKey &) const = default;
};

struct TileKeyHash {
    std::size_t operator()(const TileKey &tile) const noexcept
    {
        return std::hash<std::uint64_t>()(
            (std::uint64_t(tile.zoom) << 50) ^ (std::uint64_t(tile.column) << 25) ^ std::uint64_t(tile.row));
    }
};

inline constexpr int greatestTileZoom = 24;

/// Where tiles lie whose square is that of a coordinate system: shifted ones are put where things really are. Within a
/// tile from zoom 9 on what a shift distorts is less than half a pixel of 256, and every edge is the neighbour's too.
class TileGrid {
public:
    explicit TileGrid(CoordinateSystem system = CoordinateSystem::Wgs84)
        : m_system(system)
    {
    }

    /// In our own world (WGS84), from edge middle to edge middle.
    [[nodiscard]] WorldRect bounds(TileKey tile) const;
    /// Those that meet a part of our world, the nearest to its middle first.
    [[nodiscard]] std::vector<TileKey> tiles(const WorldRect &part, int zoom) const;

private:
    [[nodiscard]] WorldPoint ours(WorldPoint theirs) const;
    [[nodiscard]] WorldPoint theirs(WorldPoint ours) const;

    CoordinateSystem m_system;
};

} // namespace wuquan
