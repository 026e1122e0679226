// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/controller.h"

#include "data/view/maplayers.h"

#include <QGestureEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QStyle>
#include <QWheelEvent>
#include <QWidget>

#include <utility>

namespace wuquan {

namespace {

constexpr double zoomPerNotch = 0.5;
constexpr double panPerKey = 96; ///< design pixels
constexpr double dragThreshold = 4; ///< design pixels; below, a press is a click
constexpr int moveTime_ms = 300;
constexpr double glideTime_ms = 220; ///< in which a glide falls to 1/e of its speed
constexpr std::uint64_t glideMemory_ms = 100; ///< of the drag, whose speed it takes
constexpr std::uint64_t glideRest_ms = 40; ///< without a movement there is none
constexpr double leastGlide = 0.25; ///< design pixels a millisecond; slower drags end where they are let go
constexpr double fastestGlide = 5;

ScreenPoint screen(QPointF p)
{
    return {p.x(), p.y()};
}

} // namespace

MapController::MapController(QWidget &surface, QObject *parent)
    : QObject(parent)
    , m_surface(surface)
{
    surface.installEventFilter(this);
    surface.setMouseTracking(true);
    surface.grabGesture(Qt::PinchGesture);
}

void MapController::set(const Camera &camera)
{
    const Camera still = settled(camera, m_limits, m_surface.devicePixelRatioF());
    if (still == m_camera)
        return;
    if (still.zoom != m_camera.zoom)
        m_wantedZoom = still.zoom;
    m_camera = still;
    Q_EMIT cameraChanged();
}

void MapController::updateLimits()
{
    m_limits = {};
    m_limits.maximumZoom = nearestZoom;
    if (!m_extent.isEmpty()) {
        m_limits.bounds = m_extent.grown(0.15 * std::max(m_extent.width(), m_extent.height()));
        // Half as near as all of it in view is as far as one can go.
        m_limits.minimumZoom = std::max(m_limits.minimumZoom, fitted(m_camera, m_extent, margin(), {}).zoom - 1);
    }
}

void MapController::setScale(double scale)
{
    if (!(scale > 0) || m_scale == scale)
        return;
    // What was seen stays in view: the scale is about the size of the marks, and of the screen with them.
    m_scale = scale;
    updateLimits();
    if (m_showsAll)
        fit();
}

void MapController::setCursor(Qt::CursorShape cursor)
{
    m_cursor = cursor;
    if (!m_isDragging)
        m_surface.setCursor(cursor);
}

void MapController::setExtent(const WorldRect &extent)
{
    m_extent = extent;
    updateLimits();
    if (m_showsAll)
        fit();
    else
        set(m_camera);
}

void MapController::setSize(double width, double height)
{
    if (m_camera.width == width && m_camera.height == height)
        return;
    Camera resized = m_camera;
    resized.width = width;
    resized.height = height;
    m_camera = resized;
    updateLimits();
    if (m_showsAll)
        resized = showingAll(resized);
    m_camera = settled(resized, m_limits, m_surface.devicePixelRatioF());
    m_wantedZoom = m_camera.zoom;
    Q_EMIT cameraChanged();
}

void MapController::fit()
{
    m_move.stop();
    m_showsAll = true;
    set(showingAll(m_camera));
}

void MapController::setCoveredLeft(double pixels)
{
    if (m_coveredLeft == pixels)
        return;
    m_coveredLeft = pixels;
    if (m_showsAll)
        fit();
}

Camera MapController::showingAll(const Camera &camera) const
{
    const Camera middle = fitted(camera, m_extent, margin(), m_limits);
    Camera beside = camera;
    beside.width = std::max(1.0, camera.width - m_coveredLeft);
    beside = fitted(beside, m_extent, margin(), m_limits);
    // Beside what covers the left edge, unless everything got smaller by it.
    if (beside.zoom < middle.zoom)
        return middle;
    beside.width = camera.width;
    beside.centre.x -= m_coveredLeft / 2 / beside.worldSize();
    return beside;
}

void MapController::fit(const WorldRect &rect)
{
    if (rect.isEmpty())
        return;
    m_move.stop();
    m_showsAll = false;
    set(fitted(m_camera, rect, margin(), m_limits));
}

void MapController::show(const Camera &camera)
{
    m_move.stop();
    m_showsAll = false;
    Camera wanted = camera;
    wanted.width = m_camera.width;
    wanted.height = m_camera.height;
    set(wanted);
}

void MapController::moveTo(WorldPoint place)
{
    if (!isAnimated()) {
        Camera target = m_camera;
        target.centre = place;
        show(target);
        return;
    }
    animate(moveTime_ms, QEasingCurve::InOutCubic, [this, from = m_camera.centre, place](double share) {
        Camera step = m_camera;
        step.centre = {from.x + (place.x - from.x) * share, from.y + (place.y - from.y) * share};
        return step;
    });
}

bool MapController::isAnimated() const
{
    return m_isAnimated.value_or(QGuiApplication::platformName() != QLatin1String("offscreen")
        && m_surface.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &m_surface) != 0);
}

