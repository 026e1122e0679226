// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/maptools.h"

#include "data/geo/mercator.h"
#include "maps/view/controller.h"
#include "maps/view/coordinatepanel.h"
#include "maps/view/freeplace.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/tooloverlay.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>

namespace wuquan {

namespace {

constexpr double lassoStep = 3; ///< design pixels between the corners of a drag

} // namespace

MapTools::MapTools(
    MapController &controller, MapOverlay &overlay, QWidget &surface, const Palette &palette, QWidget *map)
    : QObject(map)
    , m_controller(controller)
    , m_crosshair(overlay)
    , m_surface(surface)
    , m_shown(new ToolOverlay(palette, map))
    , m_palette(palette)
{
    const QString keys = tr("单击或 Enter 加点,双击、右键或原处再按 Enter 结束,Backspace 撤销,Esc 清除、退出");
    addButton(Tool::Distance, tr("测距"), tr("测量距离:%1").arg(keys), palette);
    addButton(Tool::Area, tr("测面"), tr("测量面积:%1").arg(keys), palette);
    addButton(Tool::Coordinates, tr("坐标"), tr("坐标和转到:单击或 Enter 固定,Ctrl+C 复制,Esc 取消、退出"), palette);
    m_panel = new CoordinatePanel(palette, map);
    m_panel->hide();
    m_shown->stackUnder(&overlay);
    surface.installEventFilter(this);
    connect(&controller, &MapController::cameraChanged, this, &MapTools::refresh);
    connect(&overlay, &MapOverlay::crosshairChanged, this, &MapTools::refresh);
    connect(m_panel, &CoordinatePanel::goToRequested, this, &MapTools::goTo);
    addPanel(*m_panel);
}

void MapTools::selectWith(const RegionContext &context)
{
    addButton(Tool::Region, tr("圈选"),
        tr("圈选:拖动画框或套索,单击或 Enter 定角,双击、右键或原处再按 Enter 闭合,Ctrl+拖动移动地图,Backspace 撤销,Esc 清除、退出"),
        m_palette);
    m_region = new RegionTool(context, m_palette, m_shown->parentWidget());
    RegionPanel &panel = m_region->panel();
    connect(m_region, &RegionTool::changed, this, &MapTools::refresh);
    connect(m_region, &RegionTool::closed, this, &MapTools::keepOffRegion);
    connect(m_region, &RegionTool::cleared, this, &MapTools::keepOffRegion);
    connect(&panel, &RegionPanel::fitRequested, this, &MapTools::fitRegion);
    connect(&panel, &RegionPanel::clearRequested, this, [this] { m_surface.setFocus(Qt::OtherFocusReason); });
    addPanel(panel);
    connect(
        &m_controller, &MapController::drawingStarted, this, [this](QPointF at) { m_region->startDrag(worldAt(at)); });
    connect(&m_controller, &MapController::drawn, this,
        [this](QPointF at) { m_region->drag(worldAt(at), lassoStep * m_scale / m_controller.camera().worldSize()); });
    connect(&m_controller, &MapController::drawingEnded, m_region, &RegionTool::endDrag);
}

void MapTools::annotateWith(const AnnotationContext &context)
{
    QWidget *const map = m_shown->parentWidget();
    addButton(Tool::Annotation, tr("标注"),
        tr("标注:单击或 Enter 定位,双击、右键或原处再按 Enter 结束,写文字后 Enter 保存;选中的按 Delete 移除,Esc 清除、退出"),
        m_palette);
    m_buttons.back()->setScale(m_scale);
    m_annotation = new AnnotationTool(context, m_palette, map);
    AnnotationPanel &panel = m_annotation->panel();
    connect(m_annotation, &AnnotationTool::changed, this, &MapTools::onAnnotationChanged);
    connect(m_annotation, &AnnotationTool::sketchTaken, this, [this] {
        clearSketch();
        m_surface.setFocus(Qt::OtherFocusReason); // for the next one
    });
    connect(m_annotation, &AnnotationTool::sketchReturned, this, &MapTools::giveBack);
    addPanel(panel);
    refresh();
}

void MapTools::addPanel(ToolPanel &panel)
{
    panel.setScale(m_scale);
    connect(&panel, &ToolPanel::escaped, this, &MapTools::escape);
    connect(&panel, &ToolPanel::sizeChanged, this, &MapTools::arrangementNeeded);
}

bool MapTools::isMeasuring() const
{
    return m_tool == Tool::Distance || m_tool == Tool::Area || (m_tool == Tool::Annotation && m_annotation->isDrawn());
}

bool MapTools::isPinning() const
{
    return m_tool == Tool::Coordinates || (m_tool == Tool::Annotation && !m_annotation->isDrawn());
}

QWidget *MapTools::shownPanel() const
{
    if (m_tool == Tool::Coordinates)
        return m_panel;
    if (m_tool == Tool::Region)
        return &m_region->panel();
    return m_tool == Tool::Annotation ? &m_annotation->panel() : nullptr;
}

void MapTools::clearSketch()
{
    m_measurement.points.clear();
    m_hasEnded = false;
    m_pin.reset();
    if (m_region)
        m_region->clear();
    refresh();
}

/// What was not kept lies on the map again as it was drawn.
void MapTools::giveBack(const AnnotationDraft &draft)
{
    clearSketch();
    if (m_annotation->isDrawn())
        m_measurement.points = draft.points;
    else if (!draft.points.empty())
        m_pin = draft.points.front();
    m_hasEnded = m_annotation->isDrawn();
    refresh();
}

/// A sketch of another kind is none of this one.
void MapTools::onAnnotationChanged()
{
    if (m_tool == Tool::Annotation) {
        const bool isArea = m_annotation->panel().kind() == AnnotationKind::Area;
        m_measurement.kind = isArea ? Measurement::Kind::Area : Measurement::Kind::Distance;
        if (m_annotation->isDrawn())
            m_pin.reset();
        if (!m_annotation->isDrawn() || m_annotation->isEditing())
            m_measurement.points.clear();
        if (m_annotation->isEditing())
            m_pin.reset();
        m_hasEnded &= m_measurement.isMeasurable();
    }
    refresh();
}

void MapTools::addButton(Tool tool, const QString &text, const QString &hint, const Palette &palette)
{
    auto *button = new MapButton(text, palette, m_shown->parentWidget());
    button->setCheckable(true);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    button->setProperty("tool", int(tool));
    connect(button, &QAbstractButton::toggled, this, [this, tool](bool on) { setTool(on ? tool : Tool::None); });
    m_buttons.push_back(button);
}

void MapTools::setTool(Tool tool)
{
    if (m_tool == tool || (tool == Tool::Annotation && !m_annotation) || (tool == Tool::Region && !m_region))
        return;
    m_tool = tool;
    m_measurement = {tool == Tool::Area ? Measurement::Kind::Area : Measurement::Kind::Distance, {}};
    m_hasEnded = false;
    m_pin.reset();
    for (MapButton *button : m_buttons) {
        const QSignalBlocker quiet(button);
        button->setChecked(button->property("tool").toInt() == int(tool));
        button->update();
    }
    m_controller.setCursor(isOn() ? Qt::CrossCursor : Qt::ArrowCursor);
    m_panel->say({}, false);
    m_panel->setVisible(tool == Tool::Coordinates);
    m_controller.setDragsMap(tool != Tool::Region);
    if (m_region)
        m_region->setOn(tool == Tool::Region);
    if (m_annotation)
        m_annotation->setOn(tool == Tool::Annotation);
    // Where the next keys are meant.
    if (tool == Tool::Coordinates)
        m_panel->startInput();
    else
        m_surface.setFocus(isOn() ? Qt::TabFocusReason : Qt::OtherFocusReason);
    refresh();
    Q_EMIT toolChanged();
}

WorldPoint MapTools::worldAt(QPointF at) const
{
    return m_controller.camera().worldFromScreen({at.x(), at.y()});
}

GeoPoint MapTools::placeAt(QPointF at) const
{
    return geoFromWorld(worldAt(at));
}

void MapTools::refresh()
{
    const Camera &camera = m_controller.camera();
    const QPointF middle(camera.width / 2, camera.height / 2);
    std::optional<QPointF> at = m_pointer;
    if (m_crosshair.hasCrosshair())
        at = middle;
    m_shown->setCamera(camera);
    const bool isFollowing = isMeasuring() && !m_hasEnded && at;
    m_shown->setMarks({m_measurement, isFollowing ? std::optional(placeAt(*at)) : std::nullopt, m_pin});
    if (m_region)
        m_shown->setRegion(m_region->shown(at ? std::optional(worldAt(*at)) : std::nullopt));
    if (m_annotation) {
        m_shown->setWishes(m_annotation->wishes());
        m_annotation->setSketch(m_pin ? std::vector{*m_pin} : m_measurement.points);
    }
    if (m_tool != Tool::Coordinates)
        return;
    using Origin = CoordinatePanel::Origin;
    if (m_pin)
        m_panel->setPlace(*m_pin, Origin::Pin);
    else if (at && *at != middle)
        m_panel->setPlace(placeAt(*at), Origin::Pointer);
    else
        m_panel->setPlace(placeAt(middle), Origin::Middle);
}

void MapTools::setPointer(std::optional<QPointF> at)
{
    m_pointer = at;
    if (isOn())
        refresh();
}

void MapTools::click(QPointF at)
{
    if (m_tool == Tool::Annotation && m_measurement.points.empty() && !m_pin) {
        // One that is there comes first; beside it a click only ends its changing.
        const bool wasEditing = m_annotation->isEditing();
        if (m_annotation->select(at))
            return;
        m_annotation->stopEditing();
        if (wasEditing)
            return;
    }
    if (isPinning())
        pin(placeAt(at));
    else if (isMeasuring())
        addPoint(placeAt(at));
    else if (m_tool == Tool::Region)
        m_region->addCorner(worldAt(at));
    refresh();
}

void MapTools::pin(GeoPoint place)
{
    m_pin = place;
    if (m_tool == Tool::Annotation)
        m_annotation->panel().startInput();
    else
        m_panel->say({}, false);
}

void MapTools::addPoint(GeoPoint place)
{
    if (m_hasEnded)
        m_measurement.points.clear();
    m_hasEnded = false;
    // Enter twice on one spot is to the keyboard what a double click is to the mouse.
    if (!m_measurement.points.empty() && m_measurement.points.back() == place)
        end();
    else
        m_measurement.points.push_back(place);
}

void MapTools::takeLast()
{
    if (m_tool == Tool::Region) {
        m_region->takeCorner();
        return;
    }
    if (!m_measurement.points.empty())
        m_measurement.points.pop_back();
    m_hasEnded = false;
    refresh();
}

void MapTools::end()
{
    if (m_tool == Tool::Region) {
        m_region->close();
        return;
    }
    m_hasEnded = m_measurement.isMeasurable();
    refresh();
    if (m_hasEnded && m_tool == Tool::Annotation)
        m_annotation->panel().startInput();
}

void MapTools::escape()
{
    const bool isEditing = m_tool == Tool::Annotation && m_annotation->isEditing();
    const bool hasRegion = m_tool == Tool::Region && !m_region->isEmpty();
    const bool isClear = m_measurement.points.empty() && !m_pin && !isEditing && !hasRegion;
    if (isEditing)
        m_annotation->stopEditing();
    clearSketch();
    if (isClear)
        setTool(Tool::None);
    else if (m_tool == Tool::Annotation)
        m_surface.setFocus(Qt::OtherFocusReason);
}

void MapTools::goTo(GeoPoint place)
{
    const WorldPoint world = worldFromGeo(place);
    if (!m_controller.limits().bounds.contains(world)) {
        m_panel->say(tr("这个位置不在地图范围内。"), true);
        return;
    }
    m_pin = place;
    m_controller.moveTo(world);
    refresh();
}

/// The panel goes where it covers nothing of the region, if there is such a place.
void MapTools::keepOffRegion()
{
    m_keptFree = {};
    if (m_region->sketch().isClosed) {
        const WorldRect box = boxOf(m_region->sketch().corners);
        const ScreenPoint from = m_controller.camera().screenFromWorld({box.left, box.top});
        const ScreenPoint to = m_controller.camera().screenFromWorld({box.right, box.bottom});
        m_keptFree = {QPointF(from.x, from.y), QPointF(to.x, to.y)};
    }
    Q_EMIT arrangementNeeded();
}

void MapTools::fitRegion()
{
    WorldRect box = boxOf(m_region->sketch().corners);
    if (box.isEmpty())
        return;
    // Where the panel stands if it keeps off nothing.
    m_keptFree = {};
    Q_EMIT arrangementNeeded();
    const double high = m_controller.camera().height, covered = high - m_region->panel().y();
    if (covered < high / 2)
        box.bottom += box.height() * covered / (high - covered);
    m_controller.fit(box);
    keepOffRegion();
}

void MapTools::setPalette(const Palette &palette)
{
    m_palette = palette;
    m_shown->setPalette(palette);
}

void MapTools::setScale(double scale)
{
    m_scale = scale;
    m_shown->setScale(scale);
}

void MapTools::arrange(QSize map, const std::vector<QRectF> &obstacles, int edge)
{
    m_shown->setGeometry(QRect(QPoint(0, 0), map));
    QWidget *const shown = shownPanel();
    if (!shown)
        return;
    // The middle is where a place goes to; in a small map it can't be kept free, in a tiny one nothing can.
    std::vector<QRectF> wanted = obstacles;
    wanted.emplace_back(map.width() / 2 - 2 * edge, map.height() / 2 - 2 * edge, 4 * edge, 4 * edge);
    std::vector<QRectF> best = wanted;
    if (m_tool == Tool::Region)
        best.push_back(m_keptFree);
    const QSize size = shown->sizeHint();
    const QRect bottom(QPoint((map.width() - size.width()) / 2, map.height() - edge - size.height()), size);
    const QRect place = freePlace(map, size, best, edge)
                            .or_else([&] { return freePlace(map, size, wanted, edge); })
                            .or_else([&] { return freePlace(map, size, obstacles, edge); })
                            .value_or(bottom);
    if (shown->geometry() != place)
        shown->setGeometry(place);
}

std::optional<QRect> MapTools::panel() const
{
    const QWidget *const shown = shownPanel();
    return shown ? std::optional(shown->geometry()) : std::nullopt;
}

bool MapTools::takesKey(const QKeyEvent &event) const
{
    if (m_tool == Tool::Coordinates && event.matches(QKeySequence::Copy))
        return true;
    if (m_tool == Tool::Annotation && m_annotation->isEditing() && event.key() == Qt::Key_Delete)
        return true;
    return isOn() && event.modifiers() == Qt::NoModifier
        && (event.key() == Qt::Key_Escape
            || ((isMeasuring() || m_tool == Tool::Region) && event.key() == Qt::Key_Backspace));
}

void MapTools::keyPressed(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Escape)
        escape();
    else if (event.key() == Qt::Key_Backspace)
        takeLast();
    else if (event.key() == Qt::Key_Delete)
        m_annotation->removeEdited();
    else
        m_panel->copy(CoordinateSystem::Wgs84);
}

bool MapTools::mousePressed(const QMouseEvent &event)
{
    const bool isEnd = event.type() == QEvent::MouseButtonDblClick ? event.button() == Qt::LeftButton
                                                                   : event.button() == Qt::RightButton;
    if (!isEnd || !(isMeasuring() || m_tool == Tool::Region))
        return false;
    end();
    return true;
}

bool MapTools::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        setPointer(static_cast<QMouseEvent *>(event)->position());
        return false;
    case QEvent::Wheel:
        setPointer(static_cast<QWheelEvent *>(event)->position());
        return false;
    case QEvent::Leave:
        setPointer(std::nullopt);
        return false;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return mousePressed(*static_cast<QMouseEvent *>(event));
    case QEvent::ShortcutOverride:
        // Before the window takes these keys for its own.
        if (!takesKey(*static_cast<QKeyEvent *>(event)))
            return false;
        event->accept();
        return true;
    case QEvent::KeyPress:
        if (!takesKey(*static_cast<QKeyEvent *>(event)))
            return false;
        keyPressed(*static_cast<QKeyEvent *>(event));
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace wuquan
