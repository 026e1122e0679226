// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/mark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace wuquan {

namespace {

struct OutlinePoint {
    double x, y;
};

constexpr double triangleFoot = 7 / 9.5;
constexpr double squareSide = 0.88;
// Clockwise on the screen.
constexpr std::array diamondCorners{OutlinePoint{0, -1}, OutlinePoint{1, 0}, OutlinePoint{0, 1}, OutlinePoint{-1, 0}};
constexpr std::array triangleCorners{
    OutlinePoint{0, -1}, OutlinePoint{1, triangleFoot}, OutlinePoint{-1, triangleFoot}};
constexpr std::array squareCorners{OutlinePoint{-squareSide, -squareSide}, OutlinePoint{squareSide, -squareSide},
    OutlinePoint{squareSide, squareSide}, OutlinePoint{-squareSide, squareSide}};
constexpr std::array hexagonCorners{OutlinePoint{-1, 0}, OutlinePoint{-0.5, -1}, OutlinePoint{0.5, -1},
    OutlinePoint{1, 0}, OutlinePoint{0.5, 1}, OutlinePoint{-0.5, 1}};

std::span<const OutlinePoint> cornersOf(MarkShape shape)
{
    switch (shape) {
    case MarkShape::Circle:
        return {};
    case MarkShape::Square:
        return squareCorners;
    case MarkShape::Diamond:
        return diamondCorners;
    case MarkShape::Triangle:
        return triangleCorners;
    case MarkShape::Hexagon:
        return hexagonCorners;
    }
    return {};
}

/// Calls side(from, to) for each side of the outline of radius 1.
template <class Side>
void forSides(MarkShape shape, Side side)
{
    const auto ring = cornersOf(shape);
    for (std::size_t i = 0; i < ring.size(); ++i)
        side(ring[i], ring[(i + 1) % ring.size()]);
}

double squaredDistanceToSide(OutlinePoint p, OutlinePoint a, OutlinePoint b)
{
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    const double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
    return x * x + y * y;
}

/// From the middle to the farthest and to the nearest place of an outline of radius 1.
struct Reach {
    double outer = 1, inner = 1;
};

Reach reachOf(MarkShape shape)
{
    if (shape == MarkShape::Circle)
        return {};
    double farthest = 0, nearest = 1;
    forSides(shape, [&](OutlinePoint a, OutlinePoint b) {
        farthest = std::max(farthest, std::hypot(a.x, a.y));
        nearest = std::min(nearest, squaredDistanceToSide({0, 0}, a, b));
    });
    return {farthest, std::sqrt(nearest)};
}

/// By shape. Picking asks for them each time, so they are worked out once.
const std::array<Reach, 5> &reaches()
{
    static const std::array found{reachOf(MarkShape::Circle), reachOf(MarkShape::Square), reachOf(MarkShape::Diamond),
        reachOf(MarkShape::Triangle), reachOf(MarkShape::Hexagon)};
    return found;
}

} // namespace

bool Mark::covers(double dx, double dy) const
{
    if (!isDrawn())
        return false;
    if (shape == MarkShape::Circle) {
        const double reach = radius + rim;
        return dx * dx + dy * dy <= reach * reach;
    }
    const OutlinePoint p{dx / radius, dy / radius};
    bool inside = true;
    double nearest = 1e300;
    forSides(shape, [&](OutlinePoint a, OutlinePoint b) {
        inside &= (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) >= 0;
        nearest = std::min(nearest, squaredDistanceToSide(p, a, b));
    });
    return inside || nearest * radius * radius <= rim * rim;
}

double Mark::outerReach() const
{
    return reaches()[std::size_t(shape)].outer * radius + rim;
}

double Mark::innerReach() const
{
    return reaches()[std::size_t(shape)].inner * radius + rim;
}

} // namespace wuquan
