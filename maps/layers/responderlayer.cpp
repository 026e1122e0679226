// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/responderlayer.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

#include <QPainterPath>

namespace wuquan {

namespace {

constexpr std::size_t selectedMark = 3;

/// Of a height of about 14 units, about the origin.
QPainterPath personOutline(double unit)
{
    QPainterPath outline;
    outline.addEllipse(QPointF(0, -3.6 * unit), 3 * unit, 3 * unit);
    outline.moveTo(-5.5 * unit, 6.5 * unit);
    outline.arcTo(QRectF(-5.5 * unit, 0.5 * unit, 11 * unit, 12 * unit), 180, -180);
    outline.closeSubpath();
    return outline;
}

} // namespace

void ResponderLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (m_unit == frame.px(1) && m_palette == frame.palette)
        return;
    m_unit = frame.px(1);
    m_palette = frame.palette;
    const auto make = [this](double unit, Rgb ink, Rgb fill) {
        const QPainterPath outline = personOutline(unit);
        return Sprite(int(std::ceil(22 * unit)) | 1, [&](QPainter &painter) {
            painter.strokePath(outline,
                QPen(colour(m_palette.background), 4 * m_unit, Qt::SolidLine, Qt::RoundCap,
                    Qt::RoundJoin)); // so that it stands off whatever lies below
            painter.setPen(QPen(colour(ink), 1.3 * m_unit));
            painter.setBrush(colour(fill));
            painter.drawPath(outline);
        });
    };
    m_marks[std::size_t(ResponderState::Free)] = make(m_unit, m_palette.secondary, m_palette.secondary);
    m_marks[std::size_t(ResponderState::Busy)] = make(m_unit, m_palette.secondary, m_palette.background);
    m_marks[std::size_t(ResponderState::OffDuty)] = make(m_unit, m_palette.faint, m_palette.background);
    m_marks[selectedMark] = make(1.3 * m_unit, m_palette.focus, m_palette.focus);
}

void ResponderLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const bool all = frame.shows(MapLayer::Responders);
    const auto *selected = frame.selection.as<ResponderId>();
    if (!all && !selected)
        return;
    const WorldRect visible = frame.world(canvas.area, frame.px(responderInk));
    const auto blend = [&](const Responder &responder, const Sprite &sprite) {
        const auto at = worldPlace(responder.position);
        if (at && visible.contains(*at))
            canvas.blend(sprite, frame.device(*at).toPoint());
    };
    if (all) {
        for (const Responder &responder : frame.store.responders())
            blend(responder, m_marks[std::size_t(responder.state)]);
    }
    if (const Responder *responder = selected ? frame.store.responder(*selected) : nullptr)
        blend(*responder, m_marks[selectedMark]);
}

void ResponderLayer::occupy(const Frame &frame, std::vector<QRectF> &occupied) const
{
    if (!frame.shows(MapLayer::Responders))
        return;
    const double r = frame.px(responderReach);
    for (const Responder &responder : frame.store.responders()) {
        const auto place = worldPlace(responder.position);
        const QPointF at = place ? frame.device(*place) : QPointF();
        if (place && frame.viewport().contains(at))
            occupied.emplace_back(at.x() - r, at.y() - r, 2 * r, 2 * r);
    }
}

} // namespace wuquan
