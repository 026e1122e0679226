// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/furniture.h"

#include "data/geo/mercator.h"
#include "maps/layers/choroplethlayer.h"
#include "maps/layers/conelayer.h"
#include "maps/layers/heatlayer.h"
#include "maps/layers/incidentlayer.h"
#include "maps/style/type.h"
#include "maps/tiles/tileset.h"

#include <QFontMetricsF>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double edge = 12; ///< design pixels between furniture and the edge of the map
constexpr double textSize = 14; ///< design pixels
constexpr double markUnit = 0.62; ///< design pixels of a unit of a mark in the legend
constexpr double wordGap = 14; ///< design pixels between a word and the next mark
constexpr double leastClassWidth = 42; ///< design pixels
constexpr int classCount = 5; ///< none among them
constexpr double classHeight = 9; ///< design pixels
constexpr double heatWidth = 84; ///< design pixels
constexpr double swatchWidth = 20; ///< design pixels
constexpr double pad = 10; ///< design pixels between a plate's edge and what is on it

/// Device pixels of a line of text; a text that can't get smaller keeps its line.
double lineHeight(const Frame &frame)
{
    return frame.textPx(textSize) * 1.43;
}

double baseline(const Frame &frame)
{
    return lineHeight(frame) * 0.76;
}

void drawText(QPainter &painter, const Frame &frame, QPointF at, const QString &text)
{
    painter.setFont(sansFont(frame.textPx(textSize)));
    painter.setPen(colour(frame.palette.secondary));
    painter.drawText(at, text);
}

double textWidth(const Frame &frame, const QString &text)
{
    return QFontMetricsF(sansFont(frame.textPx(textSize))).horizontalAdvance(text);
}

/// What it looks like over the ground: a gradient on paper knows no transparency.
QColor overPaper(QRgb shade, Rgb ground)
{
    const Rgb opaque{std::uint8_t(qRed(shade)), std::uint8_t(qGreen(shade)), std::uint8_t(qBlue(shade))};
    return colour(mixed(ground, opaque, qAlpha(shade) / 255.0));
}

/// Device pixels of the shades with their title and labels.
double shadesHeight(const Frame &frame)
{
    return 2 * lineHeight(frame) + frame.px(classHeight + 4);
}

/// Device pixels of a mark in the legend with the gap behind it.
double markWidth(const Frame &frame)
{
    return frame.px(20 * markUnit + 6);
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

bool Furniture::stamp(
    Foreground &foreground, const Frame &frame, const QRectF &rect, const std::function<void(QPainter &)> &draw)
{
    const auto meets = [&](const QRectF &other) { return other.intersects(rect); };
    if (!frame.viewport().contains(rect) || std::ranges::any_of(foreground.covered, meets)
        || std::ranges::any_of(m_placed, meets))
        return false;
    m_placed.push_back(rect);
    const double air = frame.px(4);
    foreground.occupied.push_back(rect.adjusted(-air, -air, air, air));
    Stamp plate{
        rect.toAlignedRect().topLeft(), QImage(rect.toAlignedRect().size(), QImage::Format_ARGB32_Premultiplied)};
    plate.image.fill(Qt::transparent);
    {
        QPainter painter(&plate.image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.translate(-plate.at);
        const double half = std::max(1.0, frame.px(1)) / 2;
        painter.setPen(QPen(colour(frame.palette.line), 2 * half));
        painter.setBrush(colour(frame.palette.panel, 0.94));
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), frame.px(4), frame.px(4));
        painter.setBrush(Qt::NoBrush);
        draw(painter);
    }
    foreground.stamps.push_back(std::move(plate));
    return true;
}

QString Furniture::lengthText(int metres)
{
    return metres < 1000 ? tr("%1 米").arg(metres) : tr("%1 千米").arg(metres / 1000);
}

