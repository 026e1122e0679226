// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/waterlayer.h"

#include "data/geo/mercator.h"
#include "maps/raster/clip.h"
#include "maps/style/type.h"

#include <QPainterPath>

namespace wuquan {

WaterLayer::WaterLayer(const Basemap &basemap)
{
    const auto add = [this](const Ring &ring) {
        auto &points = m_rings.emplace_back();
        points.reserve(ring.size());
        for (GeoPoint p : ring)
            points.push_back(worldFromGeo(p));
    };
    for (const MultiPolygon &shape : basemap.water) {
        for (const Polygon &polygon : shape) {
            add(polygon.outer);
            for (const Ring &hole : polygon.holes)
                add(hole);
        }
    }
}

void WaterLayer::draw(Canvas &canvas, const Frame &frame)
{
    const double margin = frame.px(4);
    const QRectF clip = frame.viewport().adjusted(-margin, -margin, margin, margin);
    QPainterPath water, bank;
    for (const auto &ring : m_rings) {
        QPolygonF points = frame.device(ring);
        points << points.front();
        for (const QPolygonF &part : clippedLine(points, clip))
            bank.addPolygon(part);
        points.removeLast();
        const QPolygonF visible = clippedRing(std::move(points), clip);
        if (!visible.isEmpty())
            water.addPolygon(visible);
        water.closeSubpath();
    }
    canvas.painter.fillPath(water, colour(frame.palette.water));
    canvas.painter.strokePath(bank, QPen(colour(frame.palette.bank), frame.px(1), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
}

} // namespace wuquan
