// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/devicestyle.h"
#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

namespace wuquan {

/// Outline of a device mark: a step quieter than the token, because there are thousands.
[[nodiscard]] Rgb deviceInk(const Palette &palette);

/// Devices: small hollow marks by kind, crossed when they don't report, filled during an alarm; where a whole town is
/// in view, dots.
class DeviceLayer final : public Layer {
public:
    DeviceLayer()
        : Layer(MapLayer::Devices)
    {
    }
    /// Whether every device in view is drawn, not only the selected one.
    [[nodiscard]] static bool showsAll(const Frame &frame);
    /// What is drawn of each style at present, for picking.
    [[nodiscard]] static std::array<Mark, deviceStyles> marks(const Frame &frame);
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    void drawAll(Canvas &canvas, const Frame &frame) const;
    /// Calls put(style, middle) for what is not above the rest.
    template <class Put>
    void drawAll(Canvas &canvas, const Frame &frame, const Put &put) const;

    std::array<Sprite, deviceStyles> m_sprites;
    std::array<Mark, deviceStyles> m_marks; ///< for which they were made
    Palette m_palette;
};

} // namespace wuquan
