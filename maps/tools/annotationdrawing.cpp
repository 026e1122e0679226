// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/annotationdrawing.h"

#include "data/geo/mercator.h"
#include "maps/layers/annotationshape.h"
#include "maps/style/type.h"

#include <QFontMetricsF>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double wishLine = 2; // design pixels, as all below
constexpr double wishHalo = 6;
constexpr double wishRing = 7; ///< radius, around a point or a text
constexpr double wishText = 13;
constexpr double wishSpace = 7;
constexpr double farthestWishInk = 560; ///< of a plate from its place: a state and 24 characters

} // namespace

AnnotationDrawing::AnnotationDrawing(
    const std::vector<AnnotationWish> &wishes, const Camera &camera, const Palette &palette, double scale)
    : m_wishes(wishes)
    , m_camera(camera)
    , m_palette(palette)
    , m_scale(scale)
{
}

QPolygonF AnnotationDrawing::screen(const AnnotationWish &wish) const
{
    QPolygonF line;
    for (const GeoPoint &point : wish.draft.points) {
        const ScreenPoint at = m_camera.screenFromWorld(worldFromGeo(point));
        line << QPointF(at.x, at.y);
    }
    return line;
}

QRectF AnnotationDrawing::bounds() const
{
    QRectF all;
    const double space = farthestWishInk * m_scale;
    for (const AnnotationWish &wish : m_wishes) {
        // A single point has a rectangle without size, which unites with nothing.
        if (!wish.draft.points.empty())
            all |= screen(wish).boundingRect().adjusted(-space, -space, space, space);
    }
    return all;
}

void AnnotationDrawing::draw(QPainter &painter) const
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const AnnotationWish &wish : m_wishes) {
        if (!wish.draft.points.empty())
            draw(painter, wish);
    }
}

void AnnotationDrawing::draw(QPainter &painter, const AnnotationWish &wish) const
{
    QPolygonF line = screen(wish);
    const bool isArea = wish.draft.kind == AnnotationKind::Area;
    const QPointF middle = isArea ? line.boundingRect().center() : line[line.size() / 2];
    if (isArea)
        line << line.front();
    painter.setBrush(Qt::NoBrush);
    for (const bool isHalo : {true, false}) {
        QPen pen(colour(isHalo ? m_palette.background : annotationInk(m_palette, wish.draft.role)),
            (isHalo ? wishHalo : wishLine) * m_scale, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (!isHalo)
            pen.setDashPattern({3, 2});
        painter.setPen(pen);
        if (line.size() == 1)
            painter.drawEllipse(line.front(), wishRing * m_scale, wishRing * m_scale);
        else
            painter.drawPolyline(line);
    }
    const QString words = annotationLine(wish.draft.text);
    const QString text = words.isEmpty() ? wish.state : wish.state + u" · "_s + words;
    const QFont font = sansFont(textPixels(wishText, m_scale));
    const QFontMetricsF metrics(font);
    QRectF plate(QPointF(), QSizeF(metrics.horizontalAdvance(text) + 2 * wishSpace * m_scale, metrics.height()));
    plate.moveCenter(middle);
    if (line.size() == 1)
        plate.moveLeft(middle.x() + 2 * wishRing * m_scale);
    QPen edge(colour(m_palette.secondary), std::max(1.0, m_scale));
    edge.setDashPattern({3, 2});
    painter.setPen(edge);
    painter.setBrush(colour(m_palette.panel, 0.94));
    painter.drawRoundedRect(plate, 3 * m_scale, 3 * m_scale);
    painter.setFont(font);
    painter.setPen(colour(m_palette.secondary));
    painter.drawText(plate, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
}

} // namespace wuquan
