// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/focusframe.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace wuquan {

void paintFocusFrame(QPainter &painter, const QRect &rectangle, const Theme &theme)
{
    const double line = theme.px(2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::color(theme.palette.focus), line, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(rectangle).adjusted(line / 2, line / 2, -line / 2, -line / 2));
}

} // namespace wuquan
