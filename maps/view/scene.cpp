// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/scene.h"

#include "data/core/parallel.h"
#include "data/geo/mercator.h"
#include "data/view/pastincidents.h"
#include "maps/layers/annotationlayer.h"
#include "maps/layers/borderlayer.h"
#include "maps/layers/choroplethlayer.h"
#include "maps/layers/conelayer.h"
#include "maps/layers/deviceclusters.h"
#include "maps/layers/devicelayer.h"
#include "maps/layers/heatlayer.h"
#include "maps/layers/incidentclusters.h"
#include "maps/layers/incidentlayer.h"
#include "maps/layers/keptlayer.h"
#include "maps/layers/placelayer.h"
#include "maps/layers/responderlayer.h"
#include "maps/layers/roadlayer.h"
#include "maps/layers/selectionlayer.h"
#include "maps/layers/tilelayer.h"
#include "maps/layers/waterlayer.h"
#include "maps/raster/log.h"
#include "maps/raster/ringimage.h"
#include "maps/style/type.h"
#include "maps/tiles/tileset.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace wuquan {

namespace {
constexpr double deviceReach = 24; ///< design pixels within which the mark of a device lies
constexpr int tile = 64; ///< device pixels; what is drawn anew is rounded to these
constexpr int bandPixels = 900'000; ///< at least, of a part that is drawn by all cores: few enough for their caches
constexpr int smallPart = 40'000; ///< pixels that are not worth more than one core
constexpr auto recountInterval = std::chrono::seconds(1); ///< of devices by area

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
    makeLayers();
    m_recount.setSingleShot(true);
    m_recount.setInterval(recountInterval);
    connect(&m_recount, &QTimer::timeout, this, [this] {
        m_shadesStale = true;
        Q_EMIT outdated();
    });
    connect(&store, &DistrictStore::changed, this, &MapScene::onStoreChanged);
    connect(&selection, &Selection::changed, this, &MapScene::redraw);
    connect(&view, &ViewState::layersChanged, this, &MapScene::redraw);
    connect(&view, &ViewState::filterChanged, this, &MapScene::redraw);
}

MapScene::~MapScene() = default;

void MapScene::makeLayers()
{
    m_layers.clear();
    const auto add = [this](auto layer) { m_layers.push_back(std::move(layer)); };
    std::vector<std::unique_ptr<Layer>> steady;
    const auto keep = [&] { add(std::make_unique<KeptLayer>(std::exchange(steady, {}))); };
    add(std::make_unique<ChoroplethLayer>());
    add(std::make_unique<WaterLayer>(m_basemap));
    steady.push_back(std::make_unique<RoadLayer>(m_basemap));
    if (m_tiles) {
        keep(); // roads are seen where there are no tiles
        add(std::make_unique<TileLayer>());
        add(std::make_unique<ChoroplethLayer>(ChoroplethLayer::Place::OverTiles));
    }
    steady.push_back(std::make_unique<BorderLayer>());
    keep();
    add(std::make_unique<SelectionLayer>());
    add(std::make_unique<HeatLayer>());
    m_clusters.clear();
    const auto addClusters = [&](std::unique_ptr<ClusterLayer> clusters) {
        m_clusters.insert(m_clusters.begin(), clusters.get());
        add(std::move(clusters));
    };
    addClusters(std::make_unique<DeviceClusters>());
    add(std::make_unique<ConeLayer>());
    add(std::make_unique<DeviceLayer>());
    add(std::make_unique<PlaceLayer>());
    add(std::make_unique<AnnotationLayer>());
    add(std::make_unique<ResponderLayer>());
    addClusters(std::make_unique<IncidentClusters>());
    add(std::make_unique<IncidentLayer>());
}

void MapScene::useTiles(TileSet &tiles)
{
    m_tiles = &tiles;
    connect(&tiles, &TileSet::changed, this, [this](const WorldRect &part) {
        m_damage.add({{part, 1}});
        Q_EMIT outdated();
    });
    connect(&tiles, &TileSet::troubleChanged, this, &MapScene::redraw);
    makeLayers();
    redraw();
}