void Furniture::placeScaleBar(Foreground &foreground, const Frame &frame)
{
    const double latitude = geoFromWorld(frame.camera.centre).latitude;
    const double metresPerPixel = worldWidthMetres(latitude) / (frame.camera.worldSize() * frame.pixelRatio);
    const ScaleBar bar = scaleBar(metresPerPixel, frame.px(110));
    const QString text = lengthText(bar.metres);
    const double gap = frame.px(10);
    const double width = bar.width + gap + textWidth(frame, text) + 2 * frame.px(pad);
    const double height = lineHeight(frame) + frame.px(8);
    const QRectF rect = QRectF(frame.viewport().width() - frame.px(edge) - width,
        frame.viewport().height() - frame.px(edge) - height, width, height);
    // Without room it is left out.
    (void)stamp(foreground, frame, rect, [&](QPainter &painter) {
        const double left = std::round(rect.left() + frame.px(pad)) + 0.5,
                     base = std::round(rect.center().y() + frame.px(4)) + 0.5;
        painter.setPen(
            QPen(colour(frame.palette.secondary), frame.px(1.5), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawPolyline(QPolygonF{{left, base - frame.px(8)}, {left, base}, {left + bar.width, base},
            {left + bar.width, base - frame.px(8)}});
        drawText(painter, frame, {left + bar.width + gap, rect.center().y() + frame.textPx(textSize) * 0.36}, text);
    });
}

void Furniture::placeAttribution(Foreground &foreground, const Frame &frame)
{
    if (!frame.showsTiles())
        return;
    const QString trouble = frame.tiles->trouble();
    const QString whole = trouble.isEmpty() ? frame.tiles->source().attribution : tr("底图：%1，将重试").arg(trouble);
    if (whole.isEmpty())
        return;
    const QFontMetricsF metrics(sansFont(frame.textPx(textSize)));
    const QRectF scale = m_placed.empty() ? QRectF(frame.viewport().bottomRight(), QSizeF()) : m_placed.front();
    const double air = frame.px(8), height = lineHeight(frame) + frame.px(8);
    const double widest = frame.viewport().width() * 0.6 - 2 * frame.px(pad);
    const QString text = metrics.elidedText(whole, Qt::ElideRight, widest);
    const double width = std::ceil(metrics.horizontalAdvance(text)) + 2 * frame.px(pad);
    const QSizeF size(width, height);
    const QRectF beside(QPointF(scale.left() - air - width, scale.bottom() - height), size);
    const QRectF above(QPointF(frame.viewport().width() - frame.px(edge) - width, scale.top() - air - height), size);
    for (const QRectF &rect : {beside, above}) {
        const auto draw = [&](QPainter &painter) {
            drawText(painter, frame, rect.topLeft() + QPointF(frame.px(pad), frame.px(4) + baseline(frame)), text);
        };
        if (stamp(foreground, frame, rect, draw))
            return;
    }
}

QString Furniture::severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Urgent:
        return tr("紧急");
    case Severity::Pressing:
        return tr("较急");
    case Severity::Normal:
        return tr("一般");
    }
    return {};
}

QString Furniture::shadesTitle(const Frame &frame)
{
    const bool isGrid = frame.shadedLevel() == AreaLevel::Grid;
    switch (frame.shades.measure()) {
    case AreaMeasure::Open:
        return isGrid ? tr("每网格在办") : tr("每社区在办");
    case AreaMeasure::Overdue:
        return isGrid ? tr("每网格超期") : tr("每社区超期");
    case AreaMeasure::OpenPerArea:
        return isGrid ? tr("网格在办，每平方千米") : tr("社区在办，每平方千米");
    case AreaMeasure::Reported:
        return tr("每街道受理，近 30 天");
    case AreaMeasure::DevicesSilent:
        return isGrid ? tr("网格设备未在线") : tr("社区设备未在线");
    }
    return {};
}

/// As wide as the widest label needs.
double Furniture::classWidth(const Frame &frame)
{
    double widest = 0;
    for (const QString &label : frame.shades.scale(frame.shadedLevel()).labels(frame.shades.unit()))
        widest = std::max(widest, textWidth(frame, label));
    return std::max(frame.px(leastClassWidth), std::ceil(widest + frame.px(8)));
}

