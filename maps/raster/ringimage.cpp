// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/ringimage.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace wuquan {

namespace {

int inRing(int value, int size)
{
    const int rest = value % size;
    return rest < 0 ? rest + size : rest;
}

/// A stretch of one axis: where it begins in the picture and in memory.
struct Stretch {
    int from = 0, memory = 0, length = 0;
};

/// Cut where the ring closes; the second may be empty.
std::array<Stretch, 2> stretches(int from, int length, int origin, int size)
{
    const int memory = inRing(origin + from, size);
    const int first = std::min(length, size - memory);
    return {Stretch{from, memory, first}, Stretch{from + first, 0, length - first}};
}

} // namespace

RingImage::RingImage(QSize size)
    : m_image(size.expandedTo({1, 1}), QImage::Format_RGB32)
{
}

std::vector<QRect> RingImage::move(QPoint by)
{
    const int width = m_image.width(), height = m_image.height();
    if (by.isNull())
        return {};
    if (std::abs(by.x()) >= width || std::abs(by.y()) >= height) {
        m_origin = {};
        return {QRect({}, size())};
    }
    m_origin = {inRing(m_origin.x() + by.x(), width), inRing(m_origin.y() + by.y(), height)};
    std::vector<QRect> exposed;
    const int rows = std::abs(by.y()), columns = std::abs(by.x());
    if (rows > 0)
        exposed.emplace_back(0, by.y() > 0 ? height - rows : 0, width, rows);
    if (columns > 0)
        exposed.emplace_back(by.x() > 0 ? width - columns : 0, by.y() > 0 ? 0 : rows, columns, height - rows);
    return exposed;
}

std::vector<RingImage::Piece> RingImage::pieces(const QRect &rect) const
{
    std::vector<Piece> found;
    for (const Stretch &y : stretches(rect.top(), rect.height(), m_origin.y(), m_image.height())) {
        for (const Stretch &x : stretches(rect.left(), rect.width(), m_origin.x(), m_image.width())) {
            if (x.length > 0 && y.length > 0)
                found.push_back({{x.from, y.from, x.length, y.length}, {x.memory, y.memory}});
        }
    }
    return found;
}

QImage RingImage::pixels(const Piece &piece)
{
    uchar *bits = m_image.bits() + piece.memory.y() * m_image.bytesPerLine() + piece.memory.x() * qsizetype(4);
    return {bits, piece.area.width(), piece.area.height(), m_image.bytesPerLine(), QImage::Format_RGB32};
}

} // namespace wuquan