void MapScene::usePast(const PastIncidents &past)
{
    m_past = &past;
    connect(&past, &PastIncidents::changed, this, &MapScene::redraw);
    redraw();
}

void MapScene::onStoreChanged(const StoreChange &change)
{
    m_areasStale |= change.areas;
    m_areasRevision += change.areas;
    m_devicesStale |= change.devicesReordered || change.catalogue;
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
    const AreaMeasure measure = m_view.areaShading().measure;
    if (measure == AreaMeasure::DevicesSilent && !change.devices.empty() && !m_recount.isActive())
        m_recount.start();
    const bool isHistory = measure == AreaMeasure::Reported && change.trends;
    m_shadesStale |= isHistory;
    if (!change.devices.empty() || change.responders || change.annotations || change.incidents() || isHistory)
        Q_EMIT outdated();
}

void MapScene::touch(const std::vector<DeviceIndex> &devices)
{
    ++m_deviceRevision;
    // All will be read anew.
    if (m_devicesStale)
        return;
    // Looking them up is waiting for memory, which all cores do at once.
    std::vector<std::pair<IndexedPoint, IndexedPoint>> points(devices.size()); // before, now
    inPieces(devices.size(), piecesOf(devices.size(), 1000), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            points[i]
                = {m_deviceIndex.point(devices[i].value), m_deviceStyles.point(m_store.devices(), devices[i].value)};
    });
    std::vector<Damage> parts;
    std::vector<IndexedChange> changes;
    const auto *selected = m_selection.as<DeviceId>();
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const DeviceIndex device = devices[i];
        const bool isSelected = selected && *selected == m_store.devices().id[device.value];
        const auto of = isSelected ? Damage::Of::Anything : Damage::Of::Devices;
        const auto &[before, now] = points[i];
        const auto damage = [&](WorldPoint at) {
            if (!std::isnan(at.x) && parts.size() <= DamageLog::mostParts)
                parts.push_back({{at.x, at.y, at.x, at.y}, deviceReach, of});
        };
        damage(before.at);
        if (now != before) {
            if (now.at != before.at)
                damage(now.at);
            changes.push_back({device.value, now});
        }
    }
    const std::uint64_t order = m_deviceIndex.order();
    m_deviceIndex.apply(changes);
    if (order == m_deviceIndex.order())
        m_damage.add(std::move(parts));
    else // any two that overlap may have changed places
        m_damage.addEverything();
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
    m_deviceStyles = DeviceStyles(m_store.catalogue());
    std::vector<IndexedPoint> points(m_store.devices().size());
    inPieces(points.size(), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t row = from; row < to; ++row)
            points[row] = m_deviceStyles.point(m_store.devices(), row);
    });
    m_deviceIndex = PointIndex(points);
    m_devicesStale = false;
    ++m_deviceRevision;
}

void MapScene::refreshIncidents()
{
    std::vector<Damage> parts;
    std::vector<IncidentMark> marks = incidentMarks(m_store, m_view, m_selection);
    const bool inClusters = m_view.layers().testFlag(MapLayer::IncidentClusters);
    m_incidentClusters = inClusters ? clusterMarks(marks) : ClusterTree();
    for (const IncidentMark &mark : differences(m_incidents, marks))
        parts.push_back({{mark.at.x, mark.at.y, mark.at.x, mark.at.y}, mark.reach() + 2});
    m_incidents = std::move(marks);
    m_open = OpenCounts(m_store, m_view.filter());
    m_incidentsStale = false;
    m_shadesStale = true; // which are counted from these
    if (inClusters || m_view.layers().testFlag(MapLayer::Heat))
        m_damage.addEverything(); // one more may make others of all clusters, or of what is the densest place
    else
        m_damage.add(std::move(parts));
}

void MapScene::refreshShades()
{
    std::vector<Damage> parts;
    AreaShades shades(m_store, m_view, areas(), m_open);
    for (const auto &[level, of] : {std::pair(AreaLevel::Street, Damage::Of::Streets),
             {AreaLevel::Community, Damage::Of::Communities}, {AreaLevel::Grid, Damage::Of::Grids}}) {
        for (const AreaShape &shape : areas().shapes(level)) {
            if (m_shades.shade(shape.id, level) != shades.shade(shape.id, level))
                parts.push_back({shape.box, 1, of});
        }
    }
    m_shades = std::move(shades);
    m_shadesStale = false;
    m_damage.add(std::move(parts));
}

