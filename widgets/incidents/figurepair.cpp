// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/figurepair.h"

#include "widgets/base/bigfigure.h"
#include "widgets/theme/appearance.h"

#include <QEvent>

namespace wuquan {

FigurePair::FigurePair(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_first(new BigFigure(appearance, this))
    , m_second(new BigFigure(appearance, this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize FigurePair::sizeHint() const
{
    const QSize first = m_first->sizeHint(), second = m_second->sizeHint();
    if (m_second->isHidden())
        return first;
    return {first.width() + gap() + second.width(), qMax(first.height(), second.height())};
}

QSize FigurePair::minimumSizeHint() const
{
    return {m_first->minimumSizeHint().width(), m_first->sizeHint().height()};
}

int FigurePair::heightForWidth(int width) const
{
    const int first = m_first->sizeHint().height(), second = m_second->sizeHint().height();
    return m_second->isHidden() ? first : fitsBeside(width) ? qMax(first, second) : first + gap() / 2 + second;
}

void FigurePair::resizeEvent(QResizeEvent *)
{
    place();
}

void FigurePair::showEvent(QShowEvent *)
{
    // While hidden it is not told of longer figures.
    updateGeometry();
    place();
}

bool FigurePair::event(QEvent *event)
{
    // A figure or its caption has another length, or one was hidden.
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        place();
    }
    return QWidget::event(event);
}

bool FigurePair::fitsBeside(int width) const
{
    return m_first->sizeHint().width() + gap() + m_second->sizeHint().width() <= width;
}

int FigurePair::gap() const
{
    return m_appearance.theme().px(16);
}

void FigurePair::place()
{
    const QSize first = m_first->sizeHint(), second = m_second->sizeHint();
    if (m_second->isHidden() || !fitsBeside(width())) {
        m_first->setGeometry(0, 0, width(), first.height());
        m_second->setGeometry(0, first.height() + gap() / 2, width(), second.height());
        return;
    }
    // Halves, so that the second stands still while the first counts; unless the halves are too narrow.
    const int half = (width() - gap()) / 2;
    const int left = qBound(first.width(), half, width() - gap() - second.width());
    m_first->setGeometry(0, 0, left, first.height());
    m_second->setGeometry(left + gap(), 0, width() - left - gap(), second.height());
}

} // namespace wuquan
