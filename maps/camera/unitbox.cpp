// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/camera/unitbox.h"

#include <algorithm>

namespace wuquan {

void UnitBox::include(const UnitBox &other)
{
    left = std::min(left, other.left);
    top = std::min(top, other.top);
    right = std::max(right, other.right);
    bottom = std::max(bottom, other.bottom);
}

WorldRect UnitBox::world() const
{
    return {left * 0x1p-32, top * 0x1p-32, (right + 1.0) * 0x1p-32, (bottom + 1.0) * 0x1p-32};
}

UnitBox pointBox(WorldPoint place)
{
    const std::uint32_t x = unitOf(place.x), y = unitOf(place.y);
    return {x, y, x, y};
}

std::uint32_t unitOf(double coordinate)
{
    return std::uint32_t(std::clamp(coordinate * 0x1p32, 0.0, 0x1.fffffffep31));
}

UnitBox unitsOf(const WorldRect &rect)
{
    if (!(rect.left <= rect.right && rect.top <= rect.bottom)) // not a number is empty too
        return {};
    return {unitOf(rect.left), unitOf(rect.top), unitOf(rect.right), unitOf(rect.bottom)};
}

} // namespace wuquan
