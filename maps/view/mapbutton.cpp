// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/layertoggle.h"

#include "maps/style/type.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace wuquan {

namespace {
constexpr double textSize = 14; // design pixels, as all below
constexpr double lineHeight = 28;
constexpr double box = 11;
constexpr double edge = 8;
} // namespace

LayerToggle::LayerToggle(const QString &text, const Palette &palette, QWidget *parent)
    : QAbstractButton(parent)
    , m_palette(palette)
{
    setText(text);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
}

void LayerToggle::setPalette(const Palette &palette)
{
    m_palette = palette;
    update();
}

void LayerToggle::setScale(double scale)
{
    m_scale = scale;
    updateGeometry();
    update();
}

QSize LayerToggle::sizeHint() const
{
    const double text = QFontMetricsF(sansFont(textSize * m_scale)).horizontalAdvance(this->text());
    return {int(std::ceil(text + (box + 2.75 * edge) * m_scale)), int(std::ceil(lineHeight * m_scale))};
}

void LayerToggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double u = m_scale;
    const QRectF rect = QRectF(this->rect()).adjusted(u / 2, u / 2, -u / 2, -u / 2);
    painter.setPen(QPen(colour(hasFocus() ? m_palette.focus : m_palette.line), hasFocus() ? 2 * u : u));
    painter.setBrush(colour(m_palette.panel, 0.94));
    painter.drawRoundedRect(rect, 4 * u, 4 * u);
    const QRectF square(edge * u, (this->height() - box * u) / 2, box * u, box * u);
    painter.setPen(QPen(colour(underMouse() ? m_palette.text : m_palette.secondary), 1.2 * u));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(square);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_palette.secondary));
        painter.drawRect(square.adjusted(2.6 * u, 2.6 * u, -2.6 * u, -2.6 * u));
    }
    painter.setFont(sansFont(textSize * u));
    painter.setPen(colour(isChecked() ? m_palette.text : m_palette.secondary));
    painter.drawText(QRectF(square.right() + edge * 0.75 * u, 0, width(), this->height()),
        Qt::AlignVCenter | Qt::TextSingleLine, text());
}

} // namespace wuquan
