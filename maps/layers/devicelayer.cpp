// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/devicelayer.h"

#include "maps/style/type.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Diameter of a mark in design pixels.
double markSize(double zoom)
{
    return std::clamp(4.5 + (zoom - detail::street) * 1.75, 4.5, 10.0);
}

void paintMark(QPainter &painter, DeviceShape shape, double size)
{
    const double r = size / 2;
    switch (shape) {
    case DeviceShape::Camera:
        painter.drawEllipse(QPointF(0, 0), r, r);
        break;
    case DeviceShape::Detector:
        painter.drawRect(QRectF(-r * 0.88, -r * 0.88, r * 1.76, r * 1.76));
        break;
    case DeviceShape::Other:
        painter.drawPolygon(QPolygonF{{-r, 0}, {-r / 2, -r}, {r / 2, -r}, {r, 0}, {r / 2, r}, {-r / 2, r}});
        break;
    }
}

} // namespace

DeviceShape deviceShape(const QString &kindCode)
{
    if (kindCode.contains("camera"_L1) || kindCode.contains("checkpoint"_L1) || kindCode.contains("video"_L1))
        return DeviceShape::Camera;
    if (kindCode.contains("detector"_L1) || kindCode.contains("fire"_L1) || kindCode.contains("smoke"_L1))
        return DeviceShape::Detector;
    return DeviceShape::Other;
}

Rgb deviceInk(const Palette &palette)
{
    return mixed(palette.device, palette.background, 0.25);
}

bool DeviceLayer::showsAll(const Frame &frame)
{
    return frame.shows(MapLayer::Devices);
}

void DeviceLayer::prepare(const Frame &frame)
{
    m_shapes.clear();
    for (const auto &kind : frame.store.catalogue().deviceKinds)
        m_shapes.insert(kind.id, deviceShape(kind.code));
    const double size = std::round(frame.px(markSize(frame.detailZoom())) * 2) / 2;
    if (m_size == size && m_palette == frame.palette)
        return;
    m_size = size;
    m_palette = frame.palette;
    const double line = std::max(1.0, frame.px(1));
    const Palette &palette = m_palette;
    const auto make = [&](DeviceShape shape, Look look) {
        const double grown = look == Look::Selected ? size * 1.7 : look == Look::Alarm ? size * 1.35 : size;
        const bool rimmed = look == Look::Alarm || look == Look::Selected;
        return Sprite(int(std::ceil(grown * (look == Look::Silent ? 1.24 : 1) + (rimmed ? 4 : 1) * line + 1)) | 1,
            [&](QPainter &painter) {
                const bool filled = rimmed;
                const Rgb fill = look == Look::Alarm ? palette.severity[0]
                    : look == Look::Selected         ? palette.focus
                                                     : palette.panel;
                if (filled) { // a rim of paper, so that it stands off whatever lies below
                    painter.setPen(QPen(colour(palette.background), 3 * line));
                    paintMark(painter, shape, grown);
                }
                painter.setBrush(colour(fill, filled ? 1 : 0.85));
                const Rgb ink = look == Look::Silent ? palette.faint : deviceInk(palette);
                painter.setPen(filled ? QPen(Qt::NoPen) : QPen(colour(ink), line));
                paintMark(painter, shape, grown);
                if (look == Look::Silent) {
                    painter.setPen(QPen(colour(palette.text), line));
                    const double r = size * 0.62;
                    painter.drawLine(QPointF(-r, r), QPointF(r, -r));
                }
            });
    };
    for (std::size_t i = 0; i < m_sprites.size(); ++i)
        m_sprites[i] = make(DeviceShape(i / 4), Look(i % 4));
}

void DeviceLayer::draw(Canvas &canvas, const Frame &frame) const
{
    const auto *selected = frame.selection.as<DeviceId>();
    // GCC 14 takes an optional for uninitialised here, so "none" is a row that does not exist.
    const std::size_t none = frame.store.devices().size();
    const std::size_t selectedRow
        = selected ? frame.store.deviceIndex(*selected).value_or(DeviceIndex{std::uint32_t(none)}).value : none;
    const bool all = showsAll(frame);
    if (!all && selectedRow == none)
        return;
    const DeviceColumns &devices = frame.store.devices();
    const WorldRect visible = frame.world(canvas.area, frame.px(12));
    const auto at = [&](std::size_t row) {
        const QPointF point = frame.device(devices.position[row]);
        return QPoint(int(std::lround(point.x())), int(std::lround(point.y())));
    };
    const auto blend = [&](std::size_t row, QPoint middle, Look look) {
        canvas.blend(sprite(m_shapes.value(devices.kind[row], DeviceShape::Other), look), middle);
    };
    struct Drawn {
        std::size_t row;
        QPoint at;
    };
    std::vector<Drawn> marks;
    std::vector<std::size_t> alarms;
    for (const std::uint32_t row : all ? frame.deviceIndex.in(visible) : std::vector<std::uint32_t>()) {
        if (devices.state[row] == DeviceState::Alarm)
            alarms.push_back(row);
        else
            marks.push_back({row, at(row)});
    }
    // Band by band, because a picture is larger than the caches and rows of devices come in any order; by bands of the
    // world, so that the same mark lies above wherever the camera is.
    const auto top = qint64(std::llround(
        frame.camera.centre.y * frame.camera.worldSize() * frame.pixelRatio - frame.viewport().height() / 2));
    std::ranges::sort(marks, {}, [&](const Drawn &mark) { return std::pair((mark.at.y() + top) >> 5, mark.row); });
    for (const Drawn &mark : marks)
        blend(mark.row, mark.at, devices.state[mark.row] == DeviceState::Online ? Look::Normal : Look::Silent);
    for (std::size_t row : alarms)
        blend(row, at(row), Look::Alarm);
    if (selectedRow < none && devices.positioned[selectedRow] && visible.contains(devices.position[selectedRow]))
        blend(selectedRow, at(selectedRow), Look::Selected);
}

} // namespace wuquan
