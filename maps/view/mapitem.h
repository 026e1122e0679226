// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"
#include "maps/view/picture.h"

#include <QGeoCoordinate>
#include <QPointer>
#include <QQuickItem>
#include <qqmlregistration.h>

namespace wuquan {

class MapScene;

/// Shows the scene's picture over Qt Location's Map, which follows `centre` and `zoom`. Draws only when
/// something changed, and once for all that changed before a frame. GUI thread.
class MapItem : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QGeoCoordinate centre READ centre NOTIFY cameraChanged FINAL)
    Q_PROPERTY(double zoom READ zoom NOTIFY cameraChanged FINAL)
public:
    explicit MapItem(QQuickItem *parent = nullptr);

    void setScene(MapScene *scene);
    void setCamera(const Camera &camera);
    [[nodiscard]] const Camera &camera() const { return m_camera; }
    [[nodiscard]] QGeoCoordinate centre() const;
    [[nodiscard]] double zoom() const { return m_camera.zoom; }
    /// How many pictures were drawn so far: stands still while nothing changes.
    [[nodiscard]] int picturesDrawn() const { return m_picturesDrawn; }

Q_SIGNALS:
    void cameraChanged();
    void presented(); ///< a picture was handed to the screen

protected:
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    void markOutdated();

    QPointer<MapScene> m_scene;
    Camera m_camera;
    MapPicture m_picture;
    bool m_isNew = false; ///< the picture has not been handed over
    int m_picturesDrawn = 0;
};

} // namespace wuquan
