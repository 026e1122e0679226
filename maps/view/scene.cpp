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
#include "maps/raster/log.h"
#include "maps/style/type.h"

#include <QElapsedTimer>

#include <typeinfo>

namespace wuquan {

MapScene::MapScene(DistrictStore &store, Selection &selection, ViewState &view, const Basemap &basemap,
    const Palette &palette, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_selection(selection)
    , m_view(view)
    , m_basemap(basemap)
    , m_palette(palette)
{
    const auto add = [this](auto layer) {
        auto *raw = layer.get();
        m_layers.push_back(std::move(layer));
        return raw;
    };
    add(std::make_unique<ChoroplethLayer>());
    add(std::make_unique<WaterLayer>(basemap));
    add(std::make_unique<RoadLayer>(basemap));
    add(std::make_unique<BorderLayer>());
    add(std::make_unique<DeviceLayer>());
    add(std::make_unique<PlaceLayer>());
    add(std::make_unique<IncidentLayer>());
    // Furniture before names, which keep away from it. It stays where the eye looks for it, whatever lies below.
    m_furniture = add(std::make_unique<Furniture>());
    m_labels = add(std::make_unique<LabelLayer>());

    connect(&store, &DistrictStore::changed, this, &MapScene::onStoreChanged);
    connect(&selection, &Selection::changed, this, &MapScene::outdated);
    connect(&view, &ViewState::layersChanged, this, &MapScene::outdated);
    connect(&view, &ViewState::filterChanged, this, [this] {
        m_openStale = true;
        Q_EMIT outdated();
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
        || change.devicesReordered || !change.devices.empty())
        Q_EMIT outdated();
}

void MapScene::setPalette(const Palette &palette)
{
    if (m_palette == palette)
        return;
    m_palette = palette;
    Q_EMIT outdated();
}

void MapScene::setScale(double scale)
{
    if (m_scale == scale || !(scale > 0))
        return;
    m_scale = scale;
    Q_EMIT outdated();
}

void MapScene::setCovered(const std::vector<QRectF> &covered)
{
    if (m_covered == covered)
        return;
    m_covered = covered;
    Q_EMIT outdated();
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
    return {m_store, m_view, m_selection, m_palette, m_basemap, areas(), m_open, camera, pixelRatio, m_scale};
}

QImage MapScene::render(const Camera &camera, double pixelRatio)
{
    QElapsedTimer timer;
    timer.start();
    const Frame now = frame(camera, pixelRatio);
    const QSizeF size = now.viewport().size();
    QImage image(
        std::max(1, int(std::ceil(size.width()))), std::max(1, int(std::ceil(size.height()))), QImage::Format_RGB32);
    image.fill(m_palette.background.argb());
    {
        QPainter painter(&image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        std::vector<QRectF> covered;
        covered.reserve(m_covered.size());
        for (const QRectF &rect : m_covered)
            covered.emplace_back(rect.topLeft() * pixelRatio, rect.size() * pixelRatio);
        std::vector<QRectF> occupied = covered;
        Canvas canvas{image, painter, covered, occupied};
        for (const auto &layer : m_layers) {
            const qint64 before = timer.nsecsElapsed();
            layer->draw(canvas, now);
            const Layer &drawn = *layer;
            qCDebug(logRaster) << typeid(drawn).name() << double(timer.nsecsElapsed() - before) / 1e6 << "ms";
        }
    }
    image.setDevicePixelRatio(pixelRatio);
    qCDebug(logRaster) << image.size() << "zoom" << camera.zoom << "drawn in" << double(timer.nsecsElapsed()) / 1e6
                       << "ms";
    return image;
}

} // namespace wuquan
