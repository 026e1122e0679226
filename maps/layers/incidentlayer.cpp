// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/incidentlayer.h"

#include "maps/style/type.h"

namespace wuquan {

namespace {

QPolygonF markOutline(Severity severity, double u)
{
    if (severity == Severity::Urgent)
        return {{0, -10 * u}, {10 * u, 0}, {0, 10 * u}, {-10 * u, 0}};
    return {{0, -9.5 * u}, {9.5 * u, 7 * u}, {-9.5 * u, 7 * u}};
}

} // namespace

void drawSeverityMark(QPainter &painter, Severity severity, double unit, const Palette &palette)
{
    const auto shape = [&] {
        if (severity == Severity::Normal)
            painter.drawEllipse(QPointF(0, 0), 6 * unit, 6 * unit);
        else
            painter.drawPolygon(markOutline(severity, unit));
    };
    painter.setBrush(colour(palette.background));
    painter.setPen(QPen(colour(palette.background), (severity == Severity::Normal ? 3 : 4) * unit, Qt::SolidLine,
        Qt::RoundCap, Qt::RoundJoin));
    shape();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(palette.severity[std::size_t(severity) - 1]));
    shape();
}

void IncidentLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    const double u = frame.px(std::round(frame.markScale() * 10) / 10);
    if (m_unit == u && m_palette == frame.palette)
        return;
    m_unit = u;
    m_palette = frame.palette;
    for (const Severity severity : allSeverities) {
        const auto row = std::size_t(severity) - 1;
        m_marks[row] = Sprite(
            int(std::ceil(30 * u)) | 1, [&](QPainter &painter) { drawSeverityMark(painter, severity, u, m_palette); });
    }
}

QPoint IncidentLayer::middle(const Frame &frame, const IncidentMark &mark)
{
    const QPointF at = frame.device(mark.at);
    return {int(std::lround(at.x())), int(std::lround(at.y()))};
}

void IncidentLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isInRange(frame))
        return;
    const WorldRect near = frame.world(canvas.area, frame.px(40));
    QPainter &painter = canvas.painter;
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](QPoint middle, double radius, Rgb rgb) {
        painter.setPen(QPen(colour(frame.palette.background), frame.px(5)));
        painter.drawEllipse(QPointF(middle), radius * m_unit, radius * m_unit);
        painter.setPen(QPen(colour(rgb), frame.px(2.5)));
        painter.drawEllipse(QPointF(middle), radius * m_unit, radius * m_unit);
    };
    for (const IncidentMark &mark : frame.incidents) {
        if (!near.contains(mark.at) || !isMarked(frame, mark))
            continue;
        const QPoint at = middle(frame, mark);
        if (mark.isNewest)
            ring(at, 28, frame.palette.severity[0]);
        if (mark.isSelected)
            ring(at, 18, frame.palette.focus);
        canvas.blend(m_marks[std::size_t(mark.severity) - 1], at);
    }
}

void IncidentLayer::occupy(const Frame &frame, std::vector<QRectF> &occupied) const
{
    if (!isInRange(frame))
        return;
    const WorldRect near = frame.world(frame.viewport().toRect(), frame.px(40));
    for (const IncidentMark &mark : frame.incidents) {
        if (!near.contains(mark.at) || !isMarked(frame, mark))
            continue;
        const QPoint at = middle(frame, mark);
        const double r = mark.reach() * m_unit;
        occupied.emplace_back(at.x() - r, at.y() - r, 2 * r, 2 * r);
    }
}

} // namespace wuquan
