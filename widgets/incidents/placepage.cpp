// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/placepage.h"

#include "widgets/base/bigfigure.h"
#include "widgets/base/plainlabel.h"
#include "widgets/incidents/figurepair.h"
#include "widgets/theme/appearance.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wuquan {

PlacePage::PlacePage(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_areaTitle(new PlainLabel(appearance, TextRole::AreaName))
    , m_title(new PlainLabel(appearance, TextRole::Heading))
    , m_line(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_filter(new QPushButton)
    , m_figures(new FigurePair(appearance))
{
    for (PlainLabel *label : {m_areaTitle, m_title, m_line})
        label->setMaximumLines(PlainLabel::allLines);
    m_filter->setProperty("flatRole", u"outline"_s);
    m_filter->setCheckable(true);
    m_column->addWidget(m_areaTitle);
    m_column->addWidget(m_title);
    m_column->addWidget(m_line);
    m_column->addWidget(m_filter, 0, Qt::AlignLeft);
    m_column->addWidget(m_figures);
    for (int i = 0; i < 2; ++i) {
        m_lists.push_back(new FactList(FactList::Values::Right, appearance));
        m_column->addWidget(m_lists.back());
    }
    m_column->addStretch(1);
    connect(&appearance, &Appearance::changed, this, &PlacePage::retheme);
    connect(m_filter, &QPushButton::clicked, this, &PlacePage::areaFilterToggled);
    setAreaFilter(AreaFilter::Impossible);
    retheme();
}

void PlacePage::setAreaFilter(AreaFilter filter)
{
    m_filter->setVisible(filter != AreaFilter::Impossible);
    m_filter->setChecked(filter == AreaFilter::Set);
    m_filter->setText(filter == AreaFilter::Set ? tr("已筛选到此处 F") : tr("筛选到此处 F"));
    m_filter->setAccessibleDescription(
        filter == AreaFilter::Set ? tr("再按一次取消此筛选") : tr("列表、地图和图表只看此处"));
    m_filter->setToolTip(m_filter->accessibleDescription());
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
    BigFigure *const figures[] = {&m_figures->first(), &m_figures->second()};
    m_figures->setVisible(!content.figures.empty());
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        figures[i]->setVisible(i < content.figures.size());
        if (i < content.figures.size())
            figures[i]->setFigure(content.figures[i].figure, content.figures[i].caption);
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
    m_filter->setFont(theme.font(TextRole::Body));
    m_filter->setMinimumHeight(theme.px(34));
}

} // namespace wuquan
