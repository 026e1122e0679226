// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/scene.h"

#include "data/core/parallel.h"
#include "data/geo/mercator.h"
#include "maps/layers/annotationlayer.h"
#include "maps/layers/borderlayer.h"
#include "maps/layers/choroplethlayer.h"
#include "maps/layers/conelayer.h"
#include "maps/layers/devicelayer.h"
#include "maps/layers/heatlayer.h"
#include "maps/layers/incidentlayer.h"
#include "maps/layers/placelayer.h"
#include "maps/layers/responderlayer.h"
#include "maps/layers/roadlayer.h"
#include "maps/layers/waterlayer.h"
#include "maps/raster/fade.h"
#include "maps/raster/log.h"
#include "maps/raster/ringimage.h"
#include "maps/style/type.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <unordered_map>
#include <utility>

namespace wuquan {

namespace {
constexpr double deviceReach = 24; ///< design pixels within which the mark of a device lies
constexpr int tile = 64; ///< device pixels; what is drawn anew is rounded to these
constexpr int smallPart = 40'000; ///< pixels that are not worth more than one core

/// A device without a position is nowhere.
IndexedPoint indexed(const DeviceColumns &devices, std::size_t row)
{
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    return {devices.positioned[row] ? devices.position[row] : WorldPoint{nowhere, nowhere}};
}

void drawLayer(const Layer &layer, Canvas &canvas, const Frame &frame)
{
    const double opacity = layer.opacity(frame);
    if (opacity <= 0)
        return;
    const QImage before = opacity < 1 ? canvas.image.copy() : QImage();
    layer.draw(canvas, frame);
    if (opacity < 1)
        fade(canvas.image, before, opacity);
}
} // namespace

MapScene::MapScene(DistrictStore &store, Selection &selection, ViewState &view, const Basemap &basemap,
    const Palette &palette, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_selection(selection)
    , m_view(view)
    , m_basemap(basemap)
    , m_palette(palette)
{
    m_layers.push_back(std::make_unique<ChoroplethLayer>());
    m_layers.push_back(std::make_unique<WaterLayer>(basemap));
    m_layers.push_back(std::make_unique<RoadLayer>(basemap));
    m_layers.push_back(std::make_unique<BorderLayer>());
    m_layers.push_back(std::make_unique<HeatLayer>());
    auto clusters = std::make_unique<ClusterLayer>();
    m_clusters = clusters.get();
    m_layers.push_back(std::move(clusters));
    m_layers.push_back(std::make_unique<ConeLayer>());
    m_layers.push_back(std::make_unique<DeviceLayer>());
    m_layers.push_back(std::make_unique<PlaceLayer>());
    m_layers.push_back(std::make_unique<AnnotationLayer>());
    m_layers.push_back(std::make_unique<ResponderLayer>());
    m_layers.push_back(std::make_unique<IncidentLayer>());

    connect(&store, &DistrictStore::changed, this, &MapScene::onStoreChanged);
    connect(&selection, &Selection::changed, this, &MapScene::redraw);
    connect(&view, &ViewState::layersChanged, this, &MapScene::redraw);
    connect(&view, &ViewState::filterChanged, this, &MapScene::redraw);
}

MapScene::~MapScene() = default;

void MapScene::onStoreChanged(const StoreChange &change)
{
    m_areasStale |= change.areas;
    m_devicesStale |= change.devicesReordered;
    if (change.areas)
        Q_EMIT areasChanged();
    // The index follows whatever else has changed.
    if (!change.devices.empty())
        touch(change.devices);
    if (change.responders)
        touchResponders();
    if (change.annotations)
        touchAnnotations();
    // A complete state is drawn once more even when its last part held nothing: the first picture of it is announced.
    if (change.completed || change.areas || change.catalogue || change.places || change.devicesReordered) {
        redraw();
        return;
    }
    m_incidentsStale |= change.incidents();
    if (!change.devices.empty() || change.responders || change.annotations || change.incidents())
        Q_EMIT outdated();
}

void MapScene::touch(const std::vector<DeviceIndex> &devices)
{
    ++m_deviceRevision;
    // All will be read anew.
    if (m_devicesStale)
        return;
    std::vector<Damage> parts;
    std::vector<IndexedChange> changes;
    const auto *selected = m_selection.as<DeviceId>();
    for (const DeviceIndex device : devices) {
        const bool isSelected = selected && *selected == m_store.devices().id[device.value];
        const auto of = isSelected ? Damage::Of::Anything : Damage::Of::Devices;
        IndexedPoint &point = m_devicePoints[device.value];
        const auto damage = [&] {
            if (!std::isnan(point.at.x))
                parts.push_back({{point.at.x, point.at.y, point.at.x, point.at.y}, deviceReach, of});
        };
        damage();
        const IndexedPoint now = indexed(m_store.devices(), device.value);
        if (now.at == point.at || (std::isnan(now.at.x) && std::isnan(point.at.x)))
            continue;
        point = now;
        damage();
        changes.push_back({device.value, now});
    }
    m_deviceIndex.apply(changes);
    m_damage.add(std::move(parts));
}

void MapScene::touchResponders()
{
    std::vector<Damage> parts;
    const std::vector<Responder> &now = m_store.responders();
    const auto damage = [&parts](const Responder &responder) {
        if (const auto at = worldPlace(responder.position))
            parts.push_back({{at->x, at->y, at->x, at->y}, responderInk});
    };
    for (std::size_t i = 0; i < std::max(now.size(), m_responders.size()); ++i) {
        if (i < now.size() && i < m_responders.size() && now[i] == m_responders[i])
            continue;
        if (i < m_responders.size())
            damage(m_responders[i]);
        if (i < now.size())
            damage(now[i]);
    }
    m_responders = now;
    m_damage.add(std::move(parts));
}

void MapScene::touchAnnotations()
{
    std::vector<Damage> parts;
    const auto damage = [&](const Annotation &annotation) {
        if (const AnnotationShape shape(annotation); !shape.points.empty())
            parts.push_back({shape.box, shape.inkReach(m_scale)});
    };
    std::unordered_map<AnnotationId, const Annotation *> gone;
    for (const Annotation &annotation : m_annotations)
        gone.emplace(annotation.id, &annotation);
    for (const Annotation &annotation : m_store.annotations()) {
        const auto before = gone.extract(annotation.id);
        if (before && *before.mapped() == annotation)
            continue;
        if (before)
            damage(*before.mapped());
        damage(annotation);
    }
    for (const auto &[id, annotation] : gone)
        damage(*annotation);
    m_annotations = m_store.annotations();
    m_damage.add(std::move(parts));
}

void MapScene::refreshDevices()
{
    m_devicePoints.clear();
    for (std::size_t row = 0; row < m_store.devices().size(); ++row)
        m_devicePoints.push_back(indexed(m_store.devices(), row));
    m_deviceIndex = PointIndex(m_devicePoints);
    m_devicesStale = false;
    ++m_deviceRevision;
}

void MapScene::refreshIncidents()
{
    std::vector<Damage> parts;
    std::vector<IncidentMark> marks = incidentMarks(m_store, m_view, m_selection);
    for (const IncidentMark &mark : differences(m_incidents, marks))
        parts.push_back({{mark.at.x, mark.at.y, mark.at.x, mark.at.y}, mark.reach() + 2});
    OpenCounts open(m_store, m_view.filter());
    for (const auto &[level, of] :
        {std::pair(AreaLevel::Community, Damage::Of::Communities), {AreaLevel::Grid, Damage::Of::Grids}}) {
        for (const AreaShape &shape : areas().shapes(level)) {
            if (choroplethClass(m_open.count(shape.id)) != choroplethClass(open.count(shape.id)))
                parts.push_back({shape.box, 1, of});
        }
    }
    m_incidents = std::move(marks);
    m_open = std::move(open);
    m_incidentsStale = false;
    if (m_view.layers().testFlag(MapLayer::Heat))
        m_damage.addEverything(); // what is the densest place may have changed
    else
        m_damage.add(std::move(parts));
}

std::optional<QRegion> MapScene::outdatedSince(std::uint64_t revision, const Frame &frame) const
{
    const auto parts = m_damage.since(revision);
    if (!parts)
        return {};
    // Its clusters are others as soon as a device is, and what is seen lies far around it.
    if ((ClusterLayer::isShown(frame) || ConeLayer::isShown(frame))
        && std::ranges::contains(*parts, Damage::Of::Devices, &Damage::of))
        return {};
    const auto isSeen = [&](Damage::Of of) {
        switch (of) {
        case Damage::Of::Communities:
            return frame.areaLevel() == AreaLevel::Community;
        case Damage::Of::Grids:
            return frame.areaLevel() == AreaLevel::Grid;
        case Damage::Of::Devices:
            return DeviceLayer::showsAll(frame);
        case Damage::Of::Anything:
            break;
        }
        return true;
    };
    const QRectF whole = frame.viewport();
    QRegion outdated;
    for (const Damage &part : *parts) {
        const double reach = frame.px(part.reach);
        const QRectF seen
            = QRectF(frame.device({part.box.left, part.box.top}), frame.device({part.box.right, part.box.bottom}))
                  .adjusted(-reach, -reach, reach, reach)
            & whole;
        if (seen.isEmpty() || !isSeen(part.of))
            continue;
        // In tiles, so that many small parts become few.
        const auto down = [](double at) { return int(std::floor(at / tile)) * tile; };
        const auto up = [](double at) { return int(std::ceil(at / tile)) * tile; };
        outdated
            += QRect(QPoint(down(seen.left()), down(seen.top())), QPoint(up(seen.right()) - 1, up(seen.bottom()) - 1));
    }
    return outdated;
}

void MapScene::redraw()
{
    m_incidentsStale = true;
    m_damage.addEverything();
    Q_EMIT outdated();
}

void MapScene::setPalette(const Palette &palette)
{
    if (m_palette == palette)
        return;
    m_palette = palette;
    redraw();
}

void MapScene::setScale(double scale)
{
    if (m_scale == scale || !(scale > 0))
        return;
    m_scale = scale;
    redraw();
}

void MapScene::setCovered(const std::vector<QRectF> &covered)
{
    if (m_covered == covered)
        return;
    m_covered = covered;
    redraw();
}

const AreaShapes &MapScene::areas()
{
    if (m_areasStale) {
        m_areas = AreaShapes(m_store.areas());
        m_areasStale = false;
    }
    return m_areas;
}

WorldRect MapScene::extent()
{
    if (!areas().extent().isEmpty())
        return areas().extent();
    WorldRect base;
    if (!m_basemap.extent.isEmpty()) {
        base.include(worldFromGeo({m_basemap.extent.west, m_basemap.extent.south}));
        base.include(worldFromGeo({m_basemap.extent.east, m_basemap.extent.north}));
    }
    return base;
}

Frame MapScene::frame(const Camera &camera, double pixelRatio)
{
    if (m_incidentsStale)
        refreshIncidents();
    if (m_devicesStale)
        refreshDevices();
    return {m_store, m_view, m_selection, m_palette, m_basemap, areas(), m_open, m_incidents, m_deviceIndex, camera,
        pixelRatio, m_scale, m_damage.revision(), m_deviceRevision};
}

void MapScene::drawGround(RingImage &picture, const std::vector<QRect> &parts, const Frame &frame)
{
    QElapsedTimer timer;
    timer.start();
    for (const auto &layer : m_layers)
        layer->prepare(frame);
    std::vector<RingImage::Piece> pieces;
    for (const QRect &part : parts) {
        // In bands, so that every core has one.
        const int bands = part.width() * part.height() < smallPart ? 1 : int(parallelThreads());
        for (int i = 0; i < bands; ++i) {
            const int from = part.top() + part.height() * i / bands, to = part.top() + part.height() * (i + 1) / bands;
            std::ranges::copy(picture.pieces({part.left(), from, part.width(), to - from}), std::back_inserter(pieces));
        }
    }
    std::vector<QImage> images;
    images.reserve(pieces.size());
    for (const RingImage::Piece &piece : pieces)
        images.push_back(picture.pixels(piece));
    inParallel(pieces.size(), [&](std::size_t i) {
        QImage &image = images[i];
        const QRect &area = pieces[i].area;
        image.fill(frame.palette.background.argb());
        QPainter painter(&image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.translate(-area.topLeft());
        Canvas canvas{image, painter, area};
        for (const auto &layer : m_layers)
            drawLayer(*layer, canvas, frame);
    });
    qCDebug(logRaster) << parts.size() << "parts of" << picture.size() << "zoom" << frame.camera.zoom << "drawn in"
                       << double(timer.nsecsElapsed()) / 1e6 << "ms";
}

std::vector<Stamp> MapScene::placeForeground(const Frame &frame)
{
    QElapsedTimer timer;
    timer.start();
    Foreground foreground;
    for (const QRectF &rect : m_covered)
        foreground.covered.emplace_back(rect.topLeft() * frame.pixelRatio, rect.size() * frame.pixelRatio);
    foreground.occupied = foreground.covered;
    for (const auto &layer : m_layers)
        layer->occupy(frame, foreground.occupied);
    // Before names, which keep away from it. It stays where the eye looks for it, whatever lies below.
    m_furniture.place(foreground, frame);
    m_labels.place(foreground, frame);
    qCDebug(logRaster) << foreground.stamps.size() << "stamps placed in" << double(timer.nsecsElapsed()) / 1e6 << "ms";
    return std::move(foreground.stamps);
}

} // namespace wuquan
