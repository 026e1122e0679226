// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>

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
    /// The memory in the order of the ring, Format_RGB32.
    [[nodiscard]] const QImage &image() const { return m_image; }

private:
    QImage m_image;
    QPoint m_origin; ///< where the picture's top left corner lies in memory
};

} // namespace wuquan
