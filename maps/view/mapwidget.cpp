// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapwidget.h"

#include "data/geo/mercator.h"
#include "maps/pick/pick.h"
#include "maps/raster/log.h"
#include "maps/style/type.h"
#include "maps/view/bookmarktool.h"
#include "maps/view/controller.h"
#include "maps/view/heatpanel.h"
#include "maps/view/layerpanel.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/maphint.h"
#include "maps/view/mapnotice.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/mappanels.h"
#include "maps/view/maptools.h"
#include "maps/view/searchbox.h"

#include <QGeoCoordinate>
#include <QQmlError>
#include <QQuickItem>
#include <QQuickWidget>
#include <QQuickWindow>
#include <QShortcut>

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double foundZoom = 17; ///< at least, of what was found; on a screen of 1080 lines

/// Qt Quick draws nothing that is seen: its fastest start will do.
QQuickWidget *plainQuickWidget(QWidget *parent)
{
    static std::once_flag chosen; // later it would only be warned of
    std::call_once(chosen, [] { QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); });
    return new QQuickWidget(parent);
}
} // namespace

MapWidget::MapWidget(DistrictStore &store, Selection &selection, ViewState &view, const DataStatusSource &status,
    const Basemap &basemap, const Palette &palette, std::function<Instant()> serverNow, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_selection(selection)
    , m_view(view)
    , m_serverNow(std::move(serverNow))
    , m_scene(new MapScene(store, selection, view, basemap, palette, this))
    , m_quick(plainQuickWidget(this))
    , m_canvas(new MapCanvas(this))
{
    makeSurface();
    makeControls(status);
    connect(m_scene, &MapScene::areasChanged, this, [this] { m_controller->setExtent(m_scene->extent()); });
    connect(&selection, &Selection::changed, this, &MapWidget::showSelected);
    connect(&view, &ViewState::layersChanged, this, [this] {
        for (MapButton *toggle : m_toggles) {
            if (toggle->isCheckable())
                toggle->setChecked(m_view.layers().testFlag(MapLayer(toggle->property("layer").toInt())));
        }
    });
    setPalette(palette);
    m_controller->setExtent(m_scene->extent());
}

void MapWidget::makeSurface()
{
    m_quick->setResizeMode(QQuickWidget::SizeRootObjectToView);
    m_quick->setFocusPolicy(Qt::NoFocus);
    m_quick->setSource(QUrl(u"qrc:/maps/MapView.qml"_s));
    for (const QQmlError &error : m_quick->errors())
        qCCritical(logRaster) << error.toString();
    QQuickItem *root = m_quick->rootObject();
    if (!root)
        qFatal("Qt Location is not usable from QML; is the package qml6-module-qtlocation installed?");
    m_canvas->setFocusPolicy(Qt::StrongFocus);
    m_canvas->setMouseTracking(true);
    m_canvas->setAccessibleName(tr("地图"));
    setFocusProxy(m_canvas);
    m_canvas->setScene(m_scene);
    m_controller = new MapController(*m_canvas, this);
    connect(m_controller, &MapController::cameraChanged, this, [this, root] {
        const GeoPoint centre = geoFromWorld(camera().centre);
        root->setProperty("centre", QVariant::fromValue(QGeoCoordinate(centre.latitude, centre.longitude)));
        root->setProperty("zoom", camera().zoom);
        m_canvas->setCamera(camera());
    });
    connect(m_controller, &MapController::clicked, this, [this](QPointF at) {
        if (m_tools->isOn())
            m_tools->click(at);
        else
            click({at.x(), at.y()});
    });
    connect(m_canvas, &MapCanvas::presented, this, &MapWidget::onPresented);
}

void MapWidget::makeControls(const DataStatusSource &status)
{
    m_overlay = new MapOverlay(*m_canvas, m_scene->palette(), this);
    connect(m_controller, &MapController::keyed, m_overlay, &MapOverlay::showCrosshair);
    addToggle(MapLayer::Heat, tr("热力"));
    addToggle(MapLayer::Clusters, tr("聚合"));
    addToggle(MapLayer::Devices, tr("设备"));
    addToggle(MapLayer::Places, tr("场所"));
    addToggle(MapLayer::Labels, tr("地名"));
    m_panels = new MapPanels(this);
    m_layerPanel = new LayerPanel(m_view, m_scene->palette(), this);
    m_panels->add(*addOpener(tr("图层…"), tr("每个图层的开关、不透明度与显示级别")), *m_layerPanel,
        [this](const QRect &room) { m_layerPanel->arrangeIn(room); });
    connect(m_layerPanel, &LayerPanel::closed, m_panels, &MapPanels::close);
    connect(m_panels, &MapPanels::changed, this, &MapWidget::arrange);
    addButton(u"+"_s, tr("放大(+)"), &MapController::zoomIn);
    addButton(u"−"_s, tr("缩小(−)"), &MapController::zoomOut);
    addButton(tr("适合"), tr("显示全区(Home)"), &MapController::fit);
    m_tools = new MapTools(*m_controller, *m_overlay, *m_canvas, m_scene->palette(), this);
    m_tools->selectWith({m_store, m_view, *m_scene, m_serverNow});
    connect(m_tools, &MapTools::arrangementNeeded, this, &MapWidget::arrange);
    m_notice = new MapNotice(m_store, status, m_serverNow, m_scene->palette(), this);
    connect(m_notice, &MapNotice::retryRequested, this, &MapWidget::retryRequested);
    connect(m_notice, &MapNotice::changed, this, &MapWidget::arrange);
    m_search = new SearchBox(m_store, m_view.language(), m_scene->palette(), this);
    connect(m_search, &SearchBox::chosen, this, &MapWidget::goTo);
    connect(m_search, &SearchBox::escaped, m_canvas, qOverload<>(&QWidget::setFocus));
    connect(m_search, &SearchBox::sizeChanged, m_search, &QWidget::raise);
    connect(
        new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this), &QShortcut::activated, m_search, &SearchBox::start);
    m_hint = new MapHint(this);
    connect(m_controller, &MapController::hovered, this, &MapWidget::hover);
    connect(m_controller, &MapController::left, m_hint, &QWidget::hide);
    connect(m_tools, &MapTools::toolChanged, this, [this] {
        m_hint->hide();
        arrange();
    });
}

