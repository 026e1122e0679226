// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/choroplethlayer.h"

#include "maps/raster/clip.h"
#include "maps/style/type.h"

#include <QPainterPath>

namespace wuquan {

bool ChoroplethLayer::isShown(const Frame &frame)
{
    return frame.shows(MapLayer::Choropleth) && !frame.shows(MapLayer::Heat) && !frame.shows(MapLayer::Cones);
}

void ChoroplethLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isShown(frame))
        return;
    const WorldRect view = frame.world(canvas.area, 2);
    const QRectF clip = canvas.clip(2);
    // One path a class: neighbours of one class then share no seam.
    std::array<QPainterPath, 4> classes;
    for (QPainterPath &path : classes)
        path.setFillRule(Qt::WindingFill);
    for (const AreaShape &shape : frame.areas.shapes(frame.areaLevel())) {
        const int row = choroplethClass(frame.open.count(shape.id));
        if (row == 0 || !view.intersects(shape.box))
            continue;
        for (const auto &ring : shape.rings) {
            const QPolygonF visible = clippedRing(frame.device(ring), clip);
            if (visible.isEmpty())
                continue;
            classes[std::size_t(row - 1)].addPolygon(visible);
            classes[std::size_t(row - 1)].closeSubpath();
        }
    }
    for (std::size_t i = 0; i < classes.size(); ++i)
        canvas.painter.fillPath(classes[i], colour(frame.palette.choropleth[i]));
}

} // namespace wuquan
