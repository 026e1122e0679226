// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"
#include "maps/view/picture.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace wuquan {

class MapScene;

/// Shows the scene's picture. Draws only when something changed, and once for all that changed before a frame; while
/// the zoom changes the picture is stretched at once and drawn sharp as soon as there is time. GUI thread.
class MapCanvas : public QWidget {
    Q_OBJECT
public:
    explicit MapCanvas(QWidget *parent = nullptr);

    void setScene(MapScene *scene);
    void setCamera(const Camera &camera);
    [[nodiscard]] const Camera &camera() const { return m_camera; }
    /// How many pictures were drawn so far: stands still while nothing changes.
    [[nodiscard]] int picturesDrawn() const { return m_picturesDrawn; }
    [[nodiscard]] const MapPicture &picture() const { return m_picture; }
    /// Whether the last picture was drawn for its camera and not stretched from one of another zoom.
    [[nodiscard]] bool isSharp() const { return !m_isOutdated && m_picture.isSharp(); }

Q_SIGNALS:
    void presented(); ///< a picture is on the window's surface
    void unchanged(); ///< what was reported as a change is none for the picture: the one on the screen is true

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void markOutdated();
    /// Makes the picture that the camera and the scene ask for; false when it is the one before.
    bool renew(bool isHurried);
    /// Whether a stretched picture may be shown for the camera.
    [[nodiscard]] bool mayStretch() const;

    QPointer<MapScene> m_scene;
    Camera m_camera;
    MapPicture m_picture;
    QTimer m_sharpening;
    std::chrono::steady_clock::time_point m_sharpAt; ///< when the picture was drawn sharp last
    std::chrono::nanoseconds m_cost{0}; ///< of drawing all of it
    bool m_isOutdated = false;
    bool m_isNew = false; ///< the picture has not been painted yet
    int m_picturesDrawn = 0;
};

} // namespace wuquan