void MapWidget::annotateWith(AnnotationDesk &desk)
{
    m_tools->annotateWith({desk, m_store, m_selection,
        [this](QPointF at) { return pick(m_scene->frame(camera(), devicePixelRatioF()), {at.x(), at.y()}); }});
    arrange();
}

void MapWidget::useTiles(TileSet &tiles)
{
    m_scene->useTiles(tiles);
    m_layerPanel->offerTiles();
    setScale(m_scene->scale()); // of the new row too
}

void MapWidget::usePast(PastIncidents &past)
{
    m_scene->usePast(past);
    m_heat = new HeatPanel(past, m_view, m_scene->palette(), this);
    m_heat->setScale(m_scene->scale());
    connect(m_heat, &HeatPanel::sizeChanged, this, &MapWidget::arrange);
    connect(m_heat, &ToolPanel::escaped, m_canvas, qOverload<>(&QWidget::setFocus));
    connect(&m_view, &ViewState::layersChanged, this, [this] {
        if (m_heat->isHidden() == m_view.layers().testFlag(MapLayer::Heat))
            arrange();
    });
    arrange();
}

void MapWidget::keepViewsIn(Bookmarks &bookmarks)
{
    m_bookmarks = new BookmarkTool(bookmarks, m_view, *m_scene, *m_controller, this);
    BookmarkPanel &panel = m_bookmarks->panel();
    addPanel(panel, tr("书签…"), tr("保存的视图(Ctrl+B);Ctrl+D 保存当前视图"), Qt::CTRL | Qt::Key_B);
    m_search->searchIn(bookmarks);
    connect(m_search, &SearchBox::bookmarkChosen, this, [this](BookmarkId id) {
        m_bookmarks->goTo(id);
        m_canvas->setFocus();
    });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_D), this), &QShortcut::activated, this, [this, &panel] {
        m_panels->open(panel);
        m_bookmarks->keep();
    });
}

void MapWidget::addPanel(SidePanel &panel, const QString &opener, const QString &hint, const QKeySequence &key)
{
    for (MapButton *button : panel.findChildren<MapButton *>())
        button->setScale(m_scene->scale());
    panel.setScale(m_scene->scale());
    m_panels->add(*addOpener(opener, hint), panel, [&panel](const QRect &room) { panel.arrangeIn(room); });
    connect(&panel, &ToolPanel::escaped, m_panels, &MapPanels::close);
    connect(&panel, &ToolPanel::sizeChanged, this, &MapWidget::arrange);
    connect(new QShortcut(key, this), &QShortcut::activated, m_panels, [this, &panel] { m_panels->open(panel); });
    arrange();
}

MapButton *MapWidget::addOpener(const QString &text, const QString &hint)
{
    auto *opener = new MapButton(text, m_scene->palette(), this);
    opener->setScale(m_scene->scale());
    opener->setToolTip(hint);
    opener->setAccessibleDescription(hint);
    m_toggles.push_back(opener);
    return opener;
}

void MapWidget::addToggle(MapLayer layer, const QString &text)
{
    auto *toggle = new MapButton(text, m_scene->palette(), this);
    toggle->setCheckable(true);
    toggle->setProperty("layer", int(layer));
    toggle->setChecked(m_view.layers().testFlag(layer));
    connect(toggle, &QAbstractButton::toggled, this,
        [this, layer](bool on) { m_view.setLayers(m_view.layers().setFlag(layer, on)); });
    m_toggles.push_back(toggle);
}

void MapWidget::addButton(const QString &text, const QString &hint, void (MapController::*command)())
{
    auto *button = new MapButton(text, m_scene->palette(), this);
    button->setToolTip(hint);
    button->setAccessibleName(hint);
    connect(button, &QAbstractButton::clicked, m_controller, command);
    m_buttons.push_back(button);
}

