// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/roadlayer.h"

#include "data/geo/mercator.h"
#include "maps/raster/strokes.h"
#include "maps/style/type.h"

namespace wuquan {

namespace {

/// Design pixels; 0 is not drawn.
double roadWidth(RoadClass rank, double zoom)
{
    const double growth = std::exp2(0.7 * (std::min(zoom, 19.0) - 14));
    switch (rank) {
    case RoadClass::Primary:
        return std::max(1.2, 2.4 * growth);
    case RoadClass::Secondary:
        return zoom < 13 ? 0 : 1.6 * growth;
    case RoadClass::Tertiary:
        return zoom < 14.5 ? 0 : 1.0 * growth;
    }
    return 0;
}

} // namespace

RoadLayer::RoadLayer(const Basemap &basemap)
    : Layer(MapLayer::Roads)
{
    for (const Road &road : basemap.roads) {
        Line line{road.rank, {}, {}};
        for (GeoPoint p : road.line) {
            line.points.push_back(worldFromGeo(p));
            line.box.include(line.points.back());
        }
        m_lines.push_back(std::move(line));
    }
}

void RoadLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!frame.shows(MapLayer::Roads))
        return;
    Strokes strokes(canvas.area);
    for (const RoadClass rank : {RoadClass::Tertiary, RoadClass::Secondary, RoadClass::Primary}) {
        const double width = frame.px(roadWidth(rank, frame.detailZoom()));
        if (width <= 0)
            continue;
        const WorldRect visible = frame.world(canvas.area, width);
        for (const Line &line : m_lines) {
            if (line.rank == rank && visible.intersects(line.box))
                strokes.add(frame.device(line.points), width);
        }
    }
    strokes.paint(canvas.image, colour(frame.palette.road).rgb());
}

} // namespace wuquan
