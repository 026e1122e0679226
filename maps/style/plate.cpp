// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/style/plate.h"

#include "maps/style/type.h"

#include <QPainter>
#include <QWidget>

namespace wuquan {

void drawPlate(QPainter &painter, const QWidget &widget, const Palette &palette, double unit, double opacity)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(palette.line), unit));
    painter.setBrush(colour(palette.panel, opacity));
    painter.drawRoundedRect(
        QRectF(widget.rect()).adjusted(unit / 2, unit / 2, -unit / 2, -unit / 2), 4 * unit, 4 * unit);
}

} // namespace wuquan