void MapWidget::goTo(const SelectedThing &thing)
{
    m_selection.select(thing);
    m_canvas->setFocus();
    const AreaId *area = m_selection.as<AreaId>();
    if (const AreaShape *shape = area ? m_scene->areas().shape(*area) : nullptr) {
        m_controller->fit(shape->box);
    } else if (const auto place = positionOf(thing, m_store, m_scene->areas())) {
        Camera there = camera();
        there.centre = *place;
        there.zoom = std::max(there.zoom, foundZoom + std::log2(m_scene->scale()));
        m_controller->show(there);
    }
}

void MapWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_quick->setGeometry(rect());
    m_canvas->setGeometry(rect());
    m_controller->setSize(width(), height());
    arrange();
}

const Camera &MapWidget::camera() const
{
    return m_controller->camera();
}

void MapWidget::fit()
{
    m_controller->fit();
}

void MapWidget::fit(const Area &area)
{
    if (const AreaShape *shape = m_scene->areas().shape(area.id))
        m_controller->fit(shape->box);
}

void MapWidget::show(const Camera &camera)
{
    m_controller->show(camera);
}

void MapWidget::setPalette(const Palette &palette)
{
    m_scene->setPalette(palette);
    for (MapButton *button : findChildren<MapButton *>())
        button->setPalette(palette);
    for (ToolPanel *panel : findChildren<ToolPanel *>())
        panel->setPalette(palette);
    m_layerPanel->setPalette(palette);
    m_notice->setPalette(palette);
    m_overlay->setPalette(palette);
    m_tools->setPalette(palette);
    m_search->setPalette(palette);
    if (m_heat)
        m_heat->setPalette(palette);
    m_hint->setLook(palette, m_scene->scale());
}

void MapWidget::setScale(double scale)
{
    m_scene->setScale(scale);
    m_controller->setScale(scale);
    for (MapButton *button : findChildren<MapButton *>())
        button->setScale(scale);
    for (ToolPanel *panel : findChildren<ToolPanel *>())
        panel->setScale(scale);
    m_layerPanel->setScale(scale);
    m_notice->setScale(scale);
    m_overlay->setScale(scale);
    m_tools->setScale(scale);
    m_search->setScale(scale);
    if (m_heat)
        m_heat->setScale(scale);
    setPalette(Palette(m_scene->palette()));
    arrange();
}

void MapWidget::onPresented()
{
    // The legend stands where the eye looks for it, at the bottom left; the scale is at the other side.
    const double ratio = devicePixelRatioF();
    double covered = 0;
    for (const QRectF &rect : m_scene->furniture()) {
        if (rect.left() / ratio < width() / 8.0)
            covered = std::max(covered, rect.right() / ratio);
    }
    m_controller->setCoveredLeft(covered);
    // The legend may have become another.
    if (m_tools->panel())
        arrangeTools();
    if (m_isDrawn || !m_store.isComplete())
        return;
    m_isDrawn = true;
    Q_EMIT drawn();
}

void MapWidget::showSelected()
{
    m_hint->hide();
    const auto place = positionOf(m_selection.thing(), m_store, m_scene->areas());
    if (!place)
        return;
    const double margin = std::min({48 * m_scene->scale(), width() / 4.0, height() / 4.0});
    const ScreenPoint at = camera().screenFromWorld(*place);
    const bool seen = QRectF(rect()).adjusted(margin, margin, -margin, -margin).contains(at.x, at.y);
    // A large area that fills the view needs no move although its middle may be elsewhere.
    const auto *area = m_selection.as<AreaId>();
    const AreaShape *shape = area ? m_scene->areas().shape(*area) : nullptr;
    const bool surrounds = shape && contains(*shape, camera().centre);
    if (!seen && !surrounds)
        m_controller->moveTo(*place);
}

void MapWidget::click(ScreenPoint at)
{
    const Frame frame = m_scene->frame(camera(), devicePixelRatioF());
    const SelectedThing thing = pick(frame, at);
    const auto cluster = m_scene->clusters().at(frame, at);
    if (!cluster || std::holds_alternative<IncidentId>(thing))
        m_selection.select(thing);
    else
        m_controller->fit(m_scene->clusters().extent(*cluster, frame));
}

void MapWidget::hover(QPointF position)
{
    // A tool says what it has to say itself.
    if (m_tools->isOn())
        return;
    const Frame frame = m_scene->frame(camera(), devicePixelRatioF());
    const ScreenPoint at{position.x(), position.y()};
    const SelectedThing thing = pick(frame, at);
    const auto cluster = m_scene->clusters().at(frame, at);
    const QString text = cluster && !std::holds_alternative<IncidentId>(thing)
        ? ClusterLayer::name(*cluster)
        : ThingName::of(thing, frame, m_serverNow());
    m_hint->show(text, position);
}

} // namespace wuquan
