// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/sectors.h"

#include "maps/raster/over.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wuquan {

namespace {

constexpr double largestRadius = 1e5; ///< pixels; beyond any picture

/// The direction of an angle clockwise from north; y grows downwards.
QPointF directionOf(double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    return {std::sin(angle), -std::cos(angle)};
}

} // namespace

Sectors::Sectors(const QRect &area)
    : m_area(area)
{
}

void Sectors::add(QPointF middle, double radius, double heading, double opening)
{
    if (!std::isfinite(middle.x()) || !std::isfinite(middle.y()) || !std::isfinite(heading) || !(opening > 0)
        || !(radius > 0) || radius > largestRadius)
        return;
    const QPointF corner = middle - m_area.topLeft();
    const double reach = radius + 0.5;
    const int top = int(std::floor(std::clamp(corner.y() - reach, 0.0, double(m_area.height()))));
    const int bottom = int(std::ceil(std::clamp(corner.y() + reach, 0.0, double(m_area.height()))));
    if (top >= bottom || corner.x() + reach < 0 || corner.x() - reach > m_area.width())
        return;
    m_shares.resize(std::size_t(m_area.width()) * std::size_t(m_area.height()));
    const bool isWhole = opening >= 360, isReflex = opening > 180;
    const QPointF first = directionOf(heading - opening / 2), last = directionOf(heading + opening / 2);
    const double solid = std::max(0.0, radius - 0.5);
    for (int y = top; y < bottom; ++y) {
        const double dy = y + 0.5 - corner.y();
        const double half = std::sqrt(std::max(0.0, reach * reach - dy * dy));
        const int from = int(std::floor(std::clamp(corner.x() - half, 0.0, double(m_area.width()))));
        const int to = int(std::ceil(std::clamp(corner.x() + half, 0.0, double(m_area.width()))));
        std::uint8_t *const row = m_shares.data() + std::size_t(y) * std::size_t(m_area.width());
        for (int x = from; x < to; ++x) {
            if (row[x] == 255)
                continue;
            const double dx = x + 0.5 - corner.x();
            const double square = dx * dx + dy * dy;
            double within = square <= solid * solid ? 0.5 : radius - std::sqrt(square);
            if (!isWhole) {
                // How far clockwise of the first side, and counterclockwise of the last.
                const double after = first.x() * dy - first.y() * dx, before = last.y() * dx - last.x() * dy;
                within = std::min(within, isReflex ? std::max(after, before) : std::min(after, before));
            }
            const auto share = std::uint8_t(std::clamp(within + 0.5, 0.0, 1.0) * 255.999);
            row[x] = std::max(row[x], share);
        }
    }
}

void Sectors::paint(QImage &image, QRgb colour, double opacity)
{
    if (m_shares.empty())
        return;
    const auto most = quint32(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
    for (int y = 0; y < m_area.height(); ++y) {
        auto *const line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const std::uint8_t *const row = m_shares.data() + std::size_t(y) * std::size_t(m_area.width());
        for (int x = 0; x < m_area.width(); ++x) {
            if (row[x] > 0)
                line[x] = over(line[x], colour, (row[x] * most + 128) >> 8);
        }
    }
    m_shares.clear();
}

} // namespace wuquan
