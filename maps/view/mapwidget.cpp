// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapwidget.h"

#include "data/geo/mercator.h"
#include "maps/pick/pick.h"
#include "maps/style/type.h"
#include "maps/view/bookmarktool.h"
#include "maps/view/controller.h"
#include "maps/view/freeplace.h"
#include "maps/view/heatpanel.h"
#include "maps/view/layerpanel.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/maphint.h"
#include "maps/view/mapnotice.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/mappanels.h"
#include "maps/view/maptools.h"
#include "maps/view/quickmap.h"
#include "maps/view/searchbox.h"

#include <QShortcut>

#include <algorithm>
#include <functional>
#include <ranges>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double edgeSpace = 12; // design pixels, as all below
constexpr double buttonGap = 6;
constexpr double noticeWidth = 240; ///< narrower a notice would be a column of words
constexpr double widestNotice = 480;
constexpr double highestHeat = 0.55; ///< of the map's height: the days of the heat stand below
constexpr double foundZoom = 17; ///< at least, of what was found; on a screen of 1080 lines
} // namespace

MapWidget::MapWidget(DistrictStore &store, Selection &selection, ViewState &view, const DataStatusSource &status,
    const Basemap &basemap, const Palette &palette, std::function<Instant()> serverNow, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_selection(selection)
    , m_view(view)
    , m_serverNow(std::move(serverNow))
    , m_scene(new MapScene(store, selection, view, basemap, palette, this))
    , m_quick(new QuickMap(this))
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
    m_canvas->setFocusPolicy(Qt::StrongFocus);
    m_canvas->setMouseTracking(true);
    m_canvas->setAccessibleName(tr("地图"));
    setFocusProxy(m_canvas);
    m_canvas->setScene(m_scene);
    m_controller = new MapController(*m_canvas, this);
    connect(m_controller, &MapController::cameraChanged, this, [this] {
        m_quick->setCamera(camera());
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
    addToggle(MapLayer::IncidentClusters, tr("聚合"));
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
    connect(m_heat, &HeatPanel::sizeChanged, this, &MapWidget::arrange);
    connect(m_heat, &ToolPanel::escaped, m_canvas, qOverload<>(&QWidget::setFocus));
    connect(&m_view, &ViewState::layersChanged, this, [this] {
        if (m_heat->isHidden() == m_view.layers().testFlag(MapLayer::Heat))
            arrange();
    });
    setScale(m_scene->scale()); // of the panel too
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

void MapWidget::arrangeToggles(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale()), gap = int(buttonGap * m_scene->scale());
    int right = width() - edge;
    for (MapButton *toggle : m_toggles | std::views::reverse) {
        const QSize size = toggle->sizeHint();
        toggle->setGeometry(right - size.width(), edge, size.width(), size.height());
        // Half a switch is worse than none, and the panel of the layers has all of them; the line of search is nowhere
        // else.
        const int left = edge + (toggle->isCheckable() ? m_search->leastWidth() + edge : 0);
        toggle->setVisible(toggle->x() >= left && toggle->y() + size.height() <= height() / 3);
        if (!toggle->isHidden())
            covered.emplace_back(toggle->geometry());
        right -= size.width() + gap;
    }
}

void MapWidget::arrangeButtons(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale()), gap = int(buttonGap * m_scene->scale());
    int top = m_toggles.front()->geometry().bottom() + 1 + edge;
    // Two columns of a width each, one below the other.
    for (const auto &column : {std::cref(m_buttons), std::cref(m_tools->buttons())}) {
        const bool isTools = &column.get() == &m_tools->buttons();
        const int high = column.get().front()->sizeHint().height();
        // All tools or none; below them the scale needs its room.
        const bool hasRoom = !isTools || top + int(column.get().size()) * (high + gap) <= height() * 3 / 4;
        int wide = 0;
        for (const MapButton *button : column.get())
            wide = std::max(wide, button->sizeHint().width());
        for (MapButton *button : column.get()) {
            button->setGeometry(width() - edge - wide, top, wide, high);
            button->setVisible(button->x() >= edge && hasRoom && (isTools || top + high <= height() / 2));
            if (!button->isHidden())
                covered.emplace_back(button->geometry());
            top += high + gap;
        }
    }
}

std::vector<QRectF> MapWidget::obstacles() const
{
    std::vector<QRectF> found;
    for (const MapButton *button : findChildren<MapButton *>(Qt::FindDirectChildrenOnly)) {
        if (!button->isHidden())
            found.emplace_back(button->geometry());
    }
    for (const QWidget *other : {static_cast<QWidget *>(m_notice), m_panels->shown()}) {
        if (other && !other->isHidden())
            found.emplace_back(other->geometry());
    }
    const double ratio = devicePixelRatioF(), air = buttonGap * m_scene->scale();
    for (const QRectF &rect : m_scene->furniture())
        found.push_back(QRectF(rect.topLeft() / ratio, rect.size() / ratio).adjusted(-air, -air, air, air));
    return found;
}

void MapWidget::arrangeTools()
{
    m_tools->arrange(size(), obstacles(), int(edgeSpace * m_scene->scale()));
}

/// Beside or above the panel of a tool, in the lower part; in a map without room there only the layer is shown.
void MapWidget::arrangeHeat(std::vector<QRectF> &covered)
{
    if (!m_heat)
        return;
    std::vector<QRectF> others = obstacles();
    if (const auto panel = m_tools->panel())
        others.emplace_back(*panel);
    const auto place = freePlace(size(), m_heat->sizeHint(), others, int(edgeSpace * m_scene->scale()));
    m_heat->setVisible(place && place->top() > height() * highestHeat && m_view.layers().testFlag(MapLayer::Heat));
    if (m_heat->isHidden())
        return;
    m_heat->setGeometry(*place);
    covered.emplace_back(*place);
}

int MapWidget::buttonsWidth() const
{
    int wide = 0;
    for (const auto &column : {std::cref(m_buttons), std::cref(m_tools->buttons())}) {
        for (const MapButton *button : column.get())
            wide = std::max(wide, button->isHidden() ? 0 : button->width());
    }
    return wide;
}

void MapWidget::arrangeNotice(std::vector<QRectF> &covered)
{
    const double scale = m_scene->scale();
    const int edge = int(edgeSpace * scale);
    QRect room = rect().adjusted(edge, edge, -edge, -edge);
    const auto first = std::ranges::find_if(m_toggles, [](const MapButton *toggle) { return !toggle->isHidden(); });
    const int right = first == m_toggles.end() ? width() : (*first)->x();
    // Beside the switches, or below them where that would be too narrow.
    if (const int beside = right - edge - room.left(); beside >= noticeWidth * scale)
        room.setWidth(std::min(beside, int(widestNotice * scale)));
    else if (first != m_toggles.end())
        room.adjust(0, (*first)->geometry().bottom() + 1, -buttonsWidth() - edge, 0);
    m_notice->arrangeIn(room);
    if (!m_notice->isHidden())
        covered.emplace_back(m_notice->geometry());
}

void MapWidget::arrange()
{
    std::vector<QRectF> covered;
    arrangeToggles(covered);
    arrangeButtons(covered);
    arrangeNotice(covered);
    arrangeSearch(covered);
    const int edge = int(edgeSpace * m_scene->scale());
    const int top = m_toggles.back()->geometry().bottom() + 1 + edge;
    m_panels->arrangeIn({edge, top, width() - 3 * edge - buttonsWidth(), height() - top - edge});
    if (const QWidget *shown = m_panels->shown())
        covered.emplace_back(shown->geometry());
    m_overlay->setGeometry(rect());
    m_overlay->setOld(m_notice->isOld());
    arrangeTools();
    if (const auto panel = m_tools->panel())
        covered.emplace_back(*panel);
    arrangeHeat(covered);
    m_scene->setCovered(covered);
}

void MapWidget::arrangeSearch(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale());
    int right = width() - edge;
    for (const MapButton *toggle : m_toggles)
        right = std::min(right, toggle->isHidden() ? right : toggle->x() - edge);
    // What is said of the data stands first.
    const int top = m_notice->isHidden() ? edge : m_notice->geometry().bottom() + 1 + edge;
    m_search->arrangeIn({edge, top, right - edge, height() - top - edge});
    // The names found lie over the map for a moment; it is not drawn anew for them.
    if (!m_search->isHidden())
        covered.emplace_back(m_search->line());
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
    const auto cluster = m_scene->clusterAt(frame, at);
    if (!cluster || std::holds_alternative<IncidentId>(thing))
        m_selection.select(thing);
    else
        m_controller->fit(cluster->extent);
}

void MapWidget::hover(QPointF position)
{
    // A tool says what it has to say itself.
    if (m_tools->isOn())
        return;
    const Frame frame = m_scene->frame(camera(), devicePixelRatioF());
    const ScreenPoint at{position.x(), position.y()};
    const SelectedThing thing = pick(frame, at);
    const auto cluster = m_scene->clusterAt(frame, at);
    const QString text = cluster && !std::holds_alternative<IncidentId>(thing)
        ? cluster->name
        : ThingName::of(thing, frame, m_serverNow());
    m_hint->show(text, position);
}

} // namespace wuquan
