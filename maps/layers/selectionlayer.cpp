// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/selectionlayer.h"

#include "maps/raster/strokes.h"
#include "maps/style/type.h"

namespace wuquan {

void SelectionLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const auto *area = frame.selection.as<AreaId>();
    const AreaShape *shape = area ? frame.areas.shape(*area) : nullptr;
    if (!shape)
        return;
    Strokes strokes(canvas.area);
    const auto outline = [&](double width, Rgb rgb) {
        for (const auto &ring : shape->rings) {
            QPolygonF points = frame.device(ring);
            points << points.front();
            strokes.add(points, std::max(1.0, frame.px(width)));
        }
        strokes.paint(canvas.image, colour(rgb).rgb());
    };
    outline(6, frame.palette.background);
    outline(3, frame.palette.focus);
}

} // namespace wuquan
