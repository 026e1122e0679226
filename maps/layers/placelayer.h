// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

namespace wuquan {

/// Places at street zoom: small quiet squares. Off unless the layer is switched on; the selected place always shows.
class PlaceLayer final : public Layer {
public:
    PlaceLayer()
        : Layer(MapLayer::Places)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    Sprite m_mark, m_selected;
    double m_unit = 0;
    Palette m_palette;
};

} // namespace wuquan
