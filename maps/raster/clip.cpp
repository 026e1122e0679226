// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/clip.h"

#include <algorithm>
#include <cmath>

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

std::optional<std::pair<QPointF, QPointF>> clippedSegment(QPointF a, QPointF b, const QRectF &rect)
{
    double enter = 0, leave = 1;
    const QPointF d = b - a;
    const auto side = [&](double step, double room) {
        if (!(step < 0) && !(step > 0)) // not a number either
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

} // namespace wuquan
