// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/tilelayer.h"

#include "maps/tiles/tileset.h"

namespace wuquan {

namespace {

constexpr int coarserLevels = 3; ///< what is got first, so that there is something to enlarge
constexpr double dimmed = 0.25; ///< of bright tiles in a dark theme

/// Whole device pixels, the same for every part of a picture and after every move: an edge halfway goes up.
QRect deviceRect(const Frame &frame, const WorldRect &rect)
{
    constexpr double play = 1e-3;
    const QPointF from = frame.device({rect.left, rect.top}), to = frame.device({rect.right, rect.bottom});
    const auto whole = [](double at) { return int(std::floor(at + 0.5 + play)); };
    return {QPoint(whole(from.x()), whole(from.y())), QPoint(whole(to.x()) - 1, whole(to.y()) - 1)};
}

} // namespace

std::optional<int> TileLayer::tileZoom(const Frame &frame)
{
    if (!frame.tiles || !frame.shows(MapLayer::Tiles))
        return {};
    const TileSource &source = frame.tiles->source();
    // A text in a tile must be as large on a wall as at a desk.
    const double zoom = source.isImagery ? frame.camera.zoom + std::log2(frame.pixelRatio) : frame.detailZoom();
    const int wanted = int(std::lround(zoom));
    return wanted >= source.fromZoom ? std::optional(std::min(wanted, source.toZoom)) : std::nullopt;
}

void TileLayer::prepare(const Frame &frame, std::span<const QRect> parts)
{
    m_placed.clear();
    const auto zoom = tileZoom(frame);
    if (!zoom)
        return;
    TileSet &tiles = *frame.tiles;
    const WorldRect view = frame.world(frame.viewport().toAlignedRect(), 0);
    const std::vector<TileKey> seen = tiles.grid().tiles(view, *zoom);
    std::vector<TileKey> wanted = tiles.grid().tiles(view, *zoom - coarserLevels);
    wanted.insert(wanted.end(), seen.begin(), seen.end());
    // Where there is none, one that surrounds it.
    std::erase_if(wanted, [&](TileKey &tile) {
        std::optional<TileKey> there = tile;
        while (there && tiles.isMissing(*there))
            there = there->zoom > tiles.source().fromZoom ? there->parent() : std::nullopt;
        tile = there.value_or(tile);
        return !there;
    });
    tiles.want(wanted);
    for (const TileKey tile : seen) {
        const QRect target = deviceRect(frame, tiles.grid().bounds(tile));
        if (std::ranges::any_of(parts, [&](const QRect &part) { return part.intersects(target); }))
            place(frame, tile, target);
    }
}

void TileLayer::place(const Frame &frame, TileKey tile, const QRect &target)
{
    const auto placeOne = [&](TileKey one, const QRect &there) {
        const QImage *image = frame.tiles->find(one);
        if (image)
            m_placed.push_back({there, QRectF(QPointF(), image->size()), *image});
        return image != nullptr;
    };
    if (placeOne(tile, target))
        return;
    (void)placeAncestor(frame, tile, target);
    if (tile.zoom >= greatestTileZoom)
        return;
    for (const int row : {0, 1}) {
        for (const int column : {0, 1}) {
            const TileKey within{tile.zoom + 1, 2 * tile.column + column, 2 * tile.row + row};
            (void)placeOne(within, deviceRect(frame, frame.tiles->grid().bounds(within)));
        }
    }
}

bool TileLayer::placeAncestor(const Frame &frame, TileKey tile, const QRect &target)
{
    for (int zoom = tile.zoom - 1; zoom >= frame.tiles->source().fromZoom; --zoom) {
        const TileKey around = tile.ancestor(zoom);
        const QImage *image = frame.tiles->find(around);
        if (!image)
            continue;
        const int parts = 1 << (tile.zoom - zoom);
        const double wide = double(image->width()) / parts, high = double(image->height()) / parts;
        m_placed.push_back(
            {target, QRectF((tile.column % parts) * wide, (tile.row % parts) * high, wide, high), *image});
        return true;
    }
    return false;
}

void TileLayer::draw(Canvas &canvas, const Frame &frame) const
{
    canvas.painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool isDimmed = frame.palette.dark && frame.tiles && !frame.tiles->source().isDark;
    canvas.painter.setOpacity(isDimmed ? dimmed : 1);
    for (const Placed &placed : m_placed) {
        if (placed.target.intersects(canvas.area))
            canvas.painter.drawImage(QRectF(placed.target), placed.image, placed.source);
    }
    canvas.painter.setOpacity(1);
    canvas.painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
}

} // namespace wuquan
