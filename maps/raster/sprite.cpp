// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/sprite.h"

#include <QPainter>

#include <algorithm>

namespace wuquan {

Sprite::Sprite(int size, const std::function<void(QPainter &)> &paint)
    : m_image(size, size, QImage::Format_ARGB32_Premultiplied)
{
    m_image.fill(Qt::transparent);
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2.0, size / 2.0);
    paint(painter);
}

void Sprite::blend(QImage &target, QPoint middle) const
{
    const int left = middle.x() - m_image.width() / 2, top = middle.y() - m_image.height() / 2;
    const int x0 = std::max(0, -left), x1 = std::min(m_image.width(), target.width() - left);
    const int y0 = std::max(0, -top), y1 = std::min(m_image.height(), target.height() - top);
    if (x0 >= x1)
        return;
    const auto stride = target.bytesPerLine();
    uchar *bits = target.bits() + top * stride;
    for (int y = y0; y < y1; ++y) {
        const auto *from = reinterpret_cast<const quint32 *>(m_image.constScanLine(y));
        auto *to = reinterpret_cast<quint32 *>(bits + y * stride) + left;
        for (int x = x0; x < x1; ++x) {
            const quint32 s = from[x];
            const quint32 rest = 255 - (s >> 24);
            if (rest == 255)
                continue;
            // Two channels at a time; the product is divided by 255 with rounding.
            quint32 rb = (to[x] & 0xff00ff) * rest + 0x800080;
            rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
            quint32 ag = ((to[x] >> 8) & 0xff00ff) * rest + 0x800080;
            ag = (ag + ((ag >> 8) & 0xff00ff)) & 0xff00ff00;
            to[x] = s + (rb | ag);
        }
    }
}

} // namespace wuquan
