// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/devicelayer.h"

#include "maps/style/type.h"

#include <algorithm>

namespace wuquan {

namespace {

constexpr double leastHollow = 3.3; ///< design pixels; a smaller mark is a dot
constexpr double squareShare = 0.88; ///< of half a side of MarkShape::Square to its radius

/// Diameter of a mark in design pixels.
double markSize(double zoom)
{
    const double beyondStreet = zoom - detail::street;
    return beyondStreet > 0 ? std::min(4.5 + beyondStreet * 1.75, 10.0) : std::max(4.5 + beyondStreet * 1.25, 1.5);
}

bool isDot(const Frame &frame)
{
    return markSize(frame.detailZoom()) < leastHollow;
}

/// Device pixels of the thinnest line of a mark.
double lineOf(const Frame &frame)
{
    return std::max(1.0, frame.px(1));
}

void paintMark(QPainter &painter, MarkShape shape, double r)
{
    switch (shape) {
    case MarkShape::Square:
        painter.drawRect(QRectF(-r * squareShare, -r * squareShare, 2 * r * squareShare, 2 * r * squareShare));
        break;
    case MarkShape::Hexagon:
        painter.drawPolygon(QPolygonF{{-r, 0}, {-r / 2, -r}, {r / 2, -r}, {r, 0}, {r / 2, r}, {-r / 2, r}});
        break;
    default:
        painter.drawEllipse(QPointF(0, 0), r, r);
        break;
    }
}

/// Whole pixels, so that a dot is opaque and cheap: there may be a million.
Sprite dot(const Mark &mark, Rgb ink)
{
    const int side = int(std::lround(2 * mark.radius * squareShare));
    return {
        side, [&](QPainter &painter) { painter.fillRect(QRectF(-side / 2.0, -side / 2.0, side, side), colour(ink)); }};
}

Sprite hollow(const Mark &mark, DeviceLook look, double line, const Palette &palette)
{
    const double size = 2 * mark.radius;
    return {int(std::ceil(size * (look == DeviceLook::Silent ? 1.24 : 1) + line + 1)) | 1, [&](QPainter &painter) {
                painter.setBrush(colour(palette.panel, 0.85));
                painter.setPen(QPen(colour(look == DeviceLook::Silent ? palette.faint : deviceInk(palette)), line));
                paintMark(painter, mark.shape, mark.radius);
                if (look == DeviceLook::Silent) {
                    painter.setPen(QPen(colour(palette.text), line));
                    const double r = size * 0.62;
                    painter.drawLine(QPointF(-r, r), QPointF(r, -r));
                }
            }};
}

/// With a rim of paper, so that it stands off whatever lies below.
Sprite filled(const Mark &mark, Rgb fill, double line, const Palette &palette)
{
    return {int(std::ceil(2 * mark.radius + 4 * line + 1)) | 1, [&](QPainter &painter) {
                painter.setPen(QPen(colour(palette.background), 3 * line));
                paintMark(painter, mark.shape, mark.radius);
                painter.setBrush(colour(fill));
                painter.setPen(Qt::NoPen);
                paintMark(painter, mark.shape, mark.radius);
            }};
}

} // namespace

Rgb deviceInk(const Palette &palette)
{
    return mixed(palette.device, palette.background, 0.25);
}

bool DeviceLayer::showsAll(const Frame &frame)
{
    return frame.shows(MapLayer::Devices);
}

std::array<Mark, deviceStyles> DeviceLayer::marks(const Frame &frame)
{
    const double size = std::max(2.0, std::round(frame.px(markSize(frame.detailZoom())) * 2) / 2);
    const double line = lineOf(frame);
    const auto mark = [&](DeviceShape shape, DeviceLook look) -> Mark {
        const MarkShape outline = shape == DeviceShape::Camera ? MarkShape::Circle
            : shape == DeviceShape::Detector                   ? MarkShape::Square
                                                               : MarkShape::Hexagon;
        if (look == DeviceLook::Alarm)
            return {outline, std::max(size * 1.35, frame.px(6)) / 2, 1.5 * line};
        if (look == DeviceLook::Selected)
            return {outline, std::max(size * 1.7, frame.px(7.5)) / 2, 1.5 * line};
        if (isDot(frame))
            return {MarkShape::Square, std::round(size) / 2 / squareShare, 0};
        return {outline, size / 2, line / 2};
    };
    std::array<Mark, deviceStyles> made;
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] = mark(DeviceShape(i / 4), DeviceLook(i % 4));
    return made;
}

void DeviceLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    const auto wanted = marks(frame);
    if (m_marks == wanted && m_palette == frame.palette)
        return;
    m_marks = wanted;
    m_palette = frame.palette;
    const double line = lineOf(frame);
    for (std::size_t i = 0; i < m_sprites.size(); ++i) {
        const auto look = DeviceLook(i % 4);
        if (look == DeviceLook::Alarm)
            m_sprites[i] = filled(m_marks[i], m_palette.severity[0], line, m_palette);
        else if (look == DeviceLook::Selected)
            m_sprites[i] = filled(m_marks[i], m_palette.focus, line, m_palette);
        else if (isDot(frame))
            m_sprites[i] = dot(m_marks[i], look == DeviceLook::Silent ? m_palette.faint : deviceInk(m_palette));
        else
            m_sprites[i] = hollow(m_marks[i], look, line, m_palette);
    }
}

void DeviceLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (showsAll(frame))
        drawAll(canvas, frame);
    const auto *selected = frame.selection.as<DeviceId>();
    const auto row = selected ? frame.store.deviceIndex(*selected) : std::nullopt;
    if (!row)
        return;
    const IndexedPoint point = frame.deviceIndex.point(row->value);
    if (!frame.world(canvas.area, frame.px(12)).contains(point.at))
        return;
    const auto style = deviceStyle(DeviceShape(point.style / 4), DeviceLook::Selected);
    const QPointF at = frame.device(point.at);
    canvas.blend(m_sprites[style], {int(std::lround(at.x())), int(std::lround(at.y()))});
}

void DeviceLayer::drawAll(Canvas &canvas, const Frame &frame) const
{
    const auto sprites = [&](std::uint8_t style, QPoint at) { m_sprites[style].blend(canvas.pixels, at); };
    if (!isDot(frame)) {
        drawAll(canvas, frame, sprites);
        return;
    }
    const auto dots = [&]<int side>(std::integral_constant<int, side>) {
        std::array<QRgb, deviceStyles> inks;
        for (std::size_t i = 0; i < inks.size(); ++i)
            inks[i] = m_sprites[i].middle();
        const Pixels &pixels = canvas.pixels;
        drawAll(canvas, frame, [&](std::uint8_t style, QPoint at) {
            const int x = at.x() - side / 2, y = at.y() - side / 2;
            if (x < 0 || y < 0 || x + side > pixels.width || y + side > pixels.height) {
                sprites(style, at);
                return;
            }
            for (int row = 0; row < side; ++row)
                std::fill_n(pixels.at(x, y + row), side, inks[style]);
        });
    };
    switch (m_sprites[deviceStyle(DeviceShape::Camera, DeviceLook::Normal)].size()) {
    case 2:
        dots(std::integral_constant<int, 2>());
        break;
    case 3:
        dots(std::integral_constant<int, 3>());
        break;
    case 4:
        dots(std::integral_constant<int, 4>());
        break;
    default:
        drawAll(canvas, frame, sprites);
    }
}

template <class Put>
void DeviceLayer::drawAll(Canvas &canvas, const Frame &frame, const Put &put) const
{
    struct Above {
        QPoint at;
        std::uint8_t style;
    };
    std::vector<Above> above;
    const int reach = int(std::ceil(frame.px(12)));
    // From the part's corner. The usual rounding functions take longer than all else here; so much added makes any
    // number positive that may be seen, and numbers are cut off towards nought.
    constexpr int much = 1 << 16;
    const QPointF corner = frame.device({0, 0}) - canvas.area.topLeft() + QPointF(much + 0.5, much + 0.5);
    const double left = corner.x(), top = corner.y(), scale = frame.worldPixels;
    const double nearest = much - reach, right = much + reach + canvas.area.width(),
                 bottom = much + reach + canvas.area.height();
    frame.deviceIndex.eachNear(frame.world(canvas.area, reach), [&](std::span<const TreePoint> points) {
        for (const TreePoint &point : points) {
            const double x = point.at.x * scale + left, y = point.at.y * scale + top;
            if (!(x > nearest && y > nearest && x < right && y < bottom) || point.style == TreePoint::gone)
                continue;
            const QPoint at(int(x) - much, int(y) - much);
            if (point.rank > 0)
                above.push_back({at, point.style});
            else
                put(point.style, at);
        }
    });
    for (const Above &mark : above)
        m_sprites[mark.style].blend(canvas.pixels, mark.at);
}

} // namespace wuquan
