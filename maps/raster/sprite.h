// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPoint>

#include <functional>

class QPainter;

namespace wuquan {

/// A small picture drawn many times, its anchor in the middle. Premultiplied ARGB, in device pixels.
class Sprite {
public:
    Sprite() = default;
    /// Paints a square sprite; paint gets a painter whose origin is the middle.
    Sprite(int size, const std::function<void(QPainter &)> &paint);

    [[nodiscard]] bool isNull() const { return m_image.isNull(); }
    [[nodiscard]] int size() const { return m_image.width(); }

    /// Blends it over a 32-bit opaque picture with its middle at this pixel, cut at the edges.
    void blend(QImage &target, QPoint middle) const;

private:
    QImage m_image;
};

} // namespace wuquan
