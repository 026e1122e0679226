// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/quickmap.h"

#include "data/geo/mercator.h"
#include "maps/raster/log.h"

#include <QGeoCoordinate>
#include <QQmlError>
#include <QQuickItem>
#include <QQuickWindow>

#include <mutex>

namespace wuquan {

namespace {

/// Qt Quick draws nothing that is seen: its fastest start will do.
QWidget *withPlainGraphics(QWidget *parent)
{
    static std::once_flag chosen; // later it would only be warned of
    std::call_once(chosen, [] { QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); });
    return parent;
}

} // namespace

QuickMap::QuickMap(QWidget *parent)
    : QQuickWidget(withPlainGraphics(parent))
{
    setResizeMode(QQuickWidget::SizeRootObjectToView);
    setFocusPolicy(Qt::NoFocus);
    setSource(QUrl(QStringLiteral("qrc:/maps/MapView.qml")));
    for (const QQmlError &error : errors())
        qCCritical(logRaster) << error.toString();
    if (!rootObject())
        qFatal("Qt Location is not usable from QML; is the package qml6-module-qtlocation installed?");
}

void QuickMap::setCamera(const Camera &camera)
{
    const GeoPoint centre = geoFromWorld(camera.centre);
    rootObject()->setProperty("centre", QVariant::fromValue(QGeoCoordinate(centre.latitude, centre.longitude)));
    rootObject()->setProperty("zoom", camera.zoom);
}

} // namespace wuquan
