// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapitem.h"

#include "data/geo/mercator.h"
#include "maps/view/scene.h"

#include <QQuickWindow>
#include <QSGImageNode>

namespace wuquan {

MapItem::MapItem(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void MapItem::setScene(MapScene *scene)
{
    if (m_scene)
        m_scene->disconnect(this);
    m_scene = scene;
    if (m_scene)
        connect(m_scene, &MapScene::outdated, this, &MapItem::markOutdated);
    markOutdated();
}

void MapItem::setCamera(const Camera &camera)
{
    if (m_camera == camera)
        return;
    m_camera = camera;
    Q_EMIT cameraChanged();
    markOutdated();
}

QGeoCoordinate MapItem::centre() const
{
    const GeoPoint point = geoFromWorld(m_camera.centre);
    return {point.latitude, point.longitude};
}

void MapItem::markOutdated()
{
    polish();
}

void MapItem::updatePolish()
{
    if (!m_scene || !window() || m_camera.width < 1 || m_camera.height < 1)
        return;
    m_picture = m_scene->render(m_camera, window()->effectiveDevicePixelRatio());
    ++m_picturesDrawn;
    update();
}

QSGNode *MapItem::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *image = static_cast<QSGImageNode *>(node);
    if (m_picture.isNull())
        return image;
    if (!image) {
        image = window()->createImageNode();
        image->setOwnsTexture(true);
        image->setFiltering(QSGTexture::Nearest);
    }
    image->setTexture(window()->createTextureFromImage(m_picture, QQuickWindow::TextureIsOpaque));
    image->setSourceRect(QRectF(QPointF(), m_picture.size()));
    // The picture's own size, not the item's: with a fractional ratio the two differ by less than a pixel.
    image->setRect(QRectF(QPointF(), m_picture.deviceIndependentSize()));
    m_picture = {};
    // Not from within the drawing: whoever listens may change the scene.
    QMetaObject::invokeMethod(this, &MapItem::presented, Qt::QueuedConnection);
    return image;
}

} // namespace wuquan
