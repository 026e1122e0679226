// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapbutton.h"

#include "maps/style/type.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace wuquan {

namespace {
constexpr double buttonText = 14; // design pixels, as all below
constexpr double buttonHeight = 28;
constexpr double checkBox = 11;
constexpr double checkGap = 6;
constexpr double buttonEdge = 8;
} // namespace

MapButton::MapButton(const QString &text, const Palette &palette, QWidget *parent)
    : QAbstractButton(parent)
    , m_palette(palette)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

void MapButton::setPalette(const Palette &palette)
{
    m_palette = palette;
    update();
}

void MapButton::setScale(double scale)
{
    m_scale = scale;
    updateGeometry();
    update();
}

double MapButton::boxSpace() const
{
    return isCheckable() ? (checkBox + checkGap) * m_scale : 0;
}

QSize MapButton::sizeHint() const
{
    const QFontMetricsF metrics(sansFont(textPixels(buttonText, m_scale)));
    const int high = int(std::ceil(buttonHeight * m_scale));
    return {std::max(high, int(std::ceil(metrics.horizontalAdvance(text()) + boxSpace() + 2 * buttonEdge * m_scale))),
        high};
}

void MapButton::keyPressEvent(QKeyEvent *event)
{
    // Enter too, as on every other button of the program.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void MapButton::paintBox(QPainter &painter) const
{
    const double u = m_scale;
    const QRectF square(buttonEdge * u, (height() - checkBox * u) / 2, checkBox * u, checkBox * u);
    painter.setPen(QPen(colour(underMouse() ? m_palette.text : m_palette.secondary), 1.2 * u));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(square);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_palette.secondary));
        painter.drawRect(square.adjusted(2.6 * u, 2.6 * u, -2.6 * u, -2.6 * u));
    }
}

void MapButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double u = m_scale;
    const QRectF frame = QRectF(rect()).adjusted(u / 2, u / 2, -u / 2, -u / 2);
    painter.setPen(QPen(colour(hasFocus() ? m_palette.focus : m_palette.line), hasFocus() ? 2 * u : u));
    painter.setBrush(colour(isDown() ? m_palette.line : m_palette.panel, 0.94));
    painter.drawRoundedRect(frame, 4 * u, 4 * u);
    if (isCheckable())
        paintBox(painter);
    painter.setFont(sansFont(textPixels(buttonText, u)));
    const bool strong = isCheckable() ? isChecked() : underMouse();
    painter.setPen(colour(!isEnabled() ? m_palette.faint : strong ? m_palette.text : m_palette.secondary));
    // Beside its box also where the button is wider than its word.
    const auto side = isCheckable() ? Qt::AlignLeft : Qt::AlignHCenter;
    painter.drawText(QRectF(rect()).adjusted(boxSpace() + buttonEdge * u, 0, -buttonEdge * u, 0),
        side | Qt::AlignVCenter | Qt::TextDontClip, text());
}

} // namespace wuquan
