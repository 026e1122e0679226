// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/borderlayer.h"

#include "maps/raster/clip.h"
#include "maps/style/type.h"

namespace wuquan {

namespace {

void drawBorders(Canvas &canvas, const Frame &frame, AreaLevel level, const QPen &pen)
{
    const WorldRect view = frame.world(canvas.area, pen.widthF());
    const QRectF clip = canvas.clip(2 * pen.widthF());
    canvas.painter.setPen(pen);
    for (const BorderLine &line : frame.areas.borders(level)) {
        if (view.intersects(line.box))
            strokeClipped(canvas.painter, frame.device(line.points), clip);
    }
}

void drawOutline(Canvas &canvas, const Frame &frame, const AreaShape &shape, const QPen &pen)
{
    const QRectF clip = canvas.clip(2 * pen.widthF());
    canvas.painter.setPen(pen);
    for (const auto &ring : shape.rings) {
        QPolygonF points = frame.device(ring);
        points << points.front();
        strokeClipped(canvas.painter, points, clip);
    }
}

} // namespace

void BorderLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const Palette &palette = frame.palette;
    const auto pen = [&](Rgb rgb, double width) {
        return QPen(colour(rgb), std::max(1.0, frame.px(width)), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    if (frame.detailZoom() >= detail::gridBorders) {
        // Near by, roads in almost the paper's colour run under the dashes.
        QPen dashed = pen(
            frame.isStreetZoom() ? mixed(palette.communityBorder, palette.streetBorder, 0.3) : palette.communityBorder,
            1);
        dashed.setCapStyle(Qt::FlatCap);
        dashed.setDashPattern({3, 3});
        drawBorders(canvas, frame, AreaLevel::Grid, dashed);
    }
    // A step darker than the dashes of the grids, else the two can't be told apart where both are drawn.
    const Rgb community = mixed(palette.communityBorder, palette.streetBorder, frame.isStreetZoom() ? 0.5 : 0.25);
    drawBorders(canvas, frame, AreaLevel::Community, pen(community, frame.isStreetZoom() ? 1.8 : 1));
    const QPen strong = pen(palette.streetBorder, frame.detailZoom() < 13 ? 1.4 : 2);
    drawBorders(canvas, frame, AreaLevel::Street, strong);
    drawBorders(canvas, frame, AreaLevel::District, strong);

    if (const auto *area = frame.selection.as<AreaId>()) {
        if (const AreaShape *shape = frame.areas.shape(*area)) {
            drawOutline(canvas, frame, *shape, pen(palette.background, 6));
            drawOutline(canvas, frame, *shape, pen(palette.focus, 3));
        }
    }
}

} // namespace wuquan
