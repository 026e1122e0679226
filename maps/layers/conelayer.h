// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

namespace wuquan {

/// What the online cameras see, as one shade, and a ring around every place that none of them sees. A camera sees what
/// lies within its reach and half its opening to each side of its heading, walls and trees not counted; a reach of more
/// than farthestSeen is not believed, and one without a heading, an opening or a reach sees nothing. Instead of the
/// choropleth, whose greys would be taken for it.
class ConeLayer final : public Layer {
public:
    static constexpr double farthestSeen = 500; ///< metres
    static constexpr double shade = 0.2; ///< opacity of what is seen

    ConeLayer()
        : Layer(MapLayer::Cones)
    {
    }
    [[nodiscard]] static bool isShown(const Frame &frame) { return frame.shows(MapLayer::Cones); }
    /// Whether a camera sees this place.
    [[nodiscard]] static bool isSeen(const Frame &frame, WorldPoint place);

    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    Sprite m_blind;
    double m_unit = 0;
    Palette m_palette;
};

} // namespace wuquan
