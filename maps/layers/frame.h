// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/basemap.h"
#include "data/store/districtstore.h"
#include "data/view/palette.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "maps/camera/camera.h"
#include "maps/layers/areashapes.h"
#include "maps/layers/opencounts.h"
#include "maps/style/type.h"

#include <QImage>
#include <QPainter>
#include <QPolygonF>

#include <cmath>
#include <vector>

namespace wuquan {

/// Zooms, on a screen of 1080 lines, from which things are drawn.
namespace detail {
inline constexpr double gridBorders = 13.6;
inline constexpr double communityLabels = 13.8;
inline constexpr double street = 15.5; ///< street zoom: grids instead of communities, devices and places
inline constexpr double gridLabels = 15.5;
} // namespace detail

/// Everything one picture is drawn from. Lives for one drawing only. All positions here are device pixels.
struct Frame {
    const DistrictStore &store;
    const ViewState &view;
    const Selection &selection;
    const Palette &palette;
    const Basemap &basemap;
    const AreaShapes &areas;
    const OpenCounts &open;
    Camera camera;
    double pixelRatio = 1; ///< device pixels per device-independent pixel
    double scale = 1; ///< device-independent pixels per design pixel

    /// Device pixels of a length on a screen of 1080 lines.
    [[nodiscard]] double px(double design) const { return design * scale * pixelRatio; }
    /// Device pixels of the height of a text.
    [[nodiscard]] double textPx(double design) const { return textPixels(design, scale, pixelRatio); }
    /// The zoom as it would be on a screen of 1080 lines.
    [[nodiscard]] double detailZoom() const { return camera.zoom - std::log2(scale); }
    /// How much smaller marks are on a small map of the whole district, so that they don't hide it.
    [[nodiscard]] double markScale() const { return std::clamp(0.7 + (detailZoom() - 11.5) * 0.3, 0.7, 1.0); }
    [[nodiscard]] bool isStreetZoom() const { return detailZoom() >= detail::street; }
    /// The level that is coloured and picked.
    [[nodiscard]] AreaLevel areaLevel() const { return isStreetZoom() ? AreaLevel::Grid : AreaLevel::Community; }

    [[nodiscard]] QRectF viewport() const { return {0, 0, camera.width * pixelRatio, camera.height * pixelRatio}; }
    [[nodiscard]] QPointF device(WorldPoint p) const
    {
        const ScreenPoint s = camera.screenFromWorld(p);
        return {s.x * pixelRatio, s.y * pixelRatio};
    }
    [[nodiscard]] QPolygonF device(const std::vector<WorldPoint> &points) const
    {
        QPolygonF made;
        made.reserve(qsizetype(points.size()));
        for (WorldPoint p : points)
            made << device(p);
        return made;
    }
};

/// What a picture is drawn on, and where nothing more may be put.
struct Canvas {
    QImage &image; ///< Format_RGB32
    QPainter &painter; ///< on the image, antialiased, in device pixels
    const std::vector<QRectF> &covered; ///< device pixels; widgets lie over the map here
    std::vector<QRectF> &occupied; ///< device pixels; names keep away from here

    [[nodiscard]] bool isFree(const QRectF &rect) const
    {
        for (const QRectF &taken : occupied) {
            if (taken.intersects(rect))
                return false;
        }
        return true;
    }
};

/// One kind of thing on the map. Drawn in order, bottom first, in the GUI thread.
class Layer {
public:
    virtual ~Layer() = default;
    virtual void draw(Canvas &canvas, const Frame &frame) = 0;
};

} // namespace wuquan
