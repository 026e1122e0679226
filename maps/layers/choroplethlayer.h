// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"

namespace wuquan {

/// Areas coloured by how many open incidents lie in them: communities, from street zoom on grids.
class ChoroplethLayer final : public Layer {
public:
    ChoroplethLayer()
        : Layer(MapLayer::Choropleth)
    {
    }
    void draw(Canvas &canvas, const Frame &frame) const override;
    [[nodiscard]] static bool isShown(const Frame &frame);
};

} // namespace wuquan
