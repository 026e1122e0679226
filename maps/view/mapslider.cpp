// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapslider.h"

#include "maps/style/type.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wuquan {

namespace {
constexpr double handleRadius = 6; // design pixels, as all below
constexpr double lineWidth = 3;
constexpr double sliderText = 14;
} // namespace

MapSlider::MapSlider(
    double least, double most, double step, std::vector<double> values, const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_least(least)
    , m_most(most)
    , m_step(step)
    , m_values(std::move(values))
    , m_palette(palette)
{
    setFocusPolicy(Qt::StrongFocus);
}

void MapSlider::setPalette(const Palette &palette)
{
    m_palette = palette;
    update();
}

void MapSlider::setScale(double scale)
{
    m_scale = scale;
    update();
}

void MapSlider::setText(const QString &text)
{
    m_text = text;
    setAccessibleDescription(text);
    update();
}

void MapSlider::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    update();
}

QRectF MapSlider::track() const
{
    const double edge = (handleRadius + 2) * m_scale;
    return {edge, 0, std::max(1.0, width() - 2 * edge - m_textWidth * m_scale), double(height())};
}

double MapSlider::place(double value) const
{
    const double left = (m_most - value) / (m_most - m_least); // of the line, to the most
    return track().right() - track().width() * (m_spread == Spread::Even ? left : std::sqrt(std::max(0.0, left)));
}

double MapSlider::value(double place) const
{
    const double left = std::clamp((track().right() - place) / track().width(), 0.0, 1.0);
    return m_most - (m_most - m_least) * (m_spread == Spread::Even ? left : left * left);
}

void MapSlider::setSpread(Spread spread)
{
    m_spread = spread;
    update();
}

void MapSlider::move(std::size_t handle, double to)
{
    const double stepped = m_least + std::round((to - m_least) / m_step) * m_step;
    const double from = handle > 0 ? m_values[handle - 1] : m_least;
    const double until = handle + 1 < m_values.size() ? m_values[handle + 1] : m_most;
    const double value = std::clamp(stepped, from, until);
    if (value == m_values[handle])
        return;
    m_values[handle] = value;
    update();
    Q_EMIT moved();
}

void MapSlider::keyPressEvent(QKeyEvent *event)
{
    const std::size_t last = m_values.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        move(0, m_values[0] - m_step);
        return;
    case Qt::Key_Right:
        move(0, m_values[0] + m_step);
        return;
    case Qt::Key_Down:
        move(last, m_values[last] - m_step);
        return;
    case Qt::Key_Up:
        move(last, m_values[last] + m_step);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MapSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x();
    // Of two handles at one place the one that can go there.
    m_held = 0;
    for (std::size_t i = 1; i < m_values.size(); ++i) {
        const double now = std::abs(place(m_values[i]) - x), best = std::abs(place(m_values[m_held]) - x);
        if (now < best || (now == best && x > place(m_values[i])))
            m_held = i;
    }
    mouseMoveEvent(event);
}

void MapSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        move(m_held, value(event->position().x()));
}

void MapSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double u = m_scale, middle = height() / 2.0;
    const auto line = [&](double from, double to, Rgb ink) {
        painter.setPen(QPen(colour(ink), lineWidth * u, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(from, middle), QPointF(to, middle));
    };
    line(track().left(), track().right(), m_palette.line);
    line(m_values.size() > 1 ? place(m_values.front()) : track().left(), place(m_values.back()), m_palette.secondary);
    painter.setPen(QPen(colour(hasFocus() ? m_palette.focus : m_palette.secondary), (hasFocus() ? 2 : 1.2) * u));
    painter.setBrush(colour(m_palette.panel));
    for (const double value : m_values)
        painter.drawEllipse(QPointF(place(value), middle), handleRadius * u, handleRadius * u);
    painter.setFont(sansFont(textPixels(sliderText, u)));
    painter.setPen(colour(m_palette.secondary));
    painter.drawText(QRectF(width() - m_textWidth * u, 0, m_textWidth * u, height()),
        Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, m_text);
}

} // namespace wuquan
