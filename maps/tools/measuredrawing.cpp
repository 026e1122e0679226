// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/measuredrawing.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"
#include "maps/tools/measuretext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <ranges>

namespace wuquan {

namespace {

constexpr double lineWidth = 2.5; // design pixels, as all below
constexpr double haloWidth = 7;
constexpr double pointRadius = 4;
constexpr double pinRadius = 8;
constexpr double resultText = 16;
constexpr double legText = 13;
constexpr double plateSpace = 8;
constexpr double plateAway = 14; ///< between a point and its plate
constexpr double legRoom = 20; ///< how much longer than its text a leg is at least
constexpr double farthestInk = 320; ///< of plates from the line
constexpr double fillOpacity = 0.12;

} // namespace

MeasureDrawing::MeasureDrawing(const ToolMarks &marks, const Camera &camera, const Palette &palette, double scale)
    : m_marks(marks)
    , m_camera(camera)
    , m_palette(palette)
    , m_scale(scale)
    , m_shown(marks.measured)
{
    // A pointer that rests on the last point adds nothing.
    if (marks.pointer && !m_shown.points.empty() && m_shown.points.back() != *marks.pointer)
        m_shown = m_shown.with(*marks.pointer);
    m_line = screen(m_shown.points);
}

QPointF MeasureDrawing::screen(GeoPoint point) const
{
    const ScreenPoint at = m_camera.screenFromWorld(worldFromGeo(point));
    return {at.x, at.y};
}

QPolygonF MeasureDrawing::screen(const std::vector<GeoPoint> &points) const
{
    QPolygonF line;
    for (const GeoPoint &point : points)
        line << screen(point);
    return line;
}

QRectF MeasureDrawing::bounds() const
{
    QPolygonF all = m_line;
    if (m_marks.pin)
        all << screen(*m_marks.pin);
    if (all.isEmpty())
        return {};
    const double space = farthestInk * m_scale;
    return all.boundingRect().adjusted(-space, -space, space, space);
}

void MeasureDrawing::draw(QPainter &painter) const
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (!m_line.isEmpty()) {
        drawLines(painter);
        drawPoints(painter);
        drawLegs(painter, {drawResult(painter)});
    }
    if (m_marks.pin)
        drawPin(painter);
}

void MeasureDrawing::drawLines(QPainter &painter) const
{
    const auto count = qsizetype(m_marks.measured.points.size());
    const QPolygonF still(m_line.first(count));
    // What the pointer would add, and the side that would close the area with it.
    QPolygonF wanted(m_line.sliced(count - 1));
    const bool isClosed = isArea() && m_shown.isMeasurable();
    if (isClosed)
        wanted << m_line.front();
    if (isArea()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_palette.text, fillOpacity));
        painter.drawPolygon(m_line);
    }
    painter.setBrush(Qt::NoBrush);
    const bool isWaiting = m_line.size() > count;
    for (const bool isHalo : {true, false}) {
        QPen pen(colour(isHalo ? m_palette.background : m_palette.text), (isHalo ? haloWidth : lineWidth) * m_scale,
            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        painter.setPen(pen);
        painter.drawPolyline(still);
        if (!isHalo && isWaiting) {
            pen.setCapStyle(Qt::FlatCap);
            pen.setDashPattern({4, 3});
        }
        painter.setPen(pen);
        painter.drawPolyline(wanted);
    }
}

void MeasureDrawing::drawPoints(QPainter &painter) const
{
    const double radius = pointRadius * m_scale;
    for (const QPointF &at : m_line.first(qsizetype(m_marks.measured.points.size()))) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_palette.background));
        painter.drawEllipse(at, radius + haloWidth / 3 * m_scale, radius + haloWidth / 3 * m_scale);
        painter.setPen(QPen(colour(m_palette.text), lineWidth * m_scale));
        painter.setBrush(colour(m_palette.panel));
        painter.drawEllipse(at, radius, radius);
    }
}

