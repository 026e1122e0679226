// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/conelayer.h"

#include "data/geo/mercator.h"
#include "maps/raster/sectors.h"
#include "maps/style/type.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wuquan {

namespace {

constexpr double ringRadius = 8; ///< design pixels

/// Part of the width of the world that a metre is there.
double worldPerMetre(WorldPoint at)
{
    return 1 / worldWidthMetres(geoFromWorld(at).latitude);
}

/// How far a camera sees, metres; 0: it sees nothing.
double sightOf(const DeviceColumns &devices, std::size_t row)
{
    const bool looks = devices.state[row] == DeviceState::Online && std::isfinite(devices.heading[row])
        && devices.fieldOfView[row] > 0 && devices.reach[row] > 0;
    return looks ? std::min(double(devices.reach[row]), ConeLayer::farthestSeen) : 0;
}

bool sees(const DeviceColumns &devices, std::size_t row, WorldPoint place)
{
    const WorldPoint at = devices.position[row];
    const double far = sightOf(devices, row) * worldPerMetre(at);
    const double dx = place.x - at.x, dy = place.y - at.y, distance = std::hypot(dx, dy);
    if (!(far > 0) || distance > far)
        return false;
    const double bearing = std::atan2(dx, -dy) * 180 / std::numbers::pi;
    const double aside = std::abs(std::remainder(bearing - double(devices.heading[row]), 360));
    return distance == 0 || aside <= double(devices.fieldOfView[row]) / 2;
}

} // namespace

bool ConeLayer::isSeen(const Frame &frame, WorldPoint place)
{
    const double far = farthestSeen * worldPerMetre(place) * 1.01; // a camera farther north may have more of a degree
    const auto rows = frame.deviceIndex.in(WorldRect{place.x, place.y, place.x, place.y}.grown(far));
    return std::ranges::any_of(rows, [&](std::uint32_t row) { return sees(frame.store.devices(), row, place); });
}

void ConeLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (m_unit == frame.px(1) && m_palette == frame.palette)
        return;
    m_unit = frame.px(1);
    m_palette = frame.palette;
    m_blind = Sprite(int(std::ceil((2 * ringRadius + 6) * m_unit)) | 1, [this](QPainter &painter) {
        painter.setBrush(Qt::NoBrush);
        for (const QPen &pen :
            {QPen(colour(m_palette.background), 4.5 * m_unit), QPen(colour(m_palette.text), 2 * m_unit)}) {
            painter.setPen(pen);
            painter.drawEllipse(QPointF(0, 0), ringRadius * m_unit, ringRadius * m_unit);
        }
    });
}

void ConeLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isShown(frame))
        return;
    const DeviceColumns &devices = frame.store.devices();
    Sectors seen(canvas.area);
    const double far = farthestSeen * worldPerMetre(frame.camera.centre) * frame.worldPixels * 1.01;
    for (const std::uint32_t row : frame.deviceIndex.in(frame.world(canvas.area, far))) {
        const WorldPoint at = devices.position[row];
        if (const double sight = sightOf(devices, row); sight > 0)
            seen.add(frame.device(at), sight * worldPerMetre(at) * frame.worldPixels, double(devices.heading[row]),
                double(devices.fieldOfView[row]));
    }
    seen.paint(canvas.image, colour(frame.palette.chart).rgb(), shade);
    const WorldRect visible = frame.world(canvas.area, frame.px(ringRadius + 4));
    for (const Place &place : frame.store.places()) {
        const auto at = worldPlace(place.position);
        if (at && visible.contains(*at) && !isSeen(frame, *at))
            canvas.blend(m_blind, frame.device(*at).toPoint());
    }
}

} // namespace wuquan
