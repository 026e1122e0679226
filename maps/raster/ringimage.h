// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QRectF>

#include <vector>

namespace wuquan {

/// An opaque picture that moves without moving a pixel: its rows and columns lie in a ring, so that after a move only
/// what came into view has to be drawn. All rectangles are pixels of the picture, its top left corner at (0, 0).
class RingImage {
public:
    /// A part of the picture that lies in one piece in memory.
    struct Piece {
        QRect area; ///< in the picture
        QPoint memory; ///< where its top left corner lies in image()
    };

    RingImage() = default;
    /// At least 1×1 pixels, undrawn.
    explicit RingImage(QSize size);

    [[nodiscard]] QSize size() const { return m_image.size(); }
    /// Moves what is seen by this many pixels; returns what came into view: everything, or up to two strips, or
    /// nothing.
    [[nodiscard]] std::vector<QRect> move(QPoint by);
    /// Up to four parts that together are the rectangle, which lies in the picture.
    [[nodiscard]] std::vector<Piece> pieces(const QRect &rect) const;
    /// The pixels of a piece, to be drawn on; shares this picture's memory and must not outlive it.
    [[nodiscard]] QImage pixels(const Piece &piece);
    /// Copies a part of the picture into another of 32 bits a pixel, the picture's corner at `at` there; the part must
    /// lie in both. On all cores.
    void copy(const QRect &part, QImage &into, QPoint at) const;
    /// The same for a picture of this one's size that shows `source` of it, any real place and size, stretched: each
    /// pixel takes the one that its middle falls on, and what lies beyond takes the colour.
    void stretch(const QRectF &source, QRgb beyond, const QRect &part, QImage &into, QPoint at) const;

private:
    QImage m_image;
    QPoint m_origin; ///< where the picture's top left corner lies in memory
};

} // namespace wuquan
