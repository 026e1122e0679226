// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/trendlegend.h"

#include "widgets/theme/appearance.h"

#include <QPainter>

#include <array>

namespace wuquan {

namespace {

constexpr int sample = 26; ///< width of a drawn sample
constexpr int gap = 8;
constexpr int between = 22;

} // namespace

TrendLegend::TrendLegend(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("图例"));
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize TrendLegend::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(TextRole::Small));
    int width = 0;
    for (const QString &text : {tr("今年"), tr("去年"), tr("预期范围"), tr("未结束")})
        width += theme.px(sample) + theme.px(gap) + metrics.horizontalAdvance(text) + theme.px(between);
    return {width, theme.px(28)};
}

void TrendLegend::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    const QColor ink = Theme::color(p.chart);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextRole::Small));
    const std::array texts{tr("今年"), tr("去年"), tr("预期范围"), tr("未结束")};
    const double middle = height() / 2.0;
    const double wide = theme.px(sample);
    double x = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QPen dashed(Theme::color(p.faint), 1.4 * theme.scale);
        dashed.setDashPattern({3.2, 2.6});
        switch (i) {
        case 0:
            painter.setPen(QPen(ink, 2.2 * theme.scale));
            painter.drawLine(QPointF(x, middle), QPointF(x + wide, middle));
            break;
        case 1:
            painter.setPen(dashed);
            painter.drawLine(QPointF(x, middle), QPointF(x + wide, middle));
            break;
        case 2:
            painter.fillRect(
                QRectF(x, middle - theme.px(6), wide, theme.px(12)), Theme::color(p.chart, p.dark ? 0.2 : 0.14));
            break;
        default:
            painter.setPen(QPen(ink, 2 * theme.scale));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(QPointF(x + wide - theme.px(6), middle), theme.px(5), theme.px(5));
            break;
        }
        x += wide + theme.px(gap);
        const int advance = painter.fontMetrics().horizontalAdvance(texts[i]);
        painter.setPen(Theme::color(p.secondary));
        painter.drawText(QRectF(x, 0, advance + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, texts[i]);
        x += advance + theme.px(between);
    }
}

} // namespace wuquan
