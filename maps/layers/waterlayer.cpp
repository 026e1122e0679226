// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/waterlayer.h"

#include "data/geo/mercator.h"
#include "maps/raster/clip.h"
#include "maps/raster/strokes.h"
#include "maps/style/type.h"

#include <QPainterPath>

namespace wuquan {

namespace {
constexpr double beyond = 2; // degrees
constexpr double opening = 0.7; // degrees: a river widens towards the sea
} // namespace

WaterLayer::WaterLayer(const Basemap &basemap)
{
    double east = -180;
    const auto add = [&](const Ring &ring) {
        auto &points = m_rings.emplace_back();
        points.reserve(ring.size());
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const GeoPoint here = ring[i], next = ring[(i + 1) % ring.size()];
            points.push_back(worldFromGeo(here));
            // Where the data was cut off towards the sea the water goes on and opens, out of every view.
            if (here.longitude == east && next.longitude == east) {
                points.push_back(worldFromGeo(
                    {east + beyond, here.latitude + (here.latitude > next.latitude ? opening : -opening)}));
                points.push_back(worldFromGeo(
                    {east + beyond, next.latitude + (here.latitude > next.latitude ? -opening : opening)}));
            }
        }
    };
    for (const MultiPolygon &shape : basemap.water) {
        east = bounds(shape).east;
        for (const Polygon &polygon : shape) {
            add(polygon.outer);
            for (const Ring &hole : polygon.holes)
                add(hole);
        }
    }
}

void WaterLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const QRectF clip = canvas.clip(frame.px(4));
    QPainterPath water;
    Strokes banks(canvas.area);
    for (const auto &ring : m_rings) {
        QPolygonF points = frame.device(ring);
        points << points.front();
        banks.add(points, frame.px(1));
        points.removeLast();
        const QPolygonF visible = clippedRing(std::move(points), clip);
        if (!visible.isEmpty())
            water.addPolygon(visible);
        water.closeSubpath();
    }
    canvas.painter.fillPath(water, colour(frame.palette.water));
    banks.paint(canvas.image, colour(frame.palette.bank).rgb());
}

} // namespace wuquan
