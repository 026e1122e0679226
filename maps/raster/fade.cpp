// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/fade.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

void fade(QImage &after, const QImage &before, double opacity)
{
    const auto share = quint32(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
    const quint32 rest = 256 - share;
    const auto stride = after.bytesPerLine();
    uchar *bits = after.bits();
    for (int y = 0; y < after.height(); ++y) {
        auto *to = reinterpret_cast<quint32 *>(bits + y * stride);
        const auto *from = reinterpret_cast<const quint32 *>(before.constScanLine(y));
        for (int x = 0; x < after.width(); ++x) {
            // Two channels at a time, rounded.
            const quint32 rb = ((to[x] & 0xff00ff) * share + (from[x] & 0xff00ff) * rest + 0x800080) >> 8;
            const quint32 ag = ((to[x] >> 8) & 0xff00ff) * share + ((from[x] >> 8) & 0xff00ff) * rest + 0x800080;
            to[x] = (rb & 0xff00ff) | (ag & 0xff00ff00);
        }
    }
}

} // namespace wuquan
