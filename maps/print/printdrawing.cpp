// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printdrawing.h"

#include "data/view/pastincidents.h"
#include "maps/layers/labellayer.h"
#include "maps/print/printmargins.h"
#include "maps/raster/ringimage.h"
#include "maps/tiles/tileset.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {

constexpr int stripRows = 400; ///< of the ground, drawn between two looks at whether somebody has had enough
constexpr int stripOverlap = 2; ///< rows, so that a viewer that smooths shows no seam
constexpr double shareOfGround = 0.9; ///< of the time
constexpr double watermarkPoints = 9;
constexpr double watermarkOpacity = 0.11;
constexpr double drillPoints = 24; ///< who looks at a part of it must see what it is
constexpr double drillOpacity = 0.18;
constexpr CameraLimits everywhere{{0, 0, 1, 1}, 0, 30};

} // namespace

PrintDrawing::PrintDrawing(const PrintOrder &order, const PrintSheet &sheet)
    : m_order(order)
    , m_sheet(sheet)
    , m_scene(m_store, *order.selection, *order.view, *order.basemap, order.palette)
    , m_ratio(sheet.resolution / PrintSheet::pixelsPerInch)
{
    if (order.tiles)
        m_scene.useTiles(*order.tiles);
    if (order.past)
        m_scene.usePast(*order.past);
    m_store.apply(order.state);
    // All that the screen shows is on the sheet, and as detailed: marks grow and shrink with the map.
    const double width = sheet.map.width() / m_ratio, height = sheet.map.height() / m_ratio;
    const double grown = std::min(width / order.camera.width, height / order.camera.height);
    m_scene.setScale(order.scale * grown);
    m_camera = settled({order.camera.centre, order.camera.zoom + std::log2(grown), width, height}, everywhere, m_ratio);
}

Frame PrintDrawing::frameOf(const Camera &camera)
{
    return m_scene.frame(camera, m_ratio);
}

bool PrintDrawing::draw(QPainter &painter, const std::function<bool(double)> &goesOn)
{
    // Flat colours and thin lines: what JPEG would make of them is larger and blurred.
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::LosslessImageRendering);
    if (!drawGround(painter, goesOn))
        return false;
    painter.save();
    painter.setClipRect(m_sheet.map);
    painter.translate(m_sheet.map.topLeft());
    const Frame frame = frameOf(m_camera);
    const std::optional<CommunityCounts> counts = drawNames(painter, frame);
    drawWatermark(painter);
    painter.restore();
    painter.setPen(QPen(colour(m_order.palette.secondary), m_sheet.millimetres(0.2)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(m_sheet.map);
    PrintMargins(m_order, m_sheet, frame, counts ? &*counts : nullptr).draw(painter);
    return goesOn(1);
}

bool PrintDrawing::drawGround(QPainter &painter, const std::function<bool(double)> &goesOn)
{
    const QRect &map = m_sheet.map;
    for (int top = 0; top < map.height(); top += stripRows) {
        if (!goesOn(shareOfGround * top / map.height()))
            return false;
        const int rows = std::min(stripRows + stripOverlap, map.height() - top);
        // What is drawn of a place depends on the place and the zoom alone, so that strips fit together.
        Camera strip = m_camera;
        strip.height = rows / m_ratio;
        strip.centre.y += (top + (rows - map.height()) / 2.0) / (m_camera.worldSize() * m_ratio);
        RingImage picture({map.width(), rows});
        m_scene.drawGround(picture, {QRect(0, 0, map.width(), rows)}, frameOf(strip));
        QImage image(map.width(), rows, QImage::Format_RGB32);
        picture.copy(QRect({}, image.size()), image, {});
        painter.drawImage(map.topLeft() + QPoint(0, top), image);
    }
    return true;
}

std::optional<CommunityCounts> PrintDrawing::drawNames(QPainter &painter, const Frame &frame) const
{
    LabelLayer labels;
    Foreground foreground;
    foreground.occupied = m_scene.occupied(frame);
    labels.place(foreground, frame, std::chrono::milliseconds(0)); // their letters are written, not stamped
    painter.setOpacity(frame.view.look(MapLayer::Labels).opacity);
    for (const PlacedLabel &label : labels.placed())
        LabelLayer::write(painter, label, frame);
    painter.setOpacity(1);
    if (!m_order.lacks.devices)
        return std::nullopt;
    CommunityCounts counts(frame, m_sheet, m_order.devices, foreground.occupied);
    counts.draw(painter);
    return counts;
}

/// Over all of the map, so that no part of it goes without.
void PrintDrawing::drawWatermark(QPainter &painter) const
{
    scatter(painter, PrintMargins::watermark(m_order.facts, m_order.isDrill), watermarkPoints, watermarkOpacity);
    if (m_order.isDrill)
        scatter(painter, PrintMargins::drillWord(), drillPoints, drillOpacity);
}

void PrintDrawing::scatter(QPainter &painter, const QString &text, double points, double opacity) const
{
    QFont font = sansFont(m_sheet.points(points));
    font.unsetFeature("tnum");
    const double wide = QFontMetricsF(font).horizontalAdvance(text) + m_sheet.millimetres(25);
    const double high = m_sheet.millimetres(32);
    const double reach = std::hypot(m_sheet.map.width(), m_sheet.map.height()) / 2;
    painter.save();
    painter.translate(m_sheet.map.width() / 2.0, m_sheet.map.height() / 2.0);
    painter.rotate(-24);
    painter.setFont(font);
    painter.setPen(colour(m_order.palette.text, opacity));
    int row = 0;
    // The larger between the smaller.
    for (double y = -reach + (points > watermarkPoints ? high / 2 : 0); y < reach; y += high, ++row) {
        for (double x = -reach - (row % 2 ? wide / 2 : 0); x < reach; x += wide)
            painter.drawText(QPointF(x, y), text);
    }
    painter.restore();
}

} // namespace wuquan
