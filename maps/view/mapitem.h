// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/camera/camera.h"
#include "maps/view/picture.h"

#include <QPointer>
#include <QQuickItem>

namespace wuquan {

class MapScene;

/// Shows the scene's picture over Qt Location's Map. Draws only when something changed, and once for all that changed
/// before a frame. GUI thread.
class MapItem : public QQuickItem {
    Q_OBJECT
public:
    explicit MapItem(QQuickItem *parent = nullptr);

    void setScene(MapScene *scene);
    void setCamera(const Camera &camera);
    [[nodiscard]] const Camera &camera() const { return m_camera; }
    /// How many pictures were drawn so far: stands still while nothing changes.
    [[nodiscard]] int picturesDrawn() const { return m_picturesDrawn; }

Q_SIGNALS:
    void presented(); ///< a picture was handed to the screen
    void unchanged(); ///< what was reported as a change is none for the picture: the one on the screen is true

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
