// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapcanvas.h"

#include "maps/view/scene.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPaintEngine>
#include <QPaintEvent>
#include <QPainter>

#include <cmath>
#include <utility>

using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto letterBudget = 2ms; ///< a frame, for names that were never drawn yet
constexpr auto patience = 8ms; ///< a picture that is drawn sooner is never stretched instead
constexpr auto longestStretched = 180ms; ///< while the zoom changes; then it is drawn sharp once
constexpr auto rest = 50ms; ///< without a change of the zoom after which it is drawn sharp

QEvent::Type renewal()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

/// The memory that a painter draws into, when that is a picture of 32 bits a pixel.
QImage *memoryOf(const QPainter &painter)
{
    QPaintDevice *device = painter.paintEngine()->paintDevice();
    if (!device || device->devType() != QInternal::Image)
        return nullptr;
    auto *image = static_cast<QImage *>(device);
    const bool isPlain = image->format() == QImage::Format_RGB32
        || image->format() == QImage::Format_ARGB32_Premultiplied || image->format() == QImage::Format_ARGB32;
    return isPlain ? image : nullptr;
}

} // namespace

MapCanvas::MapCanvas(QWidget *parent)
    : QWidget(parent)
{
    // What lies below is never seen and needs no drawing.
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_sharpening.setSingleShot(true);
    m_sharpening.setInterval(rest);
    connect(&m_sharpening, &QTimer::timeout, this, &MapCanvas::markOutdated);
}

void MapCanvas::setScene(MapScene *scene)
{
    if (m_scene)
        m_scene->disconnect(this);
    m_scene = scene;
    if (m_scene)
        connect(m_scene, &MapScene::outdated, this, &MapCanvas::markOutdated);
    markOutdated();
}

void MapCanvas::setCamera(const Camera &camera)
{
    if (m_camera == camera)
        return;
    m_camera = camera;
    markOutdated();
}

void MapCanvas::markOutdated()
{
    // After whatever else is waiting to change it.
    if (!std::exchange(m_isOutdated, true))
        QCoreApplication::postEvent(this, new QEvent(renewal()), Qt::LowEventPriority);
}

bool MapCanvas::event(QEvent *event)
{
    if (event->type() != renewal())
        return QWidget::event(event);
    if (m_isOutdated && isVisible()) {
        if (renew(true))
            update();
        else
            Q_EMIT unchanged();
    }
    return true;
}

bool MapCanvas::mayStretch() const
{
    return m_cost > patience && m_picture.camera().zoom != m_camera.zoom
        && std::chrono::steady_clock::now() - m_sharpAt < longestStretched;
}

bool MapCanvas::renew(bool isHurried)
{
    m_isOutdated = false;
    // The first picture lacks nothing.
    const LetterBudget budget = isHurried && m_picturesDrawn > 0 ? LetterBudget(letterBudget) : LetterBudget();
    if (!m_scene || m_camera.width < 1 || m_camera.height < 1)
        return false;
    if (mayStretch() && m_picture.stretchTo(*m_scene, m_camera, devicePixelRatioF(), letterBudget)) {
        m_sharpening.start();
    } else {
        m_sharpening.stop();
        const bool isWhole = !m_picture.isSharp() || m_picture.camera().zoom != m_camera.zoom;
        const auto begun = std::chrono::steady_clock::now();
        if (!m_picture.update(*m_scene, m_camera, devicePixelRatioF(), budget))
            return false;
        m_sharpAt = std::chrono::steady_clock::now();
        if (isWhole)
            m_cost = m_sharpAt - begun;
    }
    m_isNew = true;
    ++m_picturesDrawn;
    return true;
}

void MapCanvas::paintEvent(QPaintEvent *event)
{
    // What is asked for again, as by somebody who takes a picture of the window, lacks nothing.
    if ((m_isOutdated || (!m_isNew && !m_picture.isWhole())) && !renew(false))
        Q_EMIT unchanged();
    QPainter painter(this);
    if (m_picturesDrawn == 0) {
        if (m_scene)
            painter.fillRect(rect(), colour(m_scene->palette().background));
        return;
    }
    const double ratio = m_picture.pixelRatio();
    if (QImage *memory = memoryOf(painter)) {
        const QTransform place = painter.deviceTransform();
        painter.end();
        QRegion part;
        for (const QRect &rect : event->region())
            part += QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio).toAlignedRect();
        const QPoint at(int(std::lround(place.dx())), int(std::lround(place.dy())));
        m_picture.paint(part & memory->rect().translated(-at), *memory, at);
    } else {
        painter.drawImage(0, 0, m_picture.image());
    }
    if (!m_picture.isWhole())
        markOutdated();
    // Not from within the drawing: whoever listens may change the scene.
    if (std::exchange(m_isNew, false))
        QMetaObject::invokeMethod(this, &MapCanvas::presented, Qt::QueuedConnection);
}

} // namespace wuquan
