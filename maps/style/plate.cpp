// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/style/plate.h"

#include "maps/style/type.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace wuquan {

void drawPlate(QPainter &painter, const QWidget &widget, const Palette &palette, double unit, double opacity)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(palette.line), unit));
    painter.setBrush(colour(palette.panel, opacity));
    painter.drawRoundedRect(
        QRectF(widget.rect()).adjusted(unit / 2, unit / 2, -unit / 2, -unit / 2), 4 * unit, 4 * unit);
}

QString inputStyle(const Palette &palette, Rgb ground, double unit)
{
    const auto px = [unit](double design) { return int(std::lround(design * unit)); };
    return QStringLiteral("QLineEdit { background: %1; color: %2; selection-background-color: %3; selection-color: %2; "
                          "border: %6px solid %4; border-radius: %7px; padding: 0 %8px; } "
                          "QLineEdit:focus { border: %9px solid %5; padding: 0 %10px; }")
        .arg(hex(ground), hex(palette.text), hex(palette.selectionFill), hex(palette.line), hex(palette.focus))
        .arg(std::max(1, px(1)))
        .arg(px(4))
        .arg(px(8))
        .arg(std::max(2, px(2)))
        .arg(px(7));
}

} // namespace wuquan
