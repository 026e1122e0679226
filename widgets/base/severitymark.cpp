// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/severitymark.h"

#include "widgets/theme/appearance.h"
#include "widgets/theme/words.h"

#include <QPainter>

namespace wuquan {

void paintSeverityMark(QPainter &painter, const QRectF &rectangle, double side, Severity severity, const Theme &theme)
{
    const QPointF c = rectangle.center();
    const double r = side / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(theme.palette.severity[std::size_t(severity) - 1]));
    switch (severity) {
    case Severity::Urgent: {
        const QPointF diamond[] = {{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}};
        painter.drawPolygon(diamond, 4);
        break;
    }
    case Severity::Pressing: {
        const QPointF triangle[]
            = {{c.x(), c.y() - 0.86 * r}, {c.x() + 0.95 * r, c.y() + 0.78 * r}, {c.x() - 0.95 * r, c.y() + 0.78 * r}};
        painter.drawPolygon(triangle, 3);
        break;
    }
    case Severity::Normal:
        painter.drawEllipse(c, 0.78 * r, 0.78 * r);
        break;
    }
    painter.restore();
}

SeverityMark::SeverityMark(Appearance &appearance, double side, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(words::severity(m_severity));
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void SeverityMark::setSeverity(Severity severity)
{
    m_severity = severity;
    setAccessibleName(words::severity(severity));
    update();
}

QSize SeverityMark::sizeHint() const
{
    const int side = m_appearance.theme().px(m_side);
    return {side, side};
}

void SeverityMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSeverityMark(painter, rect(), m_appearance.theme().px(m_side), m_severity, m_appearance.theme());
}

} // namespace wuquan
