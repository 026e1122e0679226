// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/regionsketch.h"

#include <cmath>

namespace wuquan {

WorldRect boxOf(const std::vector<WorldPoint> &ring)
{
    WorldRect box;
    for (const WorldPoint &corner : ring)
        box.include(corner);
    return box;
}

std::vector<WorldPoint> RegionSketch::ring() const
{
    const WorldRect box = boxOf(corners);
    if (!(box.width() > 0 && box.height() > 0))
        return {};
    if (kind == Kind::Box)
        return {{box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}};
    return corners.size() < 3 ? std::vector<WorldPoint>() : corners;
}

void RegionSketch::add(WorldPoint corner)
{
    // Beside the square there is nothing.
    corner = {std::clamp(corner.x, 0.0, 1.0), std::clamp(corner.y, 0.0, 1.0)};
    if (kind == Kind::Box && corners.size() == 2)
        corners.pop_back();
    corners.push_back(corner);
    if (corners.size() <= mostCorners)
        return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < corners.size(); i += 2)
        corners[kept++] = corners[i];
    corners.resize(kept);
}

void RegionSketch::follow(WorldPoint at, double step)
{
    isFreehand = true;
    const std::size_t before = corners.size();
    step = std::max(step, coarsest);
    const bool isNear = kind == Kind::Lasso && !corners.empty()
        && std::hypot(at.x - corners.back().x, at.y - corners.back().y) < step;
    if (isNear)
        return;
    add(at);
    // As coarse from here on as it has become behind.
    if (corners.size() < before)
        coarsest = 2 * step;
}

} // namespace wuquan
