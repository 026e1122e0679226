// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/strokes.h"

#include "maps/raster/clip.h"
#include "maps/raster/over.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wuquan {

namespace {

constexpr int bandRows = 32; ///< their coverage stays in the second cache
constexpr int blockSize = 64; ///< pixels of a row that are looked at together

/// Without the care of std::hypot for what is near the ends of a double, which costs more than all the rest; beyond
/// them it is infinite.
double lengthOf(QPointF way)
{
    return std::sqrt(QPointF::dotProduct(way, way));
}

/// Pixels of a row.
struct Span {
    int from, to;
};

/// What of a span lies where a value that grows evenly along the row, `at` in its pixel `first` and `step` more in each
/// further one, is within low … high; an empty span lies at its end.
Span within(Span span, int first, float at, float step, float low, float high)
{
    constexpr float level = 1e-6f, farthest = 1e6f;
    if (std::abs(step) < level)
        return low <= at && at <= high ? span : Span{span.to, span.to};
    float a = (low - at) / step, b = (high - at) / step;
    if (step < 0)
        std::swap(a, b);
    const int from = std::clamp(first + int(std::clamp(std::ceil(a), -farthest, farthest)), span.from, span.to);
    return {from, std::clamp(first + int(std::clamp(std::floor(b), -farthest, farthest)) + 1, from, span.to)};
}

} // namespace

struct Strokes::Band {
    Band(int wide, int high)
        : visible(wide)
        , width((wide + blockSize - 1) / blockSize * blockSize)
        , coverage(std::size_t(width) * std::size_t(high))
        , touched(std::size_t(width / blockSize * high))
    {
    }
    [[nodiscard]] std::uint8_t *row(int y) { return coverage.data() + std::size_t(y) * std::size_t(width); }
    [[nodiscard]] std::uint8_t *touchedOf(int y) { return touched.data() + std::size_t(y * (width / blockSize)); }

    int visible; ///< pixels of a row that belong to the part
    int width; ///< of a row in memory, whole blocks
    int top = 0, rows = 0; ///< of the part
    std::vector<std::uint8_t> coverage;
    std::vector<std::uint8_t> touched; ///< by block of each row
};

Strokes::Strokes(const QRect &area)
    : m_area(area)
{
}

void Strokes::addSegment(QPointF from, QPointF to, double width, bool isCutBefore, bool isCutAfter)
{
    // What is cut off lies farther beyond the part than the line is wide.
    const double margin = width + 2;
    const auto seen = clippedSegment(from, to, QRectF(m_area).adjusted(-margin, -margin, margin, margin));
    if (!seen)
        return;
    const QPointF a = seen->first - m_area.topLeft(), way = seen->second - seen->first;
    const double length = lengthOf(way);
    if (!std::isfinite(length) || !std::isfinite(a.x()) || !std::isfinite(a.y()))
        return;
    const QPointF along = length > 0 ? way / length : QPointF(1, 0);
    m_segments.push_back({float(a.x()), float(a.y()), float(along.x()), float(along.y()), float(length),
        float(width / 2), isCutBefore, isCutAfter});
}

void Strokes::add(const QPolygonF &line, double width)
{
    for (qsizetype i = 1; i < line.size(); ++i)
        addSegment(line[i - 1], line[i], width, false, false);
}

void Strokes::addDashed(const QPolygonF &line, double width, double dash, double gap)
{
    const double period = dash + gap;
    const QRectF near = QRectF(m_area).adjusted(-width - 2, -width - 2, width + 2, width + 2);
    double before = 0; // of the line's length
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1], way = line[i] - a;
        const double length = lengthOf(way);
        if (!(length > 0) || !std::isfinite(length))
            continue;
        // Only the dashes that may be seen: a segment may be as long as the world.
        if (const auto seen = clippedSegment(a, line[i], near)) {
            const auto at = [&](QPointF p) { return before + lengthOf(p - a); };
            const double end = at(seen->second);
            for (double k = std::floor(at(seen->first) / period); k * period < end; ++k) {
                const double from = k * period - before, to = from + dash;
                if (to <= 0 || from >= length)
                    continue;
                addSegment(a + way * (std::max(from, 0.0) / length), a + way * (std::min(to, length) / length), width,
                    from >= 0, to <= length);
            }
        }
        before += length;
    }
}

std::vector<std::vector<std::uint32_t>> Strokes::byBand() const
{
    const int bands = (m_area.height() + bandRows - 1) / bandRows;
    std::vector<std::vector<std::uint32_t>> found{std::size_t(bands)};
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const Segment &s = m_segments[i];
        const float end = s.y + s.alongY * s.length, reach = s.radius + 0.5f;
        const int first = std::max(0, int(std::floor(std::min(s.y, end) - reach)) / bandRows);
        const int last = std::min(bands - 1, int(std::floor(std::max(s.y, end) + reach)) / bandRows);
        for (int band = first; band <= last; ++band)
            found[std::size_t(band)].push_back(std::uint32_t(i));
    }
    return found;
}

