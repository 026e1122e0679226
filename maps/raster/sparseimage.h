// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/raster/pixels.h"

#include <QPoint>

#include <cstdint>
#include <vector>

namespace wuquan {

/// A picture most of which is transparent, kept as runs of the pixels that are not: little to hold and quick to blend.
class SparseImage {
public:
    SparseImage() = default;
    /// Of a premultiplied picture of at most 65,535×65,535 pixels.
    explicit SparseImage(const QImage &image);

    /// Blends it over an opaque picture, its top left corner at this pixel, cut at the edges.
    void blend(const Pixels &target, QPoint corner) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Run {
        std::uint16_t x, y, length;
    };
    std::vector<Run> m_runs; ///< row by row
    std::vector<QRgb> m_pixels; ///< of all runs
};

} // namespace wuquan
