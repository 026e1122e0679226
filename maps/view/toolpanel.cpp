// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/toolpanel.h"

#include "maps/style/plate.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace wuquan {

ToolPanel::ToolPanel(const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_palette(palette)
{
}

void ToolPanel::setPalette(const Palette &palette)
{
    m_palette = palette;
    restyle();
}

void ToolPanel::setScale(double scale)
{
    m_scale = scale;
    restyle();
}

int ToolPanel::px(double design) const
{
    return int(std::lround(design * m_scale));
}

void ToolPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool ToolPanel::event(QEvent *event)
{
    // Before the window takes Esc for its own.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ToolPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT escaped();
    else
        QWidget::keyPressEvent(event);
}

void ToolPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawPlate(painter, *this, m_palette, m_scale, 1);
}

void SidePanel::arrangeIn(const QRect &room)
{
    m_room = room;
    const QSize size = sizeHint().boundedTo(room.size());
    setGeometry(room.right() + 1 - size.width(), room.top(), size.width(), size.height());
    arrange();
}

} // namespace wuquan
