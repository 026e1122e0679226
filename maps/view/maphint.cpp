// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/maphint.h"

#include "maps/style/type.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

MapHint::MapHint(QWidget *map)
    : QLabel(map)
{
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void MapHint::setLook(const Palette &palette, double scale)
{
    m_scale = scale;
    setFont(sansFont(textPixels(14, scale)));
    setStyleSheet(
        u"QLabel { background: %1; color: %2; border: %4px solid %3; border-radius: %5px; padding: %6px %7px; }"_s
            .arg(hex(palette.panel), hex(palette.text), hex(palette.line))
            .arg(std::max(1, int(scale)))
            .arg(int(4 * scale))
            .arg(int(4 * scale))
            .arg(int(8 * scale)));
}

void MapHint::show(const QString &text, QPointF beside)
{
    if (text.isEmpty()) {
        hide();
        return;
    }
    setText(text);
    adjustSize();
    const QSize map = parentWidget()->size();
    const int away = int(14 * m_scale);
    int x = int(beside.x()) + away, y = int(beside.y()) + away;
    if (x + width() > map.width())
        x = int(beside.x()) - away - width();
    if (y + height() > map.height())
        y = int(beside.y()) - away - height();
    move(std::max(0, x), std::max(0, y));
    QLabel::show();
    raise();
}

} // namespace wuquan
