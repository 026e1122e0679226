// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/placelayer.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

namespace wuquan {

void PlaceLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (m_unit == frame.px(1) && m_palette == frame.palette)
        return;
    m_unit = frame.px(1);
    m_palette = frame.palette;
    const auto square = [this](double side, Rgb fill) {
        return Sprite(int(std::ceil((side + 4) * m_unit)) | 1, [&](QPainter &painter) {
            painter.setPen(QPen(colour(m_palette.background), m_unit));
            painter.setBrush(colour(fill));
            painter.drawRect(QRectF(-side / 2 * m_unit, -side / 2 * m_unit, side * m_unit, side * m_unit));
        });
    };
    m_mark = square(7, m_palette.secondary);
    m_selected = square(11, m_palette.focus);
}

void PlaceLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const bool all = frame.shows(MapLayer::Places);
    const auto *selected = frame.selection.as<PlaceId>();
    if (!all && !selected)
        return;
    const WorldRect visible = frame.world(canvas.area, frame.px(12));
    const auto blend = [&](const Place &place, const Sprite &sprite) {
        const auto at = worldPlace(place.position);
        if (at && visible.contains(*at))
            canvas.blend(sprite, frame.device(*at).toPoint());
    };
    if (all) {
        for (const Place &place : frame.store.places())
            blend(place, m_mark);
    }
    if (const Place *place = selected ? frame.store.place(*selected) : nullptr)
        blend(*place, m_selected);
}

} // namespace wuquan
