// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/camera/camera.h"

namespace wuquan {

WorldRect Camera::view() const
{
    const WorldPoint a = worldFromScreen({0, 0}), b = worldFromScreen({width, height});
    return {a.x, a.y, b.x, b.y};
}

double snappedZoom(double zoom)
{
    const double whole = std::round(zoom);
    return std::abs(zoom - whole) < 0.01 ? whole : zoom;
}

Camera dragged(const Camera &camera, ScreenPoint from, ScreenPoint to)
{
    Camera moved = camera;
    moved.centre.x -= (to.x - from.x) / camera.worldSize();
    moved.centre.y -= (to.y - from.y) / camera.worldSize();
    return moved;
}

Camera zoomedAt(const Camera &camera, ScreenPoint anchor, double zoom, const CameraLimits &limits)
{
    const WorldPoint held = camera.worldFromScreen(anchor);
    Camera zoomed = camera;
    zoomed.zoom = snappedZoom(std::clamp(zoom, limits.minimumZoom, limits.maximumZoom));
    zoomed.centre = {held.x - (anchor.x - camera.width / 2) / zoomed.worldSize(),
        held.y - (anchor.y - camera.height / 2) / zoomed.worldSize()};
    return zoomed;
}

Camera fitted(const Camera &camera, const WorldRect &rect, double margin, const CameraLimits &limits)
{
    if (rect.isEmpty() || camera.width <= 0 || camera.height <= 0)
        return camera;
    const double room = std::max(1e-9,
        std::min((camera.width - 2 * margin) / std::max(rect.width(), 1e-9),
            (camera.height - 2 * margin) / std::max(rect.height(), 1e-9)));
    Camera fit = camera;
    fit.centre = rect.centre();
    // Rounded down to a hundredth: what fits must still fit after the zoom was snapped.
    fit.zoom = std::clamp(std::floor(std::log2(room / 256) * 100) / 100, limits.minimumZoom, limits.maximumZoom);
    fit.zoom = snappedZoom(fit.zoom);
    return fit;
}

Camera settled(const Camera &camera, const CameraLimits &limits, double devicePixelRatio)
{
    Camera still = camera;
    still.zoom = snappedZoom(std::clamp(camera.zoom, limits.minimumZoom, limits.maximumZoom));
    if (!std::isfinite(still.centre.x) || !std::isfinite(still.centre.y))
        still.centre = limits.bounds.centre();
    still.centre.x = std::clamp(still.centre.x, limits.bounds.left, limits.bounds.right);
    still.centre.y = std::clamp(still.centre.y, limits.bounds.top, limits.bounds.bottom);
    const double world = still.worldSize() * devicePixelRatio;
    const double halfWidth = still.width * devicePixelRatio / 2, halfHeight = still.height * devicePixelRatio / 2;
    still.centre.x = (std::round(still.centre.x * world - halfWidth) + halfWidth) / world;
    still.centre.y = (std::round(still.centre.y * world - halfHeight) + halfHeight) / world;
    return still;
}

} // namespace wuquan
