// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/scene.h"

#include "data/geo/mercator.h"
#include "maps/layers/borderlayer.h"
#include "maps/layers/choroplethlayer.h"
#include "maps/layers/devicelayer.h"
#include "maps/layers/incidentlayer.h"
#include "maps/layers/placelayer.h"
#include "maps/layers/roadlayer.h"
#include "maps/layers/waterlayer.h"
#include "maps/raster/cores.h"
#include "maps/raster/log.h"
#include "maps/raster/ringimage.h"
#include "maps/style/type.h"

#include <QElapsedTimer>

#include <algorithm>
#include <iterator>
#include <utility>

namespace wuquan {

namespace {
constexpr std::size_t fewDevices = 200; ///< around which alone the picture is drawn anew
constexpr int smallPart = 40'000; ///< pixels that are not worth more than one core
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
    m_layers.push_back(std::make_unique<DeviceLayer>());
    m_layers.push_back(std::make_unique<PlaceLayer>());
    m_layers.push_back(std::make_unique<IncidentLayer>());

    connect(&store, &DistrictStore::changed, this, &MapScene::onStoreChanged);
    connect(&selection, &Selection::changed, this, &MapScene::redraw);
    connect(&view, &ViewState::layersChanged, this, &MapScene::redraw);
    connect(&view, &ViewState::filterChanged, this, [this] {
        m_openStale = true;
        redraw();
    });
}

MapScene::~MapScene() = default;

void MapScene::onStoreChanged(const StoreChange &change)
{
    m_areasStale |= change.areas;
    m_openStale |= change.areas || change.catalogue || change.incidents();
    if (change.areas)
        Q_EMIT areasChanged();
    // A complete state is drawn once more even when its last part held nothing: the first picture of it is announced.
    if (change.completed || change.areas || change.catalogue || change.incidents() || change.places
        || change.devicesReordered || change.devices.size() > fewDevices)
        redraw();
    else if (!change.devices.empty())
        touch(change.devices);
}

void MapScene::touch(const std::vector<DeviceIndex> &devices)
{
    for (const DeviceIndex device : devices) {
        if (m_store.devices().positioned[device.value])
            m_touched.push_back(m_store.devices().position[device.value]);
    }
    if (m_touched.size() > fewDevices)
        redraw();
    else
        Q_EMIT outdated();
}

std::vector<WorldPoint> MapScene::takeTouched(const Frame &frame)
{
    std::vector<WorldPoint> touched = std::exchange(m_touched, {});
    if (!DeviceLayer::showsAll(frame) && !frame.selection.as<DeviceId>())
        touched.clear();
    return touched;
}

void MapScene::redraw()
{
    ++m_revision;
    m_touched.clear();
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
    if (m_openStale) {
        m_open = OpenCounts(m_store, m_view.filter());
        m_openStale = false;
    }
    return {
        m_store, m_view, m_selection, m_palette, m_basemap, areas(), m_open, camera, pixelRatio, m_scale, m_revision};
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
        const int bands = part.width() * part.height() < smallPart ? 1 : int(coreCount());
        for (int i = 0; i < bands; ++i) {
            const int from = part.top() + part.height() * i / bands, to = part.top() + part.height() * (i + 1) / bands;
            std::ranges::copy(picture.pieces({part.left(), from, part.width(), to - from}), std::back_inserter(pieces));
        }
    }
    std::vector<QImage> images;
    for (const RingImage::Piece &piece : pieces)
        images.push_back(picture.pixels(piece));
    onAllCores(pieces.size(), [&](std::size_t i) {
        QImage &image = images[i];
        const QRect &area = pieces[i].area;
        image.fill(frame.palette.background.argb());
        QPainter painter(&image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.translate(-area.topLeft());
        Canvas canvas{image, painter, area};
        for (const auto &layer : m_layers)
            layer->draw(canvas, frame);
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
