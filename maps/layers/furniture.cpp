// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/furniture.h"

#include "data/geo/mercator.h"
#include "maps/style/type.h"

#include <QFontMetricsF>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double edge = 16; ///< design pixels between furniture and the edge of the map
constexpr double textSize = 14; ///< design pixels

/// Text with a rim of paper: it lies over borders and fills.
void drawHaloed(QPainter &painter, const Frame &frame, QPointF at, const QString &text, Rgb ink)
{
    const QFont font = sansFont(frame.px(textSize));
    QPainterPath glyphs;
    glyphs.addText(at, font, text);
    painter.strokePath(glyphs, QPen(colour(frame.palette.background, 0.92), frame.px(4), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(font);
    painter.setPen(colour(ink));
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
    if (!frame.viewport().contains(rect) || !canvas.isFree(rect))
        return false;
    m_placed.push_back(rect);
    canvas.occupied.push_back(rect);
    return true;
}

void Furniture::drawNote(Canvas &canvas, const Frame &frame)
{
    if (!frame.store.catalogue().isDemo())
        return;
    const QString text = tr("示意图 · 演示数据");
    const double height = frame.px(textSize + 6);
    const QRectF rect(frame.px(edge), m_floor - height, textWidth(frame, text), height);
    if (!reserve(canvas, frame, rect))
        return;
    drawHaloed(canvas.painter, frame, {rect.left(), rect.bottom() - frame.px(5)}, text, frame.palette.secondary);
    m_floor = rect.top() - frame.px(12);
}

void Furniture::drawScaleBar(Canvas &canvas, const Frame &frame)
{
    const double latitude = geoFromWorld(frame.camera.centre).latitude;
    const double metresPerPixel = worldWidthMetres(latitude) / (frame.camera.worldSize() * frame.pixelRatio);
    const ScaleBar bar = scaleBar(metresPerPixel, frame.px(110));
    const QString text = bar.metres < 1000 ? tr("%1 米").arg(bar.metres) : tr("%1 千米").arg(bar.metres / 1000);
    const double gap = frame.px(12), height = frame.px(textSize + 6);
    const double width = bar.width + gap + textWidth(frame, text);
    const double bottom = frame.viewport().height() - frame.px(edge);
    const QRectF rect(frame.viewport().width() - frame.px(edge) - width, bottom - height, width, height);
    if (!reserve(canvas, frame, rect))
        return;
    const double base = std::round(rect.bottom() - frame.px(5)) - 0.5;
    const QPolygonF line{{rect.left(), base - frame.px(8)}, {rect.left(), base}, {rect.left() + bar.width, base},
        {rect.left() + bar.width, base - frame.px(8)}};
    canvas.painter.setPen(QPen(colour(frame.palette.background, 0.92), frame.px(5), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    canvas.painter.drawPolyline(line);
    canvas.painter.setPen(QPen(colour(frame.palette.secondary), frame.px(1.5), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    canvas.painter.drawPolyline(line);
    drawHaloed(canvas.painter, frame, {rect.left() + bar.width + gap, rect.bottom() - frame.px(5)}, text, frame.palette.secondary);
}

void Furniture::drawLegend(Canvas &canvas, const Frame &frame)
{
    if (!frame.view.layers().testFlag(MapLayer::Choropleth))
        return;
    const QString title = frame.isStreetZoom() ? tr("每网格在办") : tr("每社区在办");
    const std::array labels{u"0"_s, u"1"_s, u"2–3"_s, u"4–6"_s, u"≥7"_s};
    const double box = frame.px(45), barHeight = frame.px(9), line = frame.px(textSize + 6);
    const double width = std::max(5 * box, textWidth(frame, title));
    const double height = line + barHeight + frame.px(4) + line;
    const QRectF rect(frame.px(edge), m_floor - height, width, height);
    if (!reserve(canvas, frame, rect))
        return;
    QPainter &painter = canvas.painter;
    drawHaloed(painter, frame, {rect.left(), rect.top() + frame.px(textSize)}, title, frame.palette.secondary);
    const double top = std::round(rect.top() + line);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double left = std::round(rect.left() + double(i) * box), right = std::round(rect.left() + double(i + 1) * box);
        const Rgb fill = i == 0 ? frame.palette.background : frame.palette.choropleth[i - 1];
        painter.fillRect(QRectF(left, top, right - left, std::round(barHeight)), colour(fill));
        const double middle = (left + right - textWidth(frame, labels[i])) / 2;
        drawHaloed(painter, frame, {middle, rect.bottom() - frame.px(5)}, labels[i], frame.palette.secondary);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour(mixed(frame.palette.communityBorder, frame.palette.streetBorder, 0.5)), std::max(1.0, frame.px(1))));
    painter.drawRect(QRectF(std::round(rect.left()) + 0.5, top + 0.5, std::round(5 * box) - 1, std::round(barHeight) - 1));
}

void Furniture::draw(Canvas &canvas, const Frame &frame)
{
    m_placed.clear();
    m_floor = frame.viewport().height() - frame.px(edge);
    drawNote(canvas, frame);
    drawScaleBar(canvas, frame);
    drawLegend(canvas, frame);
}

} // namespace wuquan
