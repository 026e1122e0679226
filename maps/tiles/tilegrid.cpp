// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tiles/tilegrid.h"

#include "data/geo/mercator.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {
/// Of the square: how far a shift can differ within a city, more than 100 m.
constexpr double shiftPlay = 4e-6;
} // namespace

std::optional<TileKey> TileKey::parent() const
{
    return zoom > 0 ? std::optional(ancestor(zoom - 1)) : std::nullopt;
}

WorldPoint TileGrid::ours(WorldPoint theirs) const
{
    return m_system == CoordinateSystem::Wgs84 ? theirs : worldFromGeo(wgs84From(m_system, geoFromWorld(theirs)));
}

WorldPoint TileGrid::theirs(WorldPoint ours) const
{
    return m_system == CoordinateSystem::Wgs84 ? ours : worldFromGeo(fromWgs84(m_system, geoFromWorld(ours)));
}

WorldRect TileGrid::bounds(TileKey tile) const
{
    const double side = std::exp2(-tile.zoom);
    const double left = tile.column * side, top = tile.row * side, half = side / 2;
    return {ours({left, top + half}).x, ours({left + half, top}).y, ours({left + side, top + half}).x,
        ours({left + half, top + side}).y};
}

std::vector<TileKey> TileGrid::tiles(const WorldRect &part, int zoom) const
{
    if (part.isEmpty() || zoom < 0 || zoom > greatestTileZoom)
        return {};
    WorldRect seen;
    for (const WorldPoint corner :
        {WorldPoint{part.left, part.top}, {part.right, part.top}, {part.left, part.bottom}, {part.right, part.bottom}})
        seen.include(theirs(corner));
    if (m_system != CoordinateSystem::Wgs84)
        seen = seen.grown(shiftPlay);
    const double count = std::exp2(zoom);
    const auto at = [&](double coordinate) { return int(std::clamp(std::floor(coordinate * count), 0.0, count - 1)); };
    std::vector<TileKey> found;
    for (int row = at(seen.top); row <= at(seen.bottom); ++row) {
        for (int column = at(seen.left); column <= at(seen.right); ++column)
            found.push_back({zoom, column, row});
    }
    const WorldPoint middle = seen.centre();
    std::ranges::stable_sort(found, {}, [&](TileKey tile) {
        return std::hypot((tile.column + 0.5) / count - middle.x, (tile.row + 0.5) / count - middle.y);
    });
    return found;
}

} // namespace wuquan