void MeasureDrawing::drawPin(QPainter &painter) const
{
    const QPointF at = screen(*m_marks.pin);
    const double radius = pinRadius * m_scale;
    painter.setBrush(Qt::NoBrush);
    for (const bool isHalo : {true, false}) {
        painter.setPen(QPen(colour(isHalo ? m_palette.background : m_palette.text),
            (isHalo ? haloWidth : lineWidth) * m_scale, Qt::SolidLine, Qt::RoundCap));
        painter.drawEllipse(at, radius, radius);
        for (const QPointF &way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
            painter.drawLine(at + way * radius, at + way * radius * 1.75);
        painter.drawPoint(at);
    }
}

QRectF MeasureDrawing::drawResult(QPainter &painter) const
{
    const QStringList lines = MeasureText::result(m_shown);
    const QRectF view(0, 0, m_camera.width, m_camera.height);
    if (lines.isEmpty() || !m_line.boundingRect().intersects(view))
        return {};
    const QFont strong = sansFont(textPixels(resultText, m_scale), true), plain = sansFont(textPixels(14, m_scale));
    const QFontMetricsF strongMetrics(strong), plainMetrics(plain);
    double width = strongMetrics.horizontalAdvance(lines.front());
    for (const QString &line : lines | std::views::drop(1))
        width = std::max(width, plainMetrics.horizontalAdvance(line));
    const double space = plateSpace * m_scale, away = plateAway * m_scale;
    const QSizeF size(
        width + 2 * space, strongMetrics.height() + double(lines.size() - 1) * plainMetrics.height() + 1.25 * space);
    const QPointF anchor = m_line.back();
    QRectF plate(anchor + QPointF(away, away), size);
    if (plate.right() > view.right() - away)
        plate.moveRight(anchor.x() - away);
    if (plate.bottom() > view.bottom() - away)
        plate.moveBottom(anchor.y() - away);
    // By the edge when the point itself is out of sight.
    plate.moveLeft(std::clamp(plate.left(), away, std::max(away, view.right() - away - plate.width())));
    plate.moveTop(std::clamp(plate.top(), away, std::max(away, view.bottom() - away - plate.height())));
    painter.setPen(QPen(colour(m_palette.line), m_scale));
    painter.setBrush(colour(m_palette.panel, 0.94));
    painter.drawRoundedRect(plate, 4 * m_scale, 4 * m_scale);
    QPointF at(plate.left() + space, plate.top() + space * 0.6 + strongMetrics.ascent());
    painter.setFont(strong);
    painter.setPen(colour(m_palette.text));
    painter.drawText(at, lines.front());
    at.ry() += strongMetrics.descent();
    painter.setFont(plain);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        // The third line is a warning.
        painter.setPen(colour(i == 1 ? m_palette.secondary : m_palette.severity[1]));
        painter.drawText(at + QPointF(0, plainMetrics.ascent()), lines[i]);
        at.ry() += plainMetrics.height();
    }
    return plate;
}

void MeasureDrawing::drawLegs(QPainter &painter, std::vector<QRectF> taken) const
{
    const std::vector<double> legs = m_shown.legs();
    // The only leg of a line is its result.
    if (legs.size() < 2)
        return;
    const QFont font = sansFont(textPixels(legText, m_scale));
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const QPointF from = m_line[qsizetype(i)], to = m_line[qsizetype(i + 1) % m_line.size()];
        const QString text = MeasureText::length(legs[i]);
        const QSizeF size(metrics.horizontalAdvance(text) + plateSpace * m_scale, metrics.height());
        QRectF plate({}, size);
        plate.moveCenter((from + to) / 2);
        const bool isLong = std::hypot(to.x() - from.x(), to.y() - from.y()) >= size.width() + legRoom * m_scale;
        const auto meets = [&](const QRectF &other) { return other.intersects(plate); };
        if (!isLong || std::ranges::any_of(taken, meets))
            continue;
        taken.push_back(plate);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_palette.panel, 0.94));
        painter.drawRoundedRect(plate, 3 * m_scale, 3 * m_scale);
        painter.setPen(colour(m_palette.text));
        painter.drawText(plate, Qt::AlignCenter | Qt::TextDontClip, text);
    }
}

} // namespace wuquan
