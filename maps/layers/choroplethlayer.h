// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

namespace wuquan {

/// Areas coloured by a measure: communities, from street zoom on grids.
class ChoroplethLayer final : public Layer {
public:
    /// Where tiles can be shown there are two of them: one below water and roads while no tile is shown, and one over
    /// tiles, which lets them shine through.
    enum class Place { Ground, OverTiles };

    explicit ChoroplethLayer(Place place = Place::Ground)
        : Layer(MapLayer::Choropleth)
        , m_place(place)
    {
    }
    void draw(Canvas &canvas, const Frame &frame) const override;
    [[nodiscard]] static bool isShown(const Frame &frame);

private:
    Place m_place;
};

} // namespace wuquan
