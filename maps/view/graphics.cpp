// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/graphics.h"

#include "maps/raster/log.h"

#include <QDir>
#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

bool hasUsableGpu()
{
    const QString platform = QGuiApplication::platformName();
    if (platform == "offscreen"_L1 || platform == "minimal"_L1)
        return false;
    if (QDir(u"/dev/dri"_s).entryList({u"renderD*"_s}, QDir::System).isEmpty())
        return false;
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !surface.isValid() || !context.makeCurrent(&surface))
        return false;
    const auto *name = reinterpret_cast<const char *>(context.functions()->glGetString(GL_RENDERER));
    const QString renderer = QString::fromUtf8(name);
    context.doneCurrent();
    // Mesa's own renderers on the CPU need longer for an empty frame than the software backend for a full one.
    const bool software = renderer.isEmpty() || renderer.contains("llvmpipe"_L1, Qt::CaseInsensitive)
        || renderer.contains("softpipe"_L1, Qt::CaseInsensitive) || renderer.contains("swrast"_L1, Qt::CaseInsensitive);
    qCInfo(logRaster) << "OpenGL renderer" << renderer;
    return !software;
}

} // namespace

void chooseGraphics()
{
    // Earlier there is no platform to ask, and asking it crashes where there is a GPU.
    if (!qGuiApp)
        qFatal("chooseGraphics() comes after the application object");
    if (qEnvironmentVariableIsSet("QT_QUICK_BACKEND"))
        return;
    QQuickWindow::setGraphicsApi(hasUsableGpu() ? QSGRendererInterface::OpenGL : QSGRendererInterface::Software);
}

} // namespace wuquan