void MapController::animate(int length_ms, const QEasingCurve &curve, const std::function<Camera(double share)> &at)
{
    m_move.stop();
    m_move.disconnect(this);
    m_showsAll = false;
    m_move.setStartValue(0.0);
    m_move.setEndValue(1.0);
    m_move.setDuration(length_ms);
    m_move.setEasingCurve(curve);
    connect(&m_move, &QVariantAnimation::valueChanged, this,
        [this, at](const QVariant &value) { set(at(value.toDouble())); });
    m_move.start();
}

void MapController::glide(const QMouseEvent &event)
{
    // Who holds still before letting go wants it to stay.
    while (!m_passages.empty() && m_passages.front().at_ms + glideMemory_ms < event.timestamp())
        m_passages.pop_front();
    if (m_passages.size() < 2 || m_passages.back().at_ms + glideRest_ms < event.timestamp() || !isAnimated())
        return;
    const double time_ms = std::max(1.0, double(m_passages.back().at_ms - m_passages.front().at_ms));
    const QPointF way = m_passages.back().place - m_passages.front().place;
    const double speed = std::hypot(way.x(), way.y()) / time_ms; // device-independent pixels a millisecond
    const double least = leastGlide * m_scale;
    if (speed < least)
        return;
    const double fast = std::min(speed, fastestGlide * m_scale);
    const int length_ms = int(glideTime_ms * std::log(fast / (least / 4)));
    const QPointF first = way / (speed * time_ms) * fast;
    // Against friction that is as great as the speed: v = v₀ e^(−t / τ).
    animate(length_ms, QEasingCurve::Linear, [from = m_camera, first, length_ms](double share) {
        const QPointF far = first * glideTime_ms * (1 - std::exp(-share * length_ms / glideTime_ms));
        return dragged(from, {0, 0}, screen(far));
    });
}

void MapController::zoomBy(double steps, QPointF anchor)
{
    if (steps == 0 || !std::isfinite(steps))
        return;
    m_move.stop();
    m_showsAll = false;
    const double wanted = std::clamp(m_wantedZoom + steps, m_limits.minimumZoom, m_limits.maximumZoom);
    set(zoomedAt(m_camera, screen(anchor), wanted, m_limits));
    m_wantedZoom = wanted;
}

void MapController::zoomIn()
{
    zoomBy(zoomPerNotch, middle());
}

void MapController::zoomOut()
{
    zoomBy(-zoomPerNotch, middle());
}

bool MapController::pressed(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return false;
    m_move.stop();
    m_isPressed = true;
    m_isDragging = false;
    m_pressedAt = event.position();
    m_pressedCamera = m_camera;
    m_passages.clear();
    m_surface.setFocus(Qt::MouseFocusReason);
    return true;
}

