// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/clip.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace wuquan {

namespace {

/// Keeps what lies on the inner side of one line; distance is ≥ 0 inside.
template <class Distance>
QPolygonF halved(const QPolygonF &ring, Distance distance)
{
    QPolygonF kept;
    kept.reserve(ring.size() + 4);
    for (qsizetype i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double a = distance(ring[j]), b = distance(ring[i]);
        if ((a < 0) != (b < 0))
            kept << ring[j] + (ring[i] - ring[j]) * (a / (a - b));
        if (b >= 0)
            kept << ring[i];
    }
    return kept;
}

std::optional<std::pair<QPointF, QPointF>> clippedSegment(QPointF a, QPointF b, const QRectF &rect)
{
    double enter = 0, leave = 1;
    const QPointF d = b - a;
    const auto side = [&](double step, double room) {
        if (step == 0)
            return room >= 0;
        const double t = room / step;
        if (step < 0)
            enter = std::max(enter, t);
        else
            leave = std::min(leave, t);
        return enter <= leave;
    };
    if (!side(-d.x(), a.x() - rect.left()) || !side(d.x(), rect.right() - a.x()) || !side(-d.y(), a.y() - rect.top())
        || !side(d.y(), rect.bottom() - a.y()))
        return std::nullopt;
    return std::pair(enter > 0 ? a + d * enter : a, leave < 1 ? a + d * leave : b);
}

/// A stretch of a line.
struct Part {
    QPolygonF points;
    double from = 0; ///< how much of the line lies before it
};

std::vector<Part> clippedParts(const QPolygonF &line, const QRectF &rect)
{
    if (rect.contains(line.boundingRect()))
        return {{line}};
    std::vector<Part> parts;
    bool joined = false;
    double before = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1], b = line[i];
        if (const auto piece = clippedSegment(a, b, rect)) {
            if (!joined)
                parts.push_back({{piece->first}, before + QLineF(a, piece->first).length()});
            parts.back().points << piece->second;
            joined = piece->second == b;
        } else {
            joined = false;
        }
        before += QLineF(a, b).length();
    }
    return parts;
}

} // namespace

QPolygonF clippedRing(QPolygonF ring, const QRectF &rect)
{
    const QRectF box = ring.boundingRect();
    if (rect.contains(box))
        return ring;
    if (!rect.intersects(box))
        return {};
    ring = halved(ring, [&](QPointF p) { return p.x() - rect.left(); });
    ring = halved(ring, [&](QPointF p) { return rect.right() - p.x(); });
    ring = halved(ring, [&](QPointF p) { return p.y() - rect.top(); });
    return halved(ring, [&](QPointF p) { return rect.bottom() - p.y(); });
}

std::vector<QPolygonF> clippedLine(const QPolygonF &line, const QRectF &rect)
{
    std::vector<QPolygonF> parts;
    for (Part &part : clippedParts(line, rect))
        parts.push_back(std::move(part.points));
    return parts;
}

void strokeClipped(QPainter &painter, const QPolygonF &line, const QRectF &rect)
{
    QPen pen = painter.pen();
    // Up to one pixel QPainter steps from pixel to pixel, and where it steps depends on where the line was cut.
    constexpr double exactWidth = 1.01;
    if (pen.widthF() < exactWidth) {
        pen.setWidthF(exactWidth);
        painter.setPen(pen);
    }
    const QList<double> pattern = pen.style() == Qt::SolidLine ? QList<double>() : pen.dashPattern();
    const double period = std::accumulate(pattern.begin(), pattern.end(), 0.0);
    for (const Part &part : clippedParts(line, rect)) {
        if (period > 0) {
            pen.setDashOffset(std::fmod(part.from / pen.widthF(), period));
            painter.setPen(pen);
        }
        painter.drawPolyline(part.points);
    }
}

} // namespace wuquan
