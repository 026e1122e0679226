// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/indicatortile.h"

#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QString word(const char *chinese)
{
    return QCoreApplication::translate("Indicator", chinese);
}

bool isWhole(double value)
{
    return value == std::floor(value) && std::abs(value) < 1e15;
}

} // namespace

QString indicatorText(const IndicatorFigure &figure, Language)
{
    if (figure.measure == IndicatorMeasure::CountYearOnYear)
        return figure.change() ? formatPercent(*figure.change(), Sign::Always) : u"–"_s;
    if (!figure.value)
        return u"–"_s;
    switch (figure.measure) {
    case IndicatorMeasure::Ratio:
        return formatPercent(*figure.value, Sign::OnlyMinus, 2);
    case IndicatorMeasure::DaysSince:
        return word(QT_TRANSLATE_NOOP("Indicator", "%1 天")).arg(formatCount(qint64(*figure.value)));
    default:
        return isWhole(*figure.value) ? formatCount(qint64(*figure.value)) : QString::number(*figure.value, 'f', 2);
    }
}

QString indicatorComparison(const IndicatorFigure &figure, Language language)
{
    switch (figure.measure) {
    case IndicatorMeasure::CountYearOnYear:
        return figure.value && figure.before
            ? u"%1 → %2"_s.arg(formatCount(qint64(*figure.before)), formatCount(qint64(*figure.value)))
            : QString();
    case IndicatorMeasure::Ratio:
        return figure.before
            ? word(QT_TRANSLATE_NOOP("Indicator", "三年前 %1")).arg(formatPercent(*figure.before, Sign::OnlyMinus, 2))
            : QString();
    case IndicatorMeasure::Reported:
        return localName(language, figure.note, figure.noteEn);
    default:
        return {};
    }
}

std::optional<bool> isBetter(const IndicatorFigure &figure)
{
    if (!figure.value || !figure.before || *figure.value == *figure.before)
        return std::nullopt;
    return (*figure.value < *figure.before) == figure.lowerIsBetter;
}

IndicatorTile::IndicatorTile(const IndicatorFigure &figure, Language language, Appearance &appearance, QWidget *parent)
    : QAbstractButton(parent)
    , m_figure(figure)
    , m_language(language)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    pressByReturn(*this);
    describe();
}

void IndicatorTile::setFigure(const IndicatorFigure &figure)
{
    if (m_figure == figure)
        return;
    m_figure = figure;
    describe();
    updateGeometry();
    update();
}

void IndicatorTile::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

QSize IndicatorTile::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    const QFontMetrics big(theme.font(TextRole::Heading));
    const QFontMetrics small(theme.font(TextRole::Small));
    const QString name = plainLine(localName(m_language, m_figure.name, m_figure.nameEn));
    const int arrow = isBetter(m_figure) ? theme.px(20) : 0;
    const int worse = isBetter(m_figure) == false ? small.horizontalAdvance(tr("变差")) + theme.px(16) : 0;
    const int wide = qMax(
        big.horizontalAdvance(indicatorText(m_figure, m_language)) + arrow + worse, small.horizontalAdvance(name));
    return {wide + theme.px(m_compact ? 15 : 28), theme.px(56)};
}

void IndicatorTile::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse())
        painter.fillRect(rect().adjusted(1, 1, -1, -1), Theme::color(p.selectionFill));
    if (x() > 0)
        painter.fillRect(
            QRect(0, theme.px(10), qMax(1, int(theme.scale)), height() - theme.px(20)), Theme::color(p.line));
    const QRect inner
        = rect().adjusted(theme.px(m_compact ? 8 : 14), theme.px(5), -theme.px(m_compact ? 4 : 6), -theme.px(6));
    const QString figure = indicatorText(m_figure, m_language);
    painter.setFont(theme.font(TextRole::Heading));
    painter.setPen(Theme::color(p.text));
    const QRect upper(inner.left(), inner.top(), inner.width(), theme.px(26));
    // On one base line, whether or not a Chinese word makes the line higher.
    painter.drawText(QPointF(upper.left(), upper.top() + theme.px(20)), figure);
    double next = inner.left() + painter.fontMetrics().horizontalAdvance(figure) + theme.px(8);
    const auto better = isBetter(m_figure);
    if (better) {
        // Down or up as the figure went; filled is good, hollow is not.
        const bool down = *m_figure.value < *m_figure.before;
        const double r = theme.px(5);
        const QPointF c(next + r, upper.center().y() + 1.0);
        const double s = down ? 1 : -1;
        const QPointF triangle[]
            = {c + QPointF(-r, -s * r * 0.8), c + QPointF(r, -s * r * 0.8), c + QPointF(0, s * r * 0.9)};
        painter.setPen(QPen(Theme::color(p.secondary), 1.4 * theme.scale));
        painter.setBrush(*better ? QBrush(Theme::color(p.secondary)) : QBrush(Qt::NoBrush));
        painter.drawPolygon(triangle, 3);
        next += 2 * r + theme.px(6);
    }
    painter.setFont(theme.font(TextRole::Small));
    if (better == false) {
        const QString worse = tr("变差");
        const QRectF tag(next, upper.top() + theme.px(3), painter.fontMetrics().horizontalAdvance(worse) + theme.px(8),
            theme.px(20));
        painter.setPen(QPen(Theme::color(p.text), theme.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(tag, theme.px(3), theme.px(3));
        painter.drawText(tag, Qt::AlignCenter, worse);
    }
    painter.setPen(Theme::color(theme.legible(p.secondary, underMouse() ? p.selectionFill : p.panel)));
    const QString name = plainLine(localName(m_language, m_figure.name, m_figure.nameEn));
    const QRect lower(inner.left(), inner.bottom() - theme.px(20), inner.width(), theme.px(20));
    painter.drawText(
        lower, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideRight, lower.width()));
    if (hasFocus()) {
        painter.setPen(QPen(Theme::color(p.focus), theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), theme.px(4), theme.px(4));
    }
}

void IndicatorTile::describe()
{
    setText(plainLine(localName(m_language, m_figure.name, m_figure.nameEn)));
    setAccessibleName(text() + u' ' + indicatorText(m_figure, m_language));
    setAccessibleDescription(tr("回车查看口径"));
}

} // namespace wuquan
