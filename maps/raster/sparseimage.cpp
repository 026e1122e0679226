// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/sparseimage.h"

#include "maps/raster/over.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace wuquan {

namespace {

/// Most of a picture is nothing, so that it is passed over by eight pixels at a time.
const QRgb *firstInk(const QRgb *from, const QRgb *end)
{
    for (std::array<std::uint64_t, 4> eight; end - from >= 8; from += 8) {
        std::memcpy(eight.data(), from, sizeof eight);
        if (eight[0] | eight[1] | eight[2] | eight[3])
            break;
    }
    return std::find_if(from, end, [](QRgb pixel) { return pixel != 0; });
}

} // namespace

SparseImage::SparseImage(const QImage &image)
{
    const int width = image.width();
    for (int y = 0; y < image.height(); ++y) {
        const auto *const row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        const QRgb *const end = row + width;
        for (const QRgb *from = firstInk(row, end); from != end;) {
            const QRgb *const to = std::find(from, end, QRgb(0));
            m_runs.push_back({std::uint16_t(from - row), std::uint16_t(y), std::uint16_t(to - from)});
            m_pixels.insert(m_pixels.end(), from, to);
            from = firstInk(to, end);
        }
    }
    m_runs.shrink_to_fit();
    m_pixels.shrink_to_fit();
}

void SparseImage::blend(const Pixels &target, QPoint corner) const
{
    const QRgb *pixels = m_pixels.data();
    for (const Run &run : m_runs) {
        const QRgb *const from = pixels;
        pixels += run.length;
        const int y = corner.y() + run.y, left = corner.x() + run.x;
        if (y < 0)
            continue;
        if (y >= target.height)
            return;
        const int begin = std::max(0, -left), end = std::min<int>(run.length, target.width - left);
        QRgb *const to = target.at(0, y) + left; // may lie before the row, where nothing is written
        for (int i = begin; i < end; ++i)
            to[i] = qAlpha(from[i]) == 255 ? from[i] : over(to[i], from[i]);
    }
}

std::size_t SparseImage::bytes() const
{
    return m_runs.capacity() * sizeof(Run) + m_pixels.capacity() * sizeof(QRgb);
}

} // namespace wuquan
