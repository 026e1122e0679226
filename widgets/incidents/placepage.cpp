// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/placepage.h"

#include "widgets/base/bigfigure.h"
#include "widgets/base/plainlabel.h"
#include "widgets/theme/appearance.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace wuquan {

PlacePage::PlacePage(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_areaTitle(new PlainLabel(appearance, TextRole::AreaName))
    , m_title(new PlainLabel(appearance, TextRole::Heading))
    , m_line(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
{
    m_title->setMaximumLines(2);
    m_line->setMaximumLines(3);
    m_column->addWidget(m_areaTitle);
    m_column->addWidget(m_title);
    m_column->addWidget(m_line);
    m_column->addLayout(m_row);
    for (int i = 0; i < 2; ++i) {
        m_figures.push_back(new BigFigure(appearance));
        m_row->addWidget(m_figures.back(), 1);
        m_lists.push_back(new FactList(FactList::Values::Right, appearance));
        m_column->addWidget(m_lists.back());
    }
    m_column->addStretch(1);
    connect(&appearance, &Appearance::changed, this, &PlacePage::retheme);
    retheme();
}

void PlacePage::showContent(const CardContent &content)
{
    if (m_content == content)
        return;
    m_content = content;
    setAccessibleName(content.title);
    m_areaTitle->setVisible(content.isArea);
    m_title->setVisible(!content.isArea);
    (content.isArea ? m_areaTitle : m_title)->setText(content.title);
    m_line->setText(content.line);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figures[i]->setVisible(i < content.figures.size());
        if (i < content.figures.size())
            m_figures[i]->setFigure(content.figures[i].figure, content.figures[i].caption);
        if (i < content.groups.size())
            m_lists[i]->setFacts(content.groups[i].heading, content.groups[i].facts);
        else
            m_lists[i]->setFacts({}, {});
    }
}

void PlacePage::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_column->setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14));
    m_column->setSpacing(theme.px(10));
    m_row->setSpacing(theme.px(16));
}

} // namespace wuquan
