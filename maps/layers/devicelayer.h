// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

#include <QHash>

namespace wuquan {

/// Shapes of device marks: what a device is, apart from how it is.
enum class DeviceShape : std::uint8_t { Camera, Detector, Other };

/// Outline of a device mark: a step quieter than the token, because there are thousands.
[[nodiscard]] Rgb deviceInk(const Palette &palette);

[[nodiscard]] DeviceShape deviceShape(const QString &kindCode);

/// Devices at street zoom: small hollow marks by kind, crossed when they don't report, filled during an alarm.
class DeviceLayer final : public Layer {
public:
    DeviceLayer()
        : Layer(MapLayer::Devices)
    {
    }
    /// Whether every device in view is drawn, not only the selected one.
    [[nodiscard]] static bool showsAll(const Frame &frame);
    void prepare(const Frame &frame) override;
    void draw(Canvas &canvas, const Frame &frame) const override;

private:
    enum class Look : std::uint8_t { Normal, Silent, Alarm, Selected };
    [[nodiscard]] const Sprite &sprite(DeviceShape shape, Look look) const
    {
        return m_sprites[std::size_t(shape) * 4 + std::size_t(look)];
    }

    QHash<DeviceKindId, DeviceShape> m_shapes;
    std::array<Sprite, 12> m_sprites;
    double m_size = 0; ///< device pixels, for which the sprites were made
    Palette m_palette;
};

} // namespace wuquan
