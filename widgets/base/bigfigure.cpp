// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/bigfigure.h"

#include "widgets/theme/theme.h"

#include <QVBoxLayout>

namespace wuquan {

BigFigure::BigFigure(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_figure(new PlainLabel(appearance, TextRole::Clock))
    , m_caption(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_figure);
    column->addWidget(m_caption);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void BigFigure::setFigure(const QString &figure, const QString &caption, Tone tone)
{
    m_figure->setText(figure);
    m_figure->setTone(tone);
    m_caption->setText(caption);
    setAccessibleName(caption + QChar(u' ') + figure);
}

} // namespace wuquan
