// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/plainlabel.h"

#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

QColor toneColor(const Palette &palette, Tone tone)
{
    switch (tone) {
    case Tone::Text:
        return Theme::color(palette.text);
    case Tone::Secondary:
        return Theme::color(palette.secondary);
    case Tone::Faint:
        return Theme::color(palette.faint);
    case Tone::Warning:
        return Theme::color(palette.severity[1]);
    case Tone::Urgent:
        return Theme::color(palette.severity[0]);
    }
    return Theme::color(palette.text);
}

PlainLabel::PlainLabel(Appearance &appearance, TextRole role, Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_appearance(appearance)
    , m_role(role)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&appearance, &Appearance::changed, this, &PlainLabel::retheme);
    retheme();
}

void PlainLabel::setText(const QString &text)
{
    const QString line = plainLine(text);
    if (line == this->text())
        return;
    QLabel::setText(line);
    updateToolTip();
    updateGeometry();
    update();
}

void PlainLabel::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    update();
}

void PlainLabel::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(lines > 1);
    policy.setVerticalPolicy(lines > 1 ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    setSizePolicy(policy);
    updateGeometry();
}

QSize PlainLabel::sizeHint() const
{
    // One pixel more than the advance, which is rounded.
    return {int(std::ceil(QFontMetricsF(font()).horizontalAdvance(text()))) + 1, lineHeight()};
}

QSize PlainLabel::minimumSizeHint() const
{
    const int room = fontMetrics().horizontalAdvance(QChar(u'国')) * 2;
    return {qMin(room, sizeHint().width()), lineHeight()};
}

int PlainLabel::heightForWidth(int width) const
{
    return m_maximumLines > 1 ? lineHeight() * int(qMax<qsizetype>(1, lines(width).size())) : -1;
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(toneColor(m_appearance.theme().palette, m_tone));
    painter.setFont(font());
    const QStringList shown = lines(width());
    const int height = lineHeight();
    const bool centred = alignment() & Qt::AlignHCenter;
    const bool right = alignment() & Qt::AlignRight;
    int y = (this->height() - int(shown.size()) * height) / 2;
    for (const QString &line : shown) {
        painter.drawText(QRect(0, y, width(), height),
            int(Qt::AlignVCenter | Qt::TextSingleLine)
                | int(centred   ? Qt::AlignHCenter
                        : right ? Qt::AlignRight
                                : Qt::AlignLeft),
            line);
        y += height;
    }
}

void PlainLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateToolTip();
}

QStringList PlainLabel::lines(int width) const
{
    const QFontMetricsF metrics(font());
    if (m_maximumLines == 1)
        return {metrics.elidedText(text(), Qt::ElideRight, width)};
    QStringList lines;
    QTextLayout layout(text(), font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == m_maximumLines) {
            lines << metrics.elidedText(text().mid(line.textStart()), Qt::ElideRight, width);
            break;
        }
        lines << text().mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines.isEmpty() ? QStringList{QString()} : lines;
}

int PlainLabel::lineHeight() const
{
    // Inter and Noto differ in height; half as much again as the size holds both and keeps lines on the grid.
    return qRound(m_appearance.theme().textPx(m_role) * (m_role >= TextRole::Figure ? 1.15 : 1.5));
}

void PlainLabel::retheme()
{
    setFont(m_appearance.theme().font(m_role));
    updateToolTip();
    updateGeometry();
    update();
}

void PlainLabel::updateToolTip()
{
    const bool whole = text().endsWith(u'…') || !lines(width()).constLast().endsWith(u'…');
    // A tooltip guesses whether it is markup; said to be so and escaped, it shows what is there.
    setToolTip(whole ? QString() : u"<qt>"_s + text().toHtmlEscaped() + u"</qt>"_s);
}

} // namespace wuquan
