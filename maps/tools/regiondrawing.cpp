// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/regiondrawing.h"

#include "maps/style/type.h"

#include <QPainter>

namespace wuquan {

namespace {

constexpr double regionLine = 2.5; // design pixels, as all below
constexpr double regionHalo = 6;
constexpr double cornerRadius = 4;
constexpr double regionInk = 12; ///< beyond the corners
constexpr double regionFill = 0.1; ///< opacity

} // namespace

RegionDrawing::RegionDrawing(const RegionSketch &sketch, const Camera &camera, const Palette &palette, double scale)
    : m_sketch(sketch)
    , m_camera(camera)
    , m_palette(palette)
    , m_scale(scale)
{
}

QPolygonF RegionDrawing::screen(const std::vector<WorldPoint> &points) const
{
    QPolygonF made;
    made.reserve(qsizetype(points.size()));
    for (const WorldPoint &point : points) {
        const ScreenPoint at = m_camera.screenFromWorld(point);
        made << QPointF(at.x, at.y);
    }
    return made;
}

QRectF RegionDrawing::bounds() const
{
    if (m_sketch.corners.empty())
        return {};
    const double space = regionInk * m_scale;
    return screen(m_sketch.corners).boundingRect().adjusted(-space, -space, space, space);
}

void RegionDrawing::draw(QPainter &painter) const
{
    if (m_sketch.corners.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QPolygonF ring = screen(m_sketch.ring()), corners = screen(m_sketch.corners);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(m_palette.focus, regionFill));
    painter.drawPolygon(ring, Qt::OddEvenFill);
    painter.setBrush(Qt::NoBrush);
    for (const bool isHalo : {true, false}) {
        QPen pen(colour(isHalo ? m_palette.background : m_palette.focus), (isHalo ? regionHalo : regionLine) * m_scale,
            Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (!isHalo && !m_sketch.isClosed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        if (ring.isEmpty())
            painter.drawPolyline(corners);
        else
            painter.drawPolygon(ring);
    }
    if (m_sketch.isClosed || m_sketch.isFreehand)
        return;
    painter.setPen(QPen(colour(m_palette.focus), regionLine * m_scale));
    painter.setBrush(colour(m_palette.panel));
    for (const QPointF &corner : corners)
        painter.drawEllipse(corner, cornerRadius * m_scale, cornerRadius * m_scale);
}

} // namespace wuquan
