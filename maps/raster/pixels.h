// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace wuquan {

/// The memory of a picture of 32 bits a pixel, which several threads may write, each its own part. Lives no longer than
/// the picture, and while no copy of it is made.
struct Pixels {
    explicit Pixels(QImage &image)
        : first(reinterpret_cast<QRgb *>(image.bits()))
        , stride(image.bytesPerLine() / qsizetype(sizeof(QRgb)))
        , width(image.width())
        , height(image.height())
    {
    }
    [[nodiscard]] QRgb *at(int x, int y) const { return first + y * stride + x; }

    QRgb *first;
    qsizetype stride; ///< pixels from one row to the next
    int width, height;
};

} // namespace wuquan
