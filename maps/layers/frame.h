// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/basemap.h"
#include "data/store/districtstore.h"
#include "data/view/palette.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "maps/camera/camera.h"
#include "maps/index/pointindex.h"
#include "maps/layers/areashades.h"
#include "maps/layers/areashapes.h"
#include "maps/layers/incidentmarks.h"
#include "maps/layers/opencounts.h"
#include "maps/raster/sprite.h"
#include "maps/style/type.h"

#include <QImage>
#include <QPainter>
#include <QPolygonF>

#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace wuquan {

class PastIncidents;
class TileSet;

/// Zooms, on a screen of 1080 lines, from which things are drawn.
namespace detail {
inline constexpr double gridBorders = 13.6;
inline constexpr double communityLabels = 13.8;
inline constexpr double street = streetZoom;
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
    const AreaShades &shades;
    const std::vector<IncidentMark> &incidents;
    const ClusterTree &incidentClusters; ///< of the incidents by row; empty while that layer is off
    const PointIndex &deviceIndex; ///< by row of the store
    Camera camera;
    double pixelRatio = 1; ///< device pixels per device-independent pixel
    double scale = 1; ///< device-independent pixels per design pixel
    std::uint64_t revision = 0; ///< grows whenever anything but the camera becomes another
    std::uint64_t steadyRevision = 0; ///< grows whenever areas, colours, sizes or roads become others
    std::uint64_t deviceRevision = 0; ///< grows whenever a device is or stands otherwise
    TileSet *tiles = nullptr; ///< null: no source is configured
    const PastIncidents *past = nullptr; ///< null: there is nobody to read them
    double worldPixels = camera.worldSize() * pixelRatio; ///< device pixels that the whole world is wide

    /// Device pixels of a length on a screen of 1080 lines.
    [[nodiscard]] double px(double design) const { return design * scale * pixelRatio; }
    /// Device pixels of the height of a text.
    [[nodiscard]] double textPx(double design) const { return textPixels(design, scale, pixelRatio); }
    /// The zoom as it would be on a screen of 1080 lines.
    [[nodiscard]] double detailZoom() const { return camera.zoom - std::log2(scale); }
    /// How much smaller marks are on a small map of the whole district, so that they don't hide it.
    [[nodiscard]] double markScale() const { return std::clamp(0.7 + (detailZoom() - 11.5) * 0.3, 0.7, 1.0); }
    /// The zoom whose clusters are drawn.
    [[nodiscard]] int clusterZoom() const
    {
        return std::clamp(int(std::floor(detailZoom())), 0, ClusterTree::finestZoom);
    }
    [[nodiscard]] bool isStreetZoom() const { return detailZoom() >= detail::street; }
    /// Whether a layer is switched on and has something to show at this zoom.
    [[nodiscard]] bool shows(MapLayer layer) const
    {
        return view.layers().testFlag(layer) && view.look(layer).isShownAt(detailZoom());
    }
    [[nodiscard]] bool showsTiles() const { return tiles && shows(MapLayer::Tiles); }
    /// The level that is picked.
    [[nodiscard]] AreaLevel areaLevel() const { return isStreetZoom() ? AreaLevel::Grid : AreaLevel::Community; }
    /// The level that is coloured.
    [[nodiscard]] AreaLevel shadedLevel() const { return shades.levelOf(areaLevel()); }

    [[nodiscard]] QRectF viewport() const { return {0, 0, camera.width * pixelRatio, camera.height * pixelRatio}; }
    /// What of the world lies in a part of the picture, or less than `margin` device pixels beside it.
    [[nodiscard]] WorldRect world(const QRect &area, double margin) const
    {
        const double left = area.left() - margin, top = area.top() - margin;
        const double right = area.right() + 1 + margin, bottom = area.bottom() + 1 + margin;
        const WorldPoint a = camera.worldFromScreen({left / pixelRatio, top / pixelRatio});
        const WorldPoint b = camera.worldFromScreen({right / pixelRatio, bottom / pixelRatio});
        return {a.x, a.y, b.x, b.y};
    }
    [[nodiscard]] QPointF device(WorldPoint p) const
    {
        return {(p.x - camera.centre.x) * worldPixels + camera.width * pixelRatio / 2,
            (p.y - camera.centre.y) * worldPixels + camera.height * pixelRatio / 2};
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

/// A part of the picture that is being drawn.
struct Canvas {
    QImage &image; ///< 32 bits a pixel, premultiplied, of the part
    QPainter &painter; ///< on the image, antialiased, in device pixels of the whole picture
    QRect area; ///< the part, device pixels of the whole picture
    Pixels pixels{image};

    /// Where things are drawn that reach this far beyond their outline, so that nothing is cut within the part.
    [[nodiscard]] QRectF clip(double margin) const { return QRectF(area).adjusted(-margin, -margin, margin, margin); }
    void blend(const Sprite &sprite, QPoint middle) { sprite.blend(pixels, middle - area.topLeft()); }
};

/// One kind of thing on the map's ground, which moves with the camera.
class Layer {
public:
    /// What somebody switches and fades it by; none: it is always there.
    explicit Layer(std::optional<MapLayer> switchedBy = {})
        : m_switchedBy(switchedBy)
    {
    }
    virtual ~Layer() = default;
    /// Makes what these parts of the next picture need. GUI thread, before draw().
    virtual void prepare(const Frame &, std::span<const QRect> /*parts*/) { }
    /// Draws one part; layers are drawn in order, bottom first, several parts at once on several threads. What is drawn
    /// of a place depends on the place and the zoom alone, so that parts drawn at different times fit together.
    virtual void draw(Canvas &canvas, const Frame &frame) const = 0;
    /// The same as opaque as somebody wants it.
    void drawFaded(Canvas &canvas, const Frame &frame) const;
    /// Adds where no name may be put, device pixels. GUI thread, after prepare().
    virtual void occupy(const Frame &, std::vector<QRectF> &) const { }

private:
    std::optional<MapLayer> m_switchedBy;
};

/// A small picture that stands over the ground, its top left corner on this device pixel.
struct Stamp {
    QPoint at;
    QImage image; ///< premultiplied
    double opacity = 1;
};

/// What stands over the ground and doesn't move with it: made anew for every camera.
struct Foreground {
    std::vector<QRectF> covered; ///< device pixels; widgets lie over the map here
    std::vector<QRectF> occupied; ///< device pixels; names keep away from here
    std::vector<Stamp> stamps; ///< bottom first
};

} // namespace wuquan
