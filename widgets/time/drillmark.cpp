// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/drillmark.h"

#include "widgets/theme/appearance.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// Design pixels of a 1080-line screen.
constexpr int markHeight = 34, stripesWidth = 26, wordMargin = 12;
constexpr double stripe = 6; ///< width of one along the bar, and of the gap behind it

} // namespace

DrillMark::DrillMark(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("演练"));
    setToolTip(tr("演练数据库:这里的事件都不是真实的"));
    connect(&appearance, &Appearance::changed, this, &DrillMark::retheme);
}

void DrillMark::retheme()
{
    updateGeometry();
    update();
}

QSize DrillMark::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    const int word = QFontMetrics(theme.font(TextRole::Heading)).horizontalAdvance(accessibleName());
    return {word + 2 * theme.px(stripesWidth + wordMargin), theme.px(markHeight)};
}

void DrillMark::paintStripes(QPainter &painter, const QRect &rect, const Theme &theme)
{
    painter.save();
    painter.setClipRect(rect);
    painter.fillRect(rect, Theme::color(theme.palette.panel));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(theme.palette.text));
    const double step = theme.px(stripe), slant = rect.height();
    for (double x = rect.left() - slant; x < rect.right() + 1; x += 2 * step) {
        const QPointF corners[]{{x + slant, double(rect.top())}, {x + slant + step, double(rect.top())},
            {x + step, rect.top() + slant}, {x, rect.top() + slant}};
        painter.drawConvexPolygon(corners, 4);
    }
    painter.restore();
}

void DrillMark::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    const int side = theme.px(stripesWidth);
    paintStripes(painter, QRect(0, 0, side, height()), theme);
    paintStripes(painter, QRect(width() - side, 0, side, height()), theme);
    const QRect word = rect().adjusted(side, 0, -side, 0);
    painter.fillRect(word, Theme::color(theme.palette.text));
    painter.setFont(theme.font(TextRole::Heading));
    painter.setPen(Theme::color(theme.palette.panel));
    painter.drawText(word, Qt::AlignCenter, accessibleName());
}

} // namespace wuquan
