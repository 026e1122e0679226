// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/coordinatesystem.h"

#include <QString>

#include <numbers>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

using std::numbers::pi;

bool isShifted(GeoPoint p)
{
    return p.longitude >= 72.004 && p.longitude <= 137.8347 && p.latitude >= 0.8293 && p.latitude <= 55.8271;
}

/// How far GCJ-02 moves a WGS84 point, in degrees.
GeoPoint gcj02Offset(GeoPoint p)
{
    constexpr double semiMajor_m = 6378245;
    constexpr double eccentricitySquared = 0.006693421622965823;
    const double x = p.longitude - 105;
    const double y = p.latitude - 35;
    // Both axes wander with the same two fast waves along x.
    const double waves = 20 * std::sin(6 * pi * x) + 20 * std::sin(2 * pi * x);
    const double root = std::sqrt(std::abs(x));
    const double east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        + (waves + 20 * std::sin(pi * x) + 40 * std::sin(pi * x / 3) + 150 * std::sin(pi * x / 12)
              + 300 * std::sin(pi * x / 30))
            * 2 / 3;
    const double north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        + (waves + 20 * std::sin(pi * y) + 40 * std::sin(pi * y / 3) + 160 * std::sin(pi * y / 12)
              + 320 * std::sin(pi * y / 30))
            * 2 / 3;
    const double latitude = p.latitude * pi / 180;
    const double w = 1 - eccentricitySquared * std::sin(latitude) * std::sin(latitude);
    const double primeVertical_m = semiMajor_m / std::sqrt(w);
    const double meridian_m = semiMajor_m * (1 - eccentricitySquared) / (w * std::sqrt(w));
    return {east_m * 180 / (primeVertical_m * std::cos(latitude) * pi), north_m * 180 / (meridian_m * pi)};
}

GeoPoint shiftedToGcj02(GeoPoint p)
{
    const GeoPoint offset = gcj02Offset(p);
    return {p.longitude + offset.longitude, p.latitude + offset.latitude};
}

GeoPoint bd09FromGcj02(GeoPoint p)
{
    constexpr double wave = pi * 3000 / 180;
    const double radius = std::hypot(p.longitude, p.latitude) + 0.00002 * std::sin(p.latitude * wave);
    const double angle = std::atan2(p.latitude, p.longitude) + 0.000003 * std::cos(p.longitude * wave);
    return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

/// Solves forward(x) = target. Both shifts move neighbours almost alike (slope below 0.03), so each step gains more
/// than a digit and a half; 20 steps are never reached with finite points.
template <class Forward>
GeoPoint solve(Forward forward, GeoPoint target)
{
    GeoPoint guess = target;
    for (int step = 0; step < 20; ++step) {
        const GeoPoint there = forward(guess);
        const double dx = there.longitude - target.longitude;
        const double dy = there.latitude - target.latitude;
        guess = {guess.longitude - dx, guess.latitude - dy};
        if (std::abs(dx) < 1e-12 && std::abs(dy) < 1e-12)
            break;
    }
    return guess;
}

GeoPoint wgs84FromGcj02(GeoPoint p)
{
    if (!isShifted(p))
        return p;
    const GeoPoint solution = solve(shiftedToGcj02, p);
    return isShifted(solution) ? solution : p;
}

} // namespace

std::optional<CoordinateSystem> coordinateSystemFromName(QStringView name)
{
    const QString plain = name.toString().toLower().remove(u'-');
    if (plain == "wgs84"_L1)
        return CoordinateSystem::Wgs84;
    if (plain == "cgcs2000"_L1)
        return CoordinateSystem::Cgcs2000;
    if (plain == "gcj02"_L1)
        return CoordinateSystem::Gcj02;
    if (plain == "bd09"_L1)
        return CoordinateSystem::Bd09;
    return std::nullopt;
}

GeoPoint fromWgs84(CoordinateSystem system, GeoPoint wgs84)
{
    switch (system) {
    case CoordinateSystem::Wgs84:
    case CoordinateSystem::Cgcs2000:
        return wgs84;
    case CoordinateSystem::Gcj02:
        return isShifted(wgs84) ? shiftedToGcj02(wgs84) : wgs84;
    case CoordinateSystem::Bd09:
        return bd09FromGcj02(fromWgs84(CoordinateSystem::Gcj02, wgs84));
    }
    return wgs84;
}

GeoPoint wgs84From(CoordinateSystem system, GeoPoint point)
{
    switch (system) {
    case CoordinateSystem::Wgs84:
    case CoordinateSystem::Cgcs2000:
        return point;
    case CoordinateSystem::Gcj02:
        return wgs84FromGcj02(point);
    case CoordinateSystem::Bd09:
        return wgs84FromGcj02(solve(bd09FromGcj02, point));
    }
    return point;
}

} // namespace wuquan
