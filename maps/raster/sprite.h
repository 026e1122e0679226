// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/raster/pixels.h"

#include <QPoint>

#include <functional>
#include <vector>

class QPainter;

namespace wuquan {

/// A small picture drawn many times, its anchor in the middle. Premultiplied ARGB, in device pixels.
class Sprite {
public:
    Sprite() = default;
    /// Paints a square sprite; paint gets a painter whose origin is the middle.
    Sprite(int size, const std::function<void(QPainter &)> &paint);

    [[nodiscard]] bool isNull() const { return m_size == 0; }
    [[nodiscard]] int size() const { return m_size; }
    /// The pixel in the middle; nothing of none.
    [[nodiscard]] QRgb middle() const { return isNull() ? 0 : m_pixels[m_pixels.size() / 2]; }

    /// Blends it over an opaque picture with its middle at this pixel, cut at the edges.
    void blend(const Pixels &target, QPoint middle) const;

private:
    int m_size = 0;
    bool m_isOpaque = false; ///< every pixel of it
    std::vector<QRgb> m_pixels; ///< row by row
};

} // namespace wuquan