void Furniture::drawMarks(QPainter &painter, const Frame &frame, QPointF at)
{
    for (const Severity severity : allSeverities) {
        const double unit = frame.px(markUnit);
        painter.save();
        painter.translate(at.x() + 10 * unit, at.y() + lineHeight(frame) / 2);
        drawSeverityMark(painter, severity, unit, frame.palette);
        painter.restore();
        at.rx() += markWidth(frame);
        const QString word = severityWord(severity);
        drawText(painter, frame, at + QPointF(0, baseline(frame)), word);
        at.rx() += textWidth(frame, word) + frame.px(wordGap);
    }
}

void Furniture::drawShades(QPainter &painter, const Frame &frame, QPointF at)
{
    drawText(painter, frame, at + QPointF(0, baseline(frame)), shadesTitle(frame));
    const double top = std::round(at.y() + lineHeight(frame) + frame.px(1));
    const double high = std::round(frame.px(classHeight)), wide = classWidth(frame);
    const ShadeScale &scale = frame.shades.scale(frame.shadedLevel());
    const QStringList labels = scale.labels(frame.shades.unit());
    const double all = std::round(classCount * wide);
    // A ramp has as many fields as there are shades, and its labels stand at its ends and in its middle.
    const int fields = scale.isContinuous ? ShadeScale::steps + 1 : classCount;
    for (int i = 0; i < fields; ++i) {
        const double from = std::round(at.x() + all * i / fields), to = std::round(at.x() + all * (i + 1) / fields);
        const int shade = scale.isContinuous ? i : i * ShadeScale::steps / 4;
        painter.fillRect(QRectF(from, top, to - from, high), colour(shadeColour(frame.palette, shade)));
    }
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const double width = textWidth(frame, labels[i]);
        const double left = scale.isContinuous ? at.x() + (all - width) * double(i) / double(labels.size() - 1)
                                               : at.x() + (double(i) + 0.5) * wide - width / 2;
        drawText(painter, frame, {left, top + high + baseline(frame) + frame.px(1)}, labels[i]);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour(frame.palette.streetBorder), std::max(1.0, frame.px(1))));
    painter.drawRect(QRectF(at.x() + 0.5, top + 0.5, all - 1, high - 1));
}

QString Furniture::heatTitle(const Frame &frame)
{
    return HeatLayer::isOfDays(frame) ? tr("受理密度") : tr("在办密度");
}

void Furniture::drawHeat(QPainter &painter, const Frame &frame, QPointF at)
{
    const QString few = tr("疏"), many = tr("密");
    const double base = at.y() + baseline(frame), gap = frame.px(6);
    drawText(painter, frame, {at.x(), base}, heatTitle(frame));
    at.rx() += textWidth(frame, heatTitle(frame)) + frame.px(wordGap);
    drawText(painter, frame, {at.x(), base}, few);
    const double left = std::round(at.x() + textWidth(frame, few) + gap);
    const double high = std::round(frame.px(classHeight));
    const QRectF bar(left, std::round(at.y() + (lineHeight(frame) - high) / 2), std::round(frame.px(heatWidth)), high);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    const auto colours = HeatLayer::colours(frame.palette);
    for (std::size_t i = 0; i < colours.size(); ++i)
        gradient.setColorAt(double(i) / double(colours.size() - 1), overPaper(colours[i], frame.palette.background));
    painter.fillRect(bar, gradient);
    drawText(painter, frame, {bar.right() + gap, base}, many);
}

void Furniture::drawCones(QPainter &painter, const Frame &frame, QPointF at)
{
    const double base = at.y() + baseline(frame), middle = at.y() + lineHeight(frame) / 2;
    const double high = std::round(frame.px(classHeight)), wide = std::round(frame.px(swatchWidth)), gap = frame.px(6);
    const QRectF swatch(at.x(), std::round(middle - high / 2), wide, high);
    painter.fillRect(swatch, colour(frame.palette.background));
    painter.fillRect(swatch, colour(frame.palette.chart, ConeLayer::shade));
    drawText(painter, frame, {swatch.right() + gap, base}, tr("摄像机可见"));
    const double ring = swatch.right() + gap + textWidth(frame, tr("摄像机可见")) + frame.px(wordGap);
    painter.setPen(QPen(colour(frame.palette.text), frame.px(2)));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(ring + frame.px(6), middle), frame.px(5), frame.px(5));
    drawText(painter, frame, {ring + frame.px(12) + gap, base}, tr("盲区场所"));
}