std::optional<QRegion> MapScene::outdatedSince(std::uint64_t revision, const Frame &frame) const
{
    const auto parts = m_damage.since(revision);
    if (!parts)
        return {};
    // Its clusters are others as soon as a device is, and what is seen lies far around it.
    if ((frame.shows(MapLayer::DeviceClusters) || ConeLayer::isShown(frame))
        && std::ranges::contains(*parts, Damage::Of::Devices, &Damage::of))
        return {};
    const auto isSeen = [&](Damage::Of of) {
        switch (of) {
        case Damage::Of::Streets:
            return frame.shadedLevel() == AreaLevel::Street;
        case Damage::Of::Communities:
            return frame.shadedLevel() == AreaLevel::Community;
        case Damage::Of::Grids:
            return frame.shadedLevel() == AreaLevel::Grid;
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

const PointIndex &MapScene::deviceIndex()
{
    if (m_devicesStale)
        refreshDevices();
    return m_deviceIndex;
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
    if (m_shadesStale)
        refreshShades();
    if (m_devicesStale)
        refreshDevices();
    const Steady steady{
        m_areasRevision, m_palette, m_scale, m_view.layers().testFlag(MapLayer::Roads), m_view.look(MapLayer::Roads)};
    if (m_steady != steady) {
        m_steady = steady;
        ++m_steadyRevision;
    }
    return {m_store, m_view, m_selection, m_palette, m_basemap, areas(), m_open, m_shades, m_incidents,
        m_incidentClusters, m_deviceIndex, camera, pixelRatio, m_scale, m_damage.revision(), m_steadyRevision,
        m_deviceRevision, m_tiles, m_past};
}

void MapScene::drawGround(RingImage &picture, const std::vector<QRect> &parts, const Frame &frame)
{
    QElapsedTimer timer;
    timer.start();
    for (const auto &layer : m_layers)
        layer->prepare(frame, parts);
    std::vector<RingImage::Piece> pieces;
    for (const QRect &part : parts) {
        // In bands, more than there are cores: what is in them differs.
        const int whole = part.width() * part.height() < smallPart ? 1 : int(parallelThreads());
        const int bands = std::max(whole, whole > 1 ? part.width() * part.height() / bandPixels : 1);
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
            layer->drawFaded(canvas, frame);
    });
    qCDebug(logRaster) << parts.size() << "parts of" << picture.size() << "zoom" << frame.camera.zoom << "drawn in"
                       << double(timer.nsecsElapsed()) / 1e6 << "ms";
}

std::optional<ShownCluster> MapScene::clusterAt(const Frame &frame, ScreenPoint point) const
{
    for (const ClusterLayer *layer : m_clusters) {
        if (const auto cluster = layer->at(frame, point))
            return ShownCluster{cluster->count, layer->extent(*cluster, frame), layer->name(*cluster)};
    }
    return {};
}

std::vector<QRectF> MapScene::occupied(const Frame &frame) const
{
    std::vector<QRectF> rects;
    for (const auto &layer : m_layers)
        layer->occupy(frame, rects);
    return rects;
}

std::vector<Stamp> MapScene::placeForeground(const Frame &frame, LetterBudget budget)
{
    QElapsedTimer timer;
    timer.start();
    Foreground foreground;
    for (const QRectF &rect : m_covered)
        foreground.covered.emplace_back(rect.topLeft() * frame.pixelRatio, rect.size() * frame.pixelRatio);
    foreground.occupied = foreground.covered;
    std::ranges::copy(occupied(frame), std::back_inserter(foreground.occupied));
    // Before names, which keep away from it. It stays where the eye looks for it, whatever lies below.
    m_furniture.place(foreground, frame);
    m_labels.place(foreground, frame, budget);
    qCDebug(logRaster) << foreground.stamps.size() << "stamps placed in" << double(timer.nsecsElapsed()) / 1e6 << "ms";
    return std::move(foreground.stamps);
}

} // namespace wuquan
