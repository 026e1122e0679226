// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/keptlayer.h"

#include "data/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <set>

namespace wuquan {

namespace {

constexpr int tileSide = 256; ///< device pixels

/// Where the picture's top left corner lies in the world, device pixels.
QPointF cornerOf(const Frame &frame)
{
    return -frame.device({0, 0});
}

QPoint wholeCorner(const Frame &frame)
{
    const QPointF corner = cornerOf(frame);
    return {int(std::lround(corner.x())), int(std::lround(corner.y()))};
}

int tileAt(int pixel)
{
    return pixel >= 0 ? pixel / tileSide : -((tileSide - 1 - pixel) / tileSide);
}

/// Calls found(column, row, area) for each tile that an area of the picture touches, with the tile's own area there.
template <class Found>
void eachTile(const QRect &area, QPoint corner, const Found &found)
{
    const QRect inWorld = area.translated(corner);
    for (int row = tileAt(inWorld.top()); row <= tileAt(inWorld.bottom()); ++row) {
        for (int column = tileAt(inWorld.left()); column <= tileAt(inWorld.right()); ++column)
            found(column, row, QRect(QPoint(column, row) * tileSide - corner, QSize(tileSide, tileSide)));
    }
}

} // namespace

KeptLayer::KeptLayer(std::vector<std::unique_ptr<Layer>> layers)
    : m_layers(std::move(layers))
{
}

bool KeptLayer::State::isSame(const State &other) const
{
    constexpr double sameplace = 1e-3; // pixels
    const QPointF away = phase - other.phase;
    return revision == other.revision && worldPixels == other.worldPixels && scale == other.scale
        && std::abs(away.x()) < sameplace && std::abs(away.y()) < sameplace;
}

KeptLayer::State KeptLayer::stateOf(const Frame &frame)
{
    return {frame.steadyRevision, frame.worldPixels, frame.scale * frame.pixelRatio,
        cornerOf(frame) - QPointF(wholeCorner(frame))};
}

SparseImage KeptLayer::drawn(Canvas &canvas, const Frame &frame) const
{
    canvas.image.fill(Qt::transparent);
    for (const auto &layer : m_layers)
        layer->drawFaded(canvas, frame);
    return SparseImage(canvas.image);
}

void KeptLayer::prepare(const Frame &frame, std::span<const QRect> parts)
{
    for (const auto &layer : m_layers)
        layer->prepare(frame, parts);
    const State state = stateOf(frame);
    if (!m_state.isSame(state)) {
        m_tiles.clear();
        m_state = state;
    }
    std::vector<std::pair<Place, QRect>> missing;
    for (const QRect &part : parts) {
        eachTile(part, wholeCorner(frame), [&](int column, int row, const QRect &area) {
            if (m_tiles.try_emplace({column, row}).second)
                missing.push_back({{column, row}, area});
        });
    }
    std::vector<SparseImage> made(missing.size());
    std::atomic<std::size_t> next = 0;
    inParallel(std::min(missing.size(), parallelThreads()), [&](std::size_t) {
        QImage image(tileSide, tileSide, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        Canvas canvas{image, painter, {}};
        for (std::size_t i = next++; i < missing.size(); i = next++) {
            canvas.area = missing[i].second;
            made[i] = drawn(canvas, frame);
        }
    });
    for (std::size_t i = 0; i < missing.size(); ++i)
        m_tiles[missing[i].first] = std::move(made[i]);
    forgetFar(frame);
}

/// Tiles beside the view are kept until they are as many as those in it.
void KeptLayer::forgetFar(const Frame &frame)
{
    std::set<Place> seen;
    eachTile(frame.viewport().toAlignedRect(), wholeCorner(frame),
        [&](int column, int row, const QRect &) { seen.insert({column, row}); });
    if (m_tiles.size() > 2 * seen.size())
        std::erase_if(m_tiles, [&](const auto &tile) { return !seen.contains(tile.first); });
}

void KeptLayer::draw(Canvas &canvas, const Frame &frame) const
{
    eachTile(canvas.area, wholeCorner(frame), [&](int column, int row, const QRect &area) {
        const auto tile = m_tiles.find({column, row});
        if (tile != m_tiles.end())
            tile->second.blend(canvas.pixels, area.topLeft() - canvas.area.topLeft());
    });
}

} // namespace wuquan
