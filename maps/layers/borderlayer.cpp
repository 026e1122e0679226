// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/borderlayer.h"

#include "maps/raster/strokes.h"
#include "maps/style/type.h"

namespace wuquan {

void BorderLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const Palette &palette = frame.palette;
    const auto px = [&](double design) { return std::max(1.0, frame.px(design)); };
    Strokes strokes(canvas.area);
    const auto forEach = [&](AreaLevel level, double width, const auto &add) {
        const WorldRect view = frame.world(canvas.area, width);
        for (const BorderLine &line : frame.areas.borders(level)) {
            if (view.intersects(line.box))
                add(frame.device(line.points), width);
        }
    };
    const auto solid = [&](const QPolygonF &line, double width) { strokes.add(line, width); };
    const auto dashed
        = [&](const QPolygonF &line, double width) { strokes.addDashed(line, width, 3 * width, 3 * width); };
    const auto paint = [&](Rgb rgb) { strokes.paint(canvas.image, colour(rgb).rgb()); };

    if (frame.detailZoom() >= detail::gridBorders) {
        // Near by, roads in almost the paper's colour run under the dashes.
        forEach(AreaLevel::Grid, px(1), dashed);
        paint(
            frame.isStreetZoom() ? mixed(palette.communityBorder, palette.streetBorder, 0.3) : palette.communityBorder);
    }
    // A step darker than the dashes of the grids, else the two can't be told apart where both are drawn.
    forEach(AreaLevel::Community, px(frame.isStreetZoom() ? 1.8 : 1), solid);
    paint(mixed(palette.communityBorder, palette.streetBorder, frame.isStreetZoom() ? 0.5 : 0.25));
    const double strong = px(frame.detailZoom() < 13 ? 1.4 : 2);
    forEach(AreaLevel::Street, strong, solid);
    forEach(AreaLevel::District, strong, solid);
    paint(palette.streetBorder);
}

} // namespace wuquan
