// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/tiles/tilegrid.h"

namespace wuquan {

/// Raster tiles of a configured source. Where one is missing the nearest that surrounds it is enlarged, or those
/// within it are put together, whichever is in memory; where there is nothing what lies below is seen.
class TileLayer final : public Layer {
public:
    TileLayer()
        : Layer(MapLayer::Tiles)
    {
    }
    /// The zoom of the tiles that a frame shows; none where the source has none.
    [[nodiscard]] static std::optional<int> tileZoom(const Frame &frame);
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    /// A part of a picture and where it goes, whole device pixels.
    struct Placed {
        QRect target;
        QRectF source;
        QImage image;
    };
    void place(const Frame &frame, TileKey tile, const QRect &target);
    [[nodiscard]] bool placeAncestor(const Frame &frame, TileKey tile, const QRect &target);

    std::vector<Placed> m_placed;
};

} // namespace wuquan
