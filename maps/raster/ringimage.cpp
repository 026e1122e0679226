// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/ringimage.h"

#include "data/core/parallel.h"
#include "maps/raster/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
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

constexpr int nowhere = -1;

/// Where in memory, along one axis, the pixel lies that each of `count` pixels from `first` on takes, when all `size`
/// of the axis are stretched over a length.
std::vector<int> places(double from, double length, int first, int count, int origin, int size)
{
    std::vector<int> found(std::size_t(count), nowhere);
    for (int i = 0; i < count; ++i) {
        const double at = std::floor(from + (first + i + 0.5) * length / size);
        if (at >= 0 && at < size)
            found[std::size_t(i)] = inRing(int(at) + origin, size);
    }
    return found;
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

void RingImage::copy(const QRect &part, QImage &into, QPoint at) const
{
    const Pixels target(into);
    for (const Piece &piece : pieces(part)) {
        inPieces(
            std::size_t(piece.area.height()), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
                for (int y = int(from); y < int(to); ++y) {
                    const auto *line = reinterpret_cast<const QRgb *>(m_image.constScanLine(piece.memory.y() + y));
                    std::copy_n(line + piece.memory.x(), piece.area.width(),
                        target.at(at.x() + piece.area.x(), at.y() + piece.area.y() + y));
                }
            });
    }
}

void RingImage::stretch(const QRectF &source, QRgb beyond, const QRect &part, QImage &into, QPoint at) const
{
    const auto columns
        = places(source.left(), source.width(), part.left(), part.width(), m_origin.x(), m_image.width());
    const auto rows = places(source.top(), source.height(), part.top(), part.height(), m_origin.y(), m_image.height());
    const auto isThere = [](int place) { return place != nowhere; };
    const auto first = std::ranges::find_if(columns, isThere) - columns.begin();
    const auto last = first + std::ranges::count_if(columns, isThere);
    const Pixels target(into);
    inPieces(rows.size(), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t y = from; y < to; ++y) {
            QRgb *const line = target.at(at.x() + part.left(), at.y() + part.top() + int(y));
            if (rows[y] == nowhere) {
                std::fill_n(line, columns.size(), beyond);
            } else if (y > from && rows[y] == rows[y - 1]) {
                std::copy_n(target.at(at.x() + part.left(), at.y() + part.top() + int(y) - 1), columns.size(), line);
            } else {
                const auto *const pixels = reinterpret_cast<const QRgb *>(m_image.constScanLine(rows[y]));
                std::fill(line, line + first, beyond);
                for (auto x = first; x < last; ++x)
                    line[x] = pixels[columns[std::size_t(x)]];
                std::fill(line + last, line + columns.size(), beyond);
            }
        }
    });
}

} // namespace wuquan