QSizeF Furniture::legendSize(const Frame &frame, Legend legend)
{
    const double line = lineHeight(frame);
    double width = 0, height = 0;
    const auto add = [&](bool wanted, double wide, double high) {
        width = std::max(width, wanted ? wide : 0);
        height += wanted ? high : 0;
    };
    double marks = -frame.px(wordGap);
    for (const Severity severity : allSeverities)
        marks += markWidth(frame) + textWidth(frame, severityWord(severity)) + frame.px(wordGap);
    add(legend.marks, marks, line);
    if (legend.shades)
        add(true, std::max(classCount * classWidth(frame), textWidth(frame, shadesTitle(frame))), shadesHeight(frame));
    add(legend.heat, textWidth(frame, heatTitle(frame) + tr("疏") + tr("密")) + frame.px(wordGap + heatWidth + 12),
        line);
    add(legend.cones,
        textWidth(frame, tr("摄像机可见") + tr("盲区场所")) + frame.px(swatchWidth + wordGap + 12 + 2 * 6), line);
    add(legend.note, textWidth(frame, tr("示意图 · 演示数据")), line);
    return {width, height};
}

void Furniture::drawLegend(QPainter &painter, const Frame &frame, Legend legend, QPointF at)
{
    if (legend.marks) {
        drawMarks(painter, frame, at);
        at.ry() += lineHeight(frame);
    }
    if (legend.shades) {
        drawShades(painter, frame, at);
        at.ry() += shadesHeight(frame);
    }
    if (legend.heat) {
        drawHeat(painter, frame, at);
        at.ry() += lineHeight(frame);
    }
    if (legend.cones) {
        drawCones(painter, frame, at);
        at.ry() += lineHeight(frame);
    }
    if (legend.note)
        drawText(painter, frame, at + QPointF(0, baseline(frame)), tr("示意图 · 演示数据"));
}

bool Furniture::placeLegend(Foreground &foreground, const Frame &frame, Legend legend)
{
    const QSizeF size = legendSize(frame, legend) + QSizeF(2 * frame.px(pad), frame.px(8));
    const QRectF rect(QPointF(frame.px(edge), frame.viewport().height() - frame.px(edge) - size.height()), size);
    // In a small map a legend would hide a good part of what it explains.
    const bool isTooLarge = legend.explains()
        && (rect.width() > frame.viewport().width() * 0.4 || rect.height() > frame.viewport().height() * 0.28);
    if (isTooLarge)
        return false;
    return stamp(foreground, frame, rect, [&](QPainter &painter) {
        drawLegend(painter, frame, legend, {std::round(rect.left() + frame.px(pad)), rect.top() + frame.px(4)});
    });
}

Furniture::Legend Furniture::legendOf(const Frame &frame)
{
    return {frame.shows(MapLayer::Incidents), ChoroplethLayer::isShown(frame), HeatLayer::isShown(frame),
        ConeLayer::isShown(frame), frame.store.catalogue().isDemo()};
}

void Furniture::place(Foreground &foreground, const Frame &frame)
{
    m_placed.clear();
    placeScaleBar(foreground, frame);
    const Legend whole = legendOf(frame);
    Legend unshaded = whole;
    unshaded.shades = false;
    // The first that has room.
    for (const Legend &legend : {whole, unshaded, Legend{.note = whole.note}}) {
        if ((legend.explains() || legend.note) && placeLegend(foreground, frame, legend))
            break;
    }
    placeAttribution(foreground, frame);
}

} // namespace wuquan
