// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/sprite.h"

#include "maps/raster/over.h"

#include <QPainter>

#include <algorithm>

namespace wuquan {

Sprite::Sprite(int size, const std::function<void(QPainter &)> &paint)
    : m_size(size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    paint(painter);
    painter.end();
    for (int y = 0; y < size; ++y) {
        const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        m_pixels.insert(m_pixels.end(), row, row + size);
    }
    m_isOpaque = std::ranges::all_of(m_pixels, [](QRgb pixel) { return qAlpha(pixel) == 255; });
}

void Sprite::blend(const Pixels &target, QPoint middle) const
{
    const int left = middle.x() - m_size / 2, top = middle.y() - m_size / 2;
    const int x0 = std::max(0, -left), x1 = std::min(m_size, target.width - left);
    const int y0 = std::max(0, -top), y1 = std::min(m_size, target.height - top);
    if (x0 >= x1)
        return;
    for (int y = y0; y < y1; ++y) {
        const QRgb *const from = m_pixels.data() + std::ptrdiff_t(y) * m_size;
        QRgb *const to = target.at(0, top + y) + left; // may lie before the row, where nothing is written
        if (m_isOpaque) {
            for (int x = x0; x < x1; ++x)
                to[x] = from[x];
        } else {
            for (int x = x0; x < x1; ++x)
                to[x] = over(to[x], from[x]);
        }
    }
}

} // namespace wuquan
