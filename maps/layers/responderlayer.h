// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/frame.h"
#include "maps/raster/sprite.h"

#include <array>

namespace wuquan {

/// Radius in design pixels within which a click means the mark.
inline constexpr double responderReach = 9;
/// Half the side, in design pixels, of the square that the mark lies in.
inline constexpr double responderInk = 18;

/// Teams and posts, where they stand: a head over shoulders, filled while free, hollow while busy, faint off duty. The
/// selected one always shows.
class ResponderLayer final : public Layer {
public:
    ResponderLayer()
        : Layer(MapLayer::Responders)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;
    void draw(Canvas &canvas, const Frame &frame) const override;
    void occupy(const Frame &frame, std::vector<QRectF> &occupied) const override;

private:
    std::array<Sprite, 4> m_marks; ///< by state; the last is selected
    double m_unit = 0;
    Palette m_palette;
};

} // namespace wuquan
