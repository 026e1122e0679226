// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/point.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

/// A rectangle on the Web Mercator square; empty when left > right.
struct WorldRect {
    double left = 1, top = 1, right = 0, bottom = 0;

    [[nodiscard]] bool isEmpty() const { return left > right || top > bottom; }
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    [[nodiscard]] WorldPoint centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
    [[nodiscard]] bool contains(WorldPoint p) const
    {
        return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom;
    }
    [[nodiscard]] bool intersects(const WorldRect &other) const
    {
        return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
    }
    /// Grown on every side.
    [[nodiscard]] WorldRect grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
    void include(WorldPoint p)
    {
        left = std::min(left, p.x);
        top = std::min(top, p.y);
        right = std::max(right, p.x);
        bottom = std::max(bottom, p.y);
    }
    void include(const WorldRect &other)
    {
        include(WorldPoint{other.left, other.top});
        include(WorldPoint{other.right, other.bottom});
    }
    bool operator==(const WorldRect &) const = default;
};

/// Where the map looks: north up, no tilt, the projection of Qt Location's Map with tiles of 256 pixels. A plain value.
struct Camera {
    WorldPoint centre{0.5, 0.5};
    double zoom = 3; ///< the whole world is 256 · 2^zoom pixels wide
    double width = 0; ///< device-independent pixels
    double height = 0; ///< device-independent pixels

    /// Device-independent pixels that the whole world is wide.
    [[nodiscard]] double worldSize() const { return 256 * std::exp2(zoom); }
    [[nodiscard]] ScreenPoint screenFromWorld(WorldPoint p) const
    {
        return {(p.x - centre.x) * worldSize() + width / 2, (p.y - centre.y) * worldSize() + height / 2};
    }
    [[nodiscard]] WorldPoint worldFromScreen(ScreenPoint p) const
    {
        return {centre.x + (p.x - width / 2) / worldSize(), centre.y + (p.y - height / 2) / worldSize()};
    }
    /// What of the world is in the view.
    [[nodiscard]] WorldRect view() const;
    bool operator==(const Camera &) const = default;
};

/// How far the camera may go.
struct CameraLimits {
    WorldRect bounds{0, 0, 1, 1}; ///< the centre stays in here
    double minimumZoom = 3;
    double maximumZoom = 20;
};

/// Zooms within 0.01 of an integer become that integer: there Qt Location snaps its tiles, but not what lies over them.
[[nodiscard]] double snappedZoom(double zoom);

/// The camera moved so that what was at `from` comes to `to`.
[[nodiscard]] Camera dragged(const Camera &camera, ScreenPoint from, ScreenPoint to);

/// The camera at another zoom (snapped, within the limits), with the same place under the anchor.
[[nodiscard]] Camera zoomedAt(const Camera &camera, ScreenPoint anchor, double zoom, const CameraLimits &limits);

/// The camera that shows the whole rectangle with a margin in pixels; the camera unchanged for an empty rectangle.
[[nodiscard]] Camera fitted(const Camera &camera, const WorldRect &rect, double margin, const CameraLimits &limits);

/// The camera within its limits, its top left corner on a whole device pixel.
[[nodiscard]] Camera settled(const Camera &camera, const CameraLimits &limits, double devicePixelRatio);

} // namespace wuquan
