// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/choroplethlayer.h"

#include "maps/raster/clip.h"
#include "maps/style/type.h"

#include <QPainterPath>

namespace wuquan {

namespace {
constexpr double shadeOverTiles = 0.55;
} // namespace

bool ChoroplethLayer::isShown(const Frame &frame)
{
    return frame.shows(MapLayer::Choropleth) && !frame.shows(MapLayer::Heat) && !frame.shows(MapLayer::Cones);
}

void ChoroplethLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isShown(frame) || frame.showsTiles() != (m_place == Place::OverTiles))
        return;
    const WorldRect view = frame.world(canvas.area, 2);
    const QRectF clip = canvas.clip(2);
    // One path a shade: neighbours of one shade then share no seam.
    std::array<QPainterPath, ShadeScale::steps + 1> shades;
    for (QPainterPath &path : shades)
        path.setFillRule(Qt::WindingFill);
    const AreaLevel level = frame.shadedLevel();
    for (const AreaShape &shape : frame.areas.shapes(level)) {
        if (!view.intersects(shape.box))
            continue;
        const int shade = frame.shades.shade(shape.id, level);
        if (shade == 0)
            continue;
        for (const auto &ring : shape.rings) {
            const QPolygonF visible = clippedRing(frame.device(ring), clip);
            if (visible.isEmpty())
                continue;
            shades[std::size_t(shade)].addPolygon(visible);
            shades[std::size_t(shade)].closeSubpath();
        }
    }
    const double opacity = m_place == Place::OverTiles ? shadeOverTiles : 1;
    for (std::size_t i = 1; i < shades.size(); ++i) {
        if (!shades[i].isEmpty())
            canvas.painter.fillPath(shades[i], colour(shadeColour(frame.palette, int(i)), opacity));
    }
}

} // namespace wuquan