bool MapController::moved(const QMouseEvent &event)
{
    if (!m_isPressed) {
        Q_EMIT hovered(event.position());
        return true;
    }
    const QPointF way = event.position() - m_pressedAt;
    if (!m_isDragging && std::hypot(way.x(), way.y()) < dragThreshold * m_scale)
        return true;
    if (!m_isDragging) {
        m_isDragging = true;
        m_isDrawing = !m_dragsMap && !(event.modifiers() & Qt::ControlModifier);
        Q_EMIT left();
        if (m_isDrawing)
            Q_EMIT drawingStarted(m_pressedAt);
        else
            m_surface.setCursor(Qt::ClosedHandCursor);
    }
    if (m_isDrawing) {
        Q_EMIT drawn(event.position());
        return true;
    }
    m_passages.push_back({event.timestamp(), event.position()});
    while (m_passages.front().at_ms + glideMemory_ms < event.timestamp())
        m_passages.pop_front();
    m_showsAll = false;
    // From where it was pressed, so that rounding never adds up.
    set(dragged(m_pressedCamera, screen(m_pressedAt), screen(event.position())));
    return true;
}

bool MapController::released(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !m_isPressed)
        return false;
    m_isPressed = false;
    if (m_isDragging)
        m_surface.setCursor(m_cursor);
    else
        Q_EMIT clicked(event.position());
    m_isDragging = false;
    if (std::exchange(m_isDrawing, false))
        Q_EMIT drawingEnded();
    else
        glide(event);
    return true;
}

bool MapController::wheeled(const QWheelEvent &event)
{
    Q_EMIT left();
    zoomBy(event.angleDelta().y() / 120.0 * zoomPerNotch, event.position());
    // A drag that goes on starts from what the wheel left.
    m_pressedAt = event.position();
    m_pressedCamera = m_camera;
    return true;
}

bool MapController::keyPressed(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        Q_EMIT clicked(middle());
    else if (!movedByKey(event.key()))
        return false;
    // What was under the pointer is elsewhere now.
    Q_EMIT left();
    Q_EMIT keyed();
    return true;
}

bool MapController::movedByKey(int key)
{
    const auto pan = [&](double x, double y) {
        m_move.stop();
        m_showsAll = false;
        const double way = panPerKey * m_scale;
        set(dragged(m_camera, {0, 0}, {x * way, y * way}));
    };
    switch (key) {
    case Qt::Key_Left:
        pan(1, 0);
        return true;
    case Qt::Key_Right:
        pan(-1, 0);
        return true;
    case Qt::Key_Up:
        pan(0, 1);
        return true;
    case Qt::Key_Down:
        pan(0, -1);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    case Qt::Key_Home:
        fit();
        return true;
    default:
        return false;
    }
}

bool MapController::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return pressed(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseMove:
        return moved(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease:
        return released(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonDblClick: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() != Qt::LeftButton)
            return false;
        Q_EMIT left();
        zoomBy(1, mouse->position());
        return true;
    }
    case QEvent::Wheel:
        return wheeled(*static_cast<QWheelEvent *>(event));
    case QEvent::KeyPress:
        return keyPressed(*static_cast<QKeyEvent *>(event));
    case QEvent::Leave:
        Q_EMIT left();
        return false;
    case QEvent::NativeGesture: {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture)
            return false;
        zoomBy(std::log2(std::max(0.1, 1 + gesture->value())), gesture->position());
        return true;
    }
    case QEvent::Gesture:
        if (auto *pinch
            = static_cast<QPinchGesture *>(static_cast<QGestureEvent *>(event)->gesture(Qt::PinchGesture))) {
            zoomBy(
                std::log2(std::clamp(pinch->scaleFactor(), 0.1, 10.0)), m_surface.mapFromGlobal(pinch->centerPoint()));
            return true;
        }
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace wuquan
