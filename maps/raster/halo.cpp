// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/halo.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace wuquan {

namespace {

constexpr int fullFrom = 3; ///< a third of full coverage makes a full halo

/// of 255, of 255
std::uint32_t product(std::uint32_t a, std::uint32_t b)
{
    const std::uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

/// The greatest of both, one scaled by a weight of 256.
void raise(std::uint8_t *into, const std::uint8_t *from, int count, std::uint16_t weight)
{
    if (weight >= 256) {
        for (int i = 0; i < count; ++i)
            into[i] = std::max(into[i], from[i]);
    } else {
        for (int i = 0; i < count; ++i)
            into[i] = std::max(into[i], std::uint8_t(std::uint16_t(from[i] * weight) >> 8));
    }
}

QRgb premultiplied(QRgb colour, std::uint32_t coverage)
{
    const std::uint32_t alpha = product(std::uint32_t(qAlpha(colour)), coverage);
    return qRgba(int(product(std::uint32_t(qRed(colour)), alpha)), int(product(std::uint32_t(qGreen(colour)), alpha)),
        int(product(std::uint32_t(qBlue(colour)), alpha)), int(alpha));
}

} // namespace

QImage withHalo(const QImage &drawing, double radius, QRgb ink, QRgb halo)
{
    const int width = drawing.width(), height = drawing.height();
    std::vector<std::uint8_t> mask(std::size_t(width) * std::size_t(height)), core(mask.size()), wide(mask.size());
    for (int y = 0; y < height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(drawing.constScanLine(y));
        for (int x = 0; x < width; ++x) {
            const std::size_t at = std::size_t(y) * std::size_t(width) + std::size_t(x);
            mask[at] = std::uint8_t(qAlpha(line[x]));
            // A stroke thinner than a pixel has a halo as dark as any.
            core[at] = std::uint8_t(std::min(255, fullFrom * qAlpha(line[x])));
        }
    }
    const int reach = int(std::ceil(radius));
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            const double coverage = std::clamp(radius + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
            const auto weight = std::uint16_t(std::lround(coverage * 256));
            if (weight == 0 || std::abs(dx) >= width)
                continue;
            for (int y = std::max(0, dy); y < std::min(height, height + dy); ++y) {
                raise(&wide[std::size_t(y) * std::size_t(width) + std::size_t(std::max(0, dx))],
                    &core[std::size_t(y - dy) * std::size_t(width) + std::size_t(std::max(0, -dx))],
                    width - std::abs(dx), weight);
            }
        }
    }
    QImage made(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(made.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const std::size_t at = std::size_t(y) * std::size_t(width) + std::size_t(x);
            const QRgb over = premultiplied(ink, mask[at]), below = premultiplied(halo, wide[at]);
            const auto left = std::uint32_t(255 - qAlpha(over));
            line[x] = qRgba(qRed(over) + int(product(std::uint32_t(qRed(below)), left)),
                qGreen(over) + int(product(std::uint32_t(qGreen(below)), left)),
                qBlue(over) + int(product(std::uint32_t(qBlue(below)), left)),
                qAlpha(over) + int(product(std::uint32_t(qAlpha(below)), left)));
        }
    }
    return made;
}

} // namespace wuquan
