// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapitem.h"

#include "maps/view/scene.h"

#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGRenderNode>

#include <utility>

namespace wuquan {

namespace {

/// Paints the picture with the painter of Qt Quick's software backend, which draws in the GUI thread: no copy is made.
class PaintedNode final : public QSGRenderNode {
public:
    PaintedNode(QQuickWindow &window, const MapPicture &picture)
        : m_window(window)
        , m_picture(picture)
    {
    }

    void setRect(const QRectF &rect)
    {
        m_rect = rect;
        markDirty(DirtyMaterial);
    }
    QRectF rect() const override { return m_rect; }
    RenderingFlags flags() const override { return BoundedRectRendering | OpaqueRendering; }

    void render(const RenderState *state) override
    {
        auto *painter = static_cast<QPainter *>(
            m_window.rendererInterface()->getResource(&m_window, QSGRendererInterface::PainterResource));
        if (const QRegion *clip = state->clipRegion(); clip && !clip->isEmpty())
            painter->setClipRegion(*clip, Qt::ReplaceClip);
        painter->setTransform(matrix()->toTransform());
        painter->scale(1 / m_picture.pixelRatio(), 1 / m_picture.pixelRatio());
        m_picture.paint(*painter);
    }

private:
    QQuickWindow &m_window;
    const MapPicture &m_picture;
    QRectF m_rect;
};

} // namespace

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
    markOutdated();
}

void MapItem::markOutdated()
{
    polish();
}

void MapItem::updatePolish()
{
    if (!m_scene || !window() || m_camera.width < 1 || m_camera.height < 1)
        return;
    if (!m_picture.update(*m_scene, m_camera, window()->effectiveDevicePixelRatio())) {
        Q_EMIT unchanged();
        return;
    }
    m_isNew = true;
    ++m_picturesDrawn;
    update();
}

QSGNode *MapItem::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    if (!std::exchange(m_isNew, false))
        return node;
    // The picture's own size, not the item's: with a fractional ratio the two differ by less than a pixel.
    const QRectF rect({}, QSizeF(m_picture.size()) / m_picture.pixelRatio());
    if (window()->rendererInterface()->graphicsApi() == QSGRendererInterface::Software) {
        auto *painted = static_cast<PaintedNode *>(node);
        if (!painted)
            painted = new PaintedNode(*window(), m_picture);
        painted->setRect(rect);
        node = painted;
    } else {
        auto *image = static_cast<QSGImageNode *>(node);
        if (!image) {
            image = window()->createImageNode();
            image->setOwnsTexture(true);
            image->setFiltering(QSGTexture::Nearest);
        }
        image->setTexture(window()->createTextureFromImage(m_picture.image(), QQuickWindow::TextureIsOpaque));
        image->setSourceRect(QRectF({}, m_picture.size()));
        image->setRect(rect);
        node = image;
    }
    // Not from within the drawing: whoever listens may change the scene.
    QMetaObject::invokeMethod(this, &MapItem::presented, Qt::QueuedConnection);
    return node;
}

} // namespace wuquan
