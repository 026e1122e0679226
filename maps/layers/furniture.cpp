// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/furniture.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

#include <QFontMetricsF>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double edge = 12; ///< design pixels between furniture and the edge of the map
constexpr double textSize = 14; ///< design pixels
constexpr double lineHeight = 20; ///< design pixels

void drawText(QPainter &painter, const Frame &frame, QPointF at, const QString &text)
{
    painter.setFont(sansFont(frame.px(textSize)));
    painter.setPen(colour(frame.palette.secondary));
    painter.drawText(at, text);
}

double textWidth(const Frame &frame, const QString &text)
{
    return QFontMetricsF(sansFont(frame.px(textSize))).horizontalAdvance(text);
}

} // namespace

ScaleBar scaleBar(double metresPerPixel, double room)
{
    const double most = metresPerPixel * room;
    ScaleBar bar{1, 1 / metresPerPixel};
    for (int power = 1; power <= 10'000'000; power *= 10) {
        for (const int step : {1, 2, 5}) {
            if (double(step) * power <= most)
                bar = {step * power, step * power / metresPerPixel};
        }
    }
    return bar;
}

bool Furniture::reserve(Canvas &canvas, const Frame &frame, const QRectF &rect)
{
    const auto meets = [&](const QRectF &other) { return other.intersects(rect); };
    if (!frame.viewport().contains(rect) || std::ranges::any_of(canvas.covered, meets)
        || std::ranges::any_of(m_placed, meets))
        return false;
    m_placed.push_back(rect);
    const double air = frame.px(4);
    canvas.occupied.push_back(rect.adjusted(-air, -air, air, air));
    const double half = std::max(1.0, frame.px(1)) / 2;
    canvas.painter.setPen(QPen(colour(frame.palette.line), 2 * half));
    canvas.painter.setBrush(colour(frame.palette.panel, 0.94));
    canvas.painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), frame.px(4), frame.px(4));
    canvas.painter.setBrush(Qt::NoBrush);
    return true;
}

void Furniture::drawScaleBar(Canvas &canvas, const Frame &frame)
{
    const double latitude = geoFromWorld(frame.camera.centre).latitude;
    const double metresPerPixel = worldWidthMetres(latitude) / (frame.camera.worldSize() * frame.pixelRatio);
    const ScaleBar bar = scaleBar(metresPerPixel, frame.px(110));
    const QString text = bar.metres < 1000 ? tr("%1 米").arg(bar.metres) : tr("%1 千米").arg(bar.metres / 1000);
    const double gap = frame.px(10), pad = frame.px(10);
    const double width = bar.width + gap + textWidth(frame, text) + 2 * pad, height = frame.px(lineHeight + 8);
    const QRectF rect = QRectF(frame.viewport().width() - frame.px(edge) - width,
        frame.viewport().height() - frame.px(edge) - height, width, height);
    if (!reserve(canvas, frame, rect))
        return;
    const double left = std::round(rect.left() + pad) + 0.5, base = std::round(rect.center().y() + frame.px(4)) + 0.5;
    canvas.painter.setPen(
        QPen(colour(frame.palette.secondary), frame.px(1.5), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    canvas.painter.drawPolyline(QPolygonF{
        {left, base - frame.px(8)}, {left, base}, {left + bar.width, base}, {left + bar.width, base - frame.px(8)}});
    drawText(canvas.painter, frame, {left + bar.width + gap, rect.center().y() + frame.px(textSize * 0.36)}, text);
}

void Furniture::drawLegend(Canvas &canvas, const Frame &frame, bool withClasses, bool withNote)
{
    const QString title = frame.isStreetZoom() ? tr("每网格在办") : tr("每社区在办");
    const QString note = tr("示意图 · 演示数据");
    const std::array labels{u"0"_s, u"1"_s, u"2–3"_s, u"4–6"_s, u"≥7"_s};
    const double box = frame.px(42), bar = frame.px(9), line = frame.px(lineHeight), pad = frame.px(10);
    const double classes = withClasses ? 2 * line + bar + frame.px(2) : 0;
    const double width = std::max(
        {withClasses ? 5 * box : 0, withClasses ? textWidth(frame, title) : 0, withNote ? textWidth(frame, note) : 0});
    const double height = classes + (withNote ? line : 0) + frame.px(8);
    const QRectF rect(frame.px(edge), frame.viewport().height() - frame.px(edge) - height, width + 2 * pad, height);
    // In a small map the classes would hide a good part of what they explain.
    const bool isTooLarge = withClasses
        && (rect.width() > frame.viewport().width() * 0.4 || rect.height() > frame.viewport().height() * 0.25);
    if (isTooLarge || !reserve(canvas, frame, rect)) {
        if (withClasses && withNote)
            drawLegend(canvas, frame, false, true);
        return;
    }
    QPainter &painter = canvas.painter;
    const double left = std::round(rect.left() + pad), baseline = frame.px(lineHeight * 0.76);
    double y = rect.top() + frame.px(4);
    if (withClasses) {
        drawText(painter, frame, {left, y + baseline}, title);
        const double top = std::round(y + line + frame.px(1));
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const double from = std::round(left + double(i) * box), to = std::round(left + double(i + 1) * box);
            const Rgb fill = i == 0 ? frame.palette.background : frame.palette.choropleth[i - 1];
            painter.fillRect(QRectF(from, top, to - from, std::round(bar)), colour(fill));
            drawText(painter, frame,
                {(from + to - textWidth(frame, labels[i])) / 2, top + bar + baseline + frame.px(1)}, labels[i]);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour(frame.palette.streetBorder), std::max(1.0, frame.px(1))));
        painter.drawRect(QRectF(left + 0.5, top + 0.5, std::round(5 * box) - 1, std::round(bar) - 1));
        y += classes;
    }
    if (withNote)
        drawText(painter, frame, {left, y + baseline}, note);
}

void Furniture::draw(Canvas &canvas, const Frame &frame)
{
    m_placed.clear();
    drawScaleBar(canvas, frame);
    const bool classes = frame.view.layers().testFlag(MapLayer::Choropleth);
    const bool note = frame.store.catalogue().isDemo();
    if (classes || note)
        drawLegend(canvas, frame, classes, note);
}

} // namespace wuquan
