// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/popup.h"

#include "widgets/base/plainlabel.h"
#include "widgets/theme/appearance.h"

#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace wuquan {

Popup::Popup(double width, Appearance &appearance, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
{
    const Theme &theme = appearance.theme();
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(theme.px(width));
    m_column->setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16));
    m_column->setSpacing(theme.px(8));
}

void Popup::popUpAt(const QWidget &anchor)
{
    const QRect screen = anchor.screen()->availableGeometry();
    const int gap = m_appearance.theme().px(8);
    const int tall = qMin(screen.height(),
        m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width()) : m_column->totalSizeHint().height());
    resize(width(), tall);
    QPoint at = anchor.mapToGlobal(QPoint(0, -tall - gap));
    if (at.y() < screen.top())
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + gap));
    at.setX(qBound(screen.left(), at.x(), qMax(screen.left(), screen.right() - width())));
    at.setY(qBound(screen.top(), at.y(), qMax(screen.top(), screen.bottom() - tall)));
    move(at);
    show();
    setFocus();
}

void Popup::addFacts(const QString &heading, const std::vector<Fact> &facts)
{
    auto *list = new FactList(FactList::Values::Left, m_appearance);
    list->setFacts(heading, facts);
    m_column->addWidget(list);
    setAccessibleName(list->accessibleName());
}

void Popup::addNote(const QString &text, int maximumLines)
{
    auto *note = new PlainLabel(m_appearance, TextRole::Small, Tone::Secondary);
    note->setMaximumLines(maximumLines);
    note->setText(text);
    m_column->addWidget(note);
}

void Popup::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), Theme::color(theme.palette.panel));
    painter.setPen(QPen(Theme::color(theme.palette.streetBorder), theme.px(1)));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wuquan
