// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/heatlayer.h"

#include "data/view/pastincidents.h"

namespace wuquan {

namespace {

constexpr double heatReach = 40; ///< design pixels
constexpr int heatGrid = 8; ///< device pixels: cells begin at the same places of the world in every part
/// Three incidents at one place, in the unit of HeatLook::full: a blurred point is 9 / 2π at its middle.
constexpr double leastFull = 3 * 9 / (2 * 3.14159265);
constexpr int probeSize = 1024; ///< pixels of the picture that tells the densest place

int floored(double value)
{
    return int(std::floor(value / heatGrid)) * heatGrid;
}

} // namespace

std::array<QRgb, 3> HeatLayer::colours(const Palette &palette)
{
    const auto ink = [&](int alpha) { return (palette.severity[2].argb() & 0xffffffu) | QRgb(alpha) << 24; };
    return {ink(0), ink(120), ink(225)};
}

bool HeatLayer::isOfDays(const Frame &frame)
{
    return frame.past && frame.view.heatSpan();
}

void HeatLayer::prepare(const Frame &frame, std::span<const QRect> /*parts*/)
{
    if (!isShown(frame) || (m_revision == frame.revision && m_worldPixels == frame.worldPixels))
        return;
    m_revision = frame.revision;
    const std::uint64_t pastRevision = isOfDays(frame) ? frame.past->revision() : 0;
    // Of what changes at every moment most has nothing to do with earlier days.
    const double radius = std::max(1.0, frame.px(heatReach));
    const bool isSame = pastRevision != 0 && pastRevision == m_pastRevision && m_worldPixels == frame.worldPixels
        && m_look.radius == radius;
    m_pastRevision = pastRevision;
    m_worldPixels = frame.worldPixels;
    if (!isSame) {
        m_places.clear();
        if (pastRevision != 0) {
            m_places = frame.past->places();
        } else {
            for (const Incident *incident : shownIncidents(frame.store, frame.view.filter()))
                m_places.push_back(worldFromGeo(*incident->position));
        }
        m_look.full = std::max(leastFull, densest(frame, radius));
    }
    m_look.radius = radius;
    m_look.ramp = smoothRamp(colours(frame.palette));
}

/// Of all places, in weight per square of the radius, from a small picture that holds them all.
double HeatLayer::densest(const Frame &frame, double radius) const
{
    WorldRect box;
    for (const WorldPoint place : m_places)
        box.include(place);
    if (box.isEmpty())
        return 0;
    const double wide = std::max({box.width(), box.height(), 1e-12});
    const double pixels = std::min(frame.worldPixels, (probeSize - 2) / wide);
    const Camera camera{box.centre(), std::log2(pixels / 256), probeSize, probeSize};
    HeatMap probe;
    probe.draw(camera, 1, {m_places}, {std::max(1.0, radius * pixels / frame.worldPixels), 0, {}});
    return probe.full();
}

void HeatLayer::draw(Canvas &canvas, const Frame &frame) const
{
    if (!isShown(frame) || m_places.empty())
        return;
    // The part in pixels of the world, from whole cells to whole cells.
    const QPointF corner(frame.camera.centre.x * frame.worldPixels - frame.viewport().width() / 2,
        frame.camera.centre.y * frame.worldPixels - frame.viewport().height() / 2);
    const double left = std::round(corner.x()), top = std::round(corner.y());
    const int x = floored(left + canvas.area.left()), y = floored(top + canvas.area.top());
    const double width = left + canvas.area.right() + 1 - x, height = top + canvas.area.bottom() + 1 - y;
    const Camera camera{{(x + width / 2) / frame.worldPixels, (y + height / 2) / frame.worldPixels},
        std::log2(frame.worldPixels / 256), width, height};
    HeatMap map;
    canvas.painter.drawImage(QPointF(x - left, y - top), map.draw(camera, 1, {m_places}, m_look));
}

} // namespace wuquan
