// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/heat/heatmap.h"
#include "maps/layers/frame.h"

namespace wuquan {

/// Where many incidents are: the density of the open ones in the filter, or of those of the days that the view wants.
/// The last colour is that of the densest place of the district at this zoom, so that it means the same wherever the
/// camera is; a few incidents never have it. Instead of the choropleth, which tells the same by area.
class HeatLayer final : public Layer {
public:
    HeatLayer()
        : Layer(MapLayer::Heat)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

    /// Whether it is of days, not of what is open.
    [[nodiscard]] static bool isOfDays(const Frame &frame);
    [[nodiscard]] static bool isShown(const Frame &frame) { return frame.shows(MapLayer::Heat); }
    /// Colours (not premultiplied) from nothing to the densest, evenly spaced.
    [[nodiscard]] static std::array<QRgb, 3> colours(const Palette &palette);

private:
    [[nodiscard]] double densest(const Frame &frame, double radius) const;

    std::vector<WorldPoint> m_places;
    HeatLook m_look;
    std::uint64_t m_revision = 0; ///< of the frame that they are of
    std::uint64_t m_pastRevision = 0; ///< of the incidents of earlier days that they are; 0: of the open ones
    double m_worldPixels = 0; ///< likewise
};

} // namespace wuquan