float Strokes::shareAtEnd(const Segment &s, float along, float away)
{
    const float reach = s.radius + 0.5f, beyond = std::max({-along, along - s.length, 0.0f});
    const bool isRound = along < 0 ? !s.isCutBefore : !s.isCutAfter;
    float share = reach - (isRound ? std::sqrt(away * away + beyond * beyond) : std::abs(away));
    if (s.isCutBefore)
        share = std::min(share, along + 0.5f);
    if (s.isCutAfter)
        share = std::min(share, s.length - along + 0.5f);
    return share;
}

void Strokes::cover(Band &band, const Segment &s)
{
    const float endX = s.x + s.alongX * s.length, endY = s.y + s.alongY * s.length;
    const float reach = s.radius + 0.5f;
    // A line thinner than a pixel covers no pixel whole.
    const float most = std::min(1.0f, 2 * s.radius);
    const float before = s.isCutBefore ? 0.5f : 0, after = s.isCutAfter ? 0.5f : 0; // what a straight end takes
    const int top = std::max(0, int(std::floor(std::min(s.y, endY) - reach)) - band.top);
    const int bottom = std::min(band.rows, int(std::ceil(std::max(s.y, endY) + reach)) - band.top);
    const int left = std::max(0, int(std::floor(std::min(s.x, endX) - reach)));
    const int right = std::min(band.visible, int(std::ceil(std::max(s.x, endX) + reach)));
    for (int y = top; y < bottom; ++y) {
        const float dx = float(left) + 0.5f - s.x, dy = float(band.top + y) + 0.5f - s.y;
        // Along the line, and away from it, in the row's first pixel.
        const float along = dx * s.alongX + dy * s.alongY, away = dy * s.alongX - dx * s.alongY;
        const auto inside = [&](Span span, float grown) {
            return within(span, left, along, s.alongX, before - grown, s.length - after + grown);
        };
        const auto beside = [&](Span span, float far) { return within(span, left, away, -s.alongY, -far, far); };
        const Span row = inside(beside({left, right}, reach), reach);
        if (row.from >= row.to)
            continue;
        std::uint8_t *const shares = band.row(y);
        const auto put = [&](int x, float share) {
            const auto covered = std::uint8_t(std::clamp(share, 0.0f, most) * 255.999f);
            shares[x] = std::max(shares[x], covered);
        };
        const auto edges = [&](int from, int to) {
            for (int x = from; x < to; ++x)
                put(x, reach - std::abs(away - float(x - left) * s.alongY));
        };
        const auto ends = [&](int from, int to) {
            for (int x = from; x < to; ++x)
                put(x, shareAtEnd(s, along + float(x - left) * s.alongX, away - float(x - left) * s.alongY));
        };
        // Between the ends the distance to the line alone counts, and near it all is covered.
        const Span middle = inside(row, 0);
        const Span solid = beside(middle, s.radius - 0.5f);
        ends(row.from, middle.from);
        edges(middle.from, solid.from);
        std::memset(shares + solid.from, 255, std::size_t(solid.to - solid.from));
        edges(solid.to, middle.to);
        ends(middle.to, row.to);
        std::uint8_t *const touched = band.touchedOf(y);
        std::fill(touched + row.from / blockSize, touched + (row.to - 1) / blockSize + 1, std::uint8_t(1));
    }
}

void Strokes::paint(QImage &image, QRgb colour)
{
    if (m_segments.empty())
        return;
    Band band(m_area.width(), bandRows);
    const auto bands = byBand();
    for (std::size_t i = 0; i < bands.size(); ++i) {
        if (bands[i].empty())
            continue;
        band.top = int(i) * bandRows;
        band.rows = std::min(bandRows, m_area.height() - band.top);
        for (const std::uint32_t segment : bands[i])
            cover(band, m_segments[segment]);
        for (int y = 0; y < band.rows; ++y) {
            auto *const line = reinterpret_cast<QRgb *>(image.scanLine(band.top + y));
            std::uint8_t *const touched = band.touchedOf(y);
            for (int block = 0; block < band.width / blockSize; ++block) {
                if (!touched[block])
                    continue;
                touched[block] = 0;
                std::uint8_t *const shares = band.row(y) + block * blockSize;
                QRgb *const pixels = line + block * blockSize;
                const int count = std::min(blockSize, band.visible - block * blockSize);
                for (int from = 0; from < count; from += 8) {
                    std::uint64_t eight;
                    std::memcpy(&eight, shares + from, sizeof eight);
                    if (eight == 0)
                        continue;
                    for (int x = from; x < std::min(from + 8, count); ++x) {
                        if (shares[x])
                            pixels[x] = over(pixels[x], colour, shares[x]);
                    }
                }
                std::memset(shares, 0, blockSize);
            }
        }
    }
    m_segments.clear();
}

} // namespace wuquan
