// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"

#include <QObject>
#include <QPointF>
#include <QVariantAnimation>

#include <deque>
#include <functional>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace wuquan {

/// Owns the camera and turns gestures on a widget into its moves: drag and the glide after it, wheel at the cursor,
/// double click, pinch, keys. GUI thread, owned by the map widget.
class MapController : public QObject {
    Q_OBJECT
public:
    /// Listens to the gestures on surface, which must outlive it.
    explicit MapController(QWidget &surface, QObject *parent = nullptr);

    [[nodiscard]] const Camera &camera() const { return m_camera; }
    [[nodiscard]] const CameraLimits &limits() const { return m_limits; }
    void setScale(double scale);
    /// The cursor while nobody drags.
    void setCursor(Qt::CursorShape cursor);
    /// Whether a drag moves the map; if not, something is drawn by it, unless Ctrl is held.
    void setDragsMap(bool drags) { m_dragsMap = drags; }
    /// Whether moves take a moment; at first as the style says, and not where nobody looks.
    void setAnimated(bool animated) { m_isAnimated = animated; }
    /// What can be seen at all; keeps showing all of it until somebody moves.
    void setExtent(const WorldRect &extent);
    void setSize(double width, double height);
    /// Device-independent pixels at the left edge that something lies over, such as the legend: what is shown whole
    /// stands beside it where there is room.
    void setCoveredLeft(double pixels);

    void fit();
    void fit(const WorldRect &rect);
    /// Goes to a camera at once, within the limits.
    void show(const Camera &camera);
    /// One step nearer or farther about the middle, as the keys + and − do.
    void zoomIn();
    void zoomOut();
    /// Brings a place to the middle in one short move, at once when moves are not wanted.
    void moveTo(WorldPoint place);

Q_SIGNALS:
    void cameraChanged();
    void clicked(QPointF position); ///< also by Enter, in the middle
    void hovered(QPointF position);
    void drawingStarted(QPointF position); ///< by a drag that does not move the map
    void drawn(QPointF position); ///< as far as here
    void drawingEnded();
    void left(); ///< the pointer has left, or somebody moves the map
    void keyed(); ///< a key has moved the map or picks from it

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void set(const Camera &camera);
    void updateLimits();
    [[nodiscard]] Camera showingAll(const Camera &camera) const;
    bool pressed(const QMouseEvent &event);
    bool moved(const QMouseEvent &event);
    bool released(const QMouseEvent &event);
    /// Goes on as the drag was going when it was let go of, slower and slower.
    void glide(const QMouseEvent &event);
    /// Runs a move whose camera follows from the milliseconds since it began.
    void animate(int length_ms, const QEasingCurve &curve, const std::function<Camera(double share)> &at);
    [[nodiscard]] bool isAnimated() const;
    bool wheeled(const QWheelEvent &event);
    bool keyPressed(const QKeyEvent &event);
    bool movedByKey(int key);
    void zoomBy(double steps, QPointF anchor);
    [[nodiscard]] QPointF middle() const { return {m_camera.width / 2, m_camera.height / 2}; }
    [[nodiscard]] double margin() const { return 28 * m_scale; }

    QWidget &m_surface;
    Camera m_camera;
    double m_wantedZoom = m_camera.zoom; ///< before it was snapped, so that the smallest steps add up
    CameraLimits m_limits;
    WorldRect m_extent;
    double m_scale = 1;
    double m_coveredLeft = 0;
    bool m_showsAll = true; ///< nobody has moved since the last fit
    QPointF m_pressedAt;
    Camera m_pressedCamera;
    /// Where the pointer was, milliseconds, while it drags the map; the last tenth of a second.
    struct Passage {
        std::uint64_t at_ms;
        QPointF place;
    };
    std::deque<Passage> m_passages;
    std::optional<bool> m_isAnimated;
    bool m_isPressed = false;
    bool m_isDragging = false;
    bool m_isDrawing = false; ///< by this drag
    bool m_dragsMap = true;
    Qt::CursorShape m_cursor = Qt::ArrowCursor;
    QVariantAnimation m_move;
};

} // namespace wuquan
