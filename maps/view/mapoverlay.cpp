// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapoverlay.h"

#include "maps/style/type.h"

#include <QFocusEvent>
#include <QPainter>

#include <cmath>

namespace wuquan {

namespace {
constexpr double crosshairReach = 14; // design pixels, as all below
constexpr double crosshairGap = 4;
constexpr double focusLine = 2;
} // namespace

MapOverlay::MapOverlay(QWidget &surface, const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_surface(surface)
    , m_palette(palette)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    surface.installEventFilter(this);
}

void MapOverlay::setPalette(const Palette &palette)
{
    m_palette = palette;
    update();
}

void MapOverlay::setScale(double scale)
{
    m_scale = scale;
    update();
}

void MapOverlay::setOld(bool old)
{
    if (m_isOld == old)
        return;
    m_isOld = old;
    update();
}

void MapOverlay::setCrosshair(bool on)
{
    if (m_hasCrosshair == on)
        return;
    m_hasCrosshair = on;
    update();
    Q_EMIT crosshairChanged();
}

bool MapOverlay::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn: {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        setCrosshair(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason);
        update();
        break;
    }
    case QEvent::FocusOut:
        setCrosshair(false);
        update();
        break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        setCrosshair(false);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void MapOverlay::paintCrosshair(QPainter &painter) const
{
    // On whole pixels, so that its lines are sharp.
    const QPointF middle(std::floor(width() / 2.0) + 0.5, std::floor(height() / 2.0) + 0.5);
    const double from = crosshairGap * m_scale, to = crosshairReach * m_scale;
    for (const QPen &pen :
        {QPen(colour(m_palette.background), 4 * m_scale), QPen(colour(m_palette.text), 1.5 * m_scale)}) {
        painter.setPen(pen);
        for (const QPointF &way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
            painter.drawLine(middle + way * from, middle + way * to);
    }
}

void MapOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double line = std::max(1.0, std::floor(m_scale));
    const auto frame = [&](double inset, const QPen &pen) {
        const double half = pen.widthF() / 2 + inset;
        painter.setPen(pen);
        painter.drawRect(QRectF(rect()).adjusted(half, half, -half, -half));
    };
    const double focus = std::round(focusLine * m_scale);
    if (m_isOld)
        frame(focus + line, QPen(colour(m_palette.streetBorder), line, Qt::DashLine));
    if (m_surface.hasFocus())
        frame(0, QPen(colour(m_palette.focus), focus, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hasCrosshair)
        paintCrosshair(painter);
}

} // namespace wuquan
