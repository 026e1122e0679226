// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/factlist.h"

#include "widgets/base/plainlabel.h"
#include "widgets/base/severitymark.h"
#include "widgets/theme/appearance.h"

#include <QGridLayout>

namespace wuquan {

FactList::FactList(Values values, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_values(values)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(&appearance, &Appearance::changed, this, &FactList::retheme);
    retheme();
    hide();
}

void FactList::setFacts(const QString &heading, const std::vector<Fact> &facts)
{
    if (m_heading == heading && m_facts == facts)
        return;
    m_heading = heading;
    m_facts = facts;
    setAccessibleName(heading);
    rebuild();
    setVisible(!facts.empty());
}

void FactList::rebuild()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto *heading = new PlainLabel(m_appearance, TextRole::Strong);
    heading->setText(m_heading);
    m_grid->addWidget(heading, 0, 0, 1, 3);
    int row = 1;
    for (const Fact &fact : m_facts) {
        auto *label = new PlainLabel(m_appearance, TextRole::Body, Tone::Secondary);
        label->setText(fact.label);
        auto *value = new PlainLabel(m_appearance, TextRole::Body);
        value->setText(fact.value);
        if (m_values == Values::Right) {
            value->setAlignment(Qt::AlignRight);
            value->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
            label->setMaximumLines(3); // a long name wraps before its figure
        } else {
            value->setMaximumLines(3);
            label->setAlignment(Qt::AlignTop);
        }
        if (fact.mark) {
            auto *mark = new SeverityMark(m_appearance, 16);
            mark->setSeverity(*fact.mark);
            m_grid->addWidget(mark, row, 0);
        }
        m_grid->addWidget(label, row, fact.mark ? 1 : 0, 1, fact.mark ? 1 : 2,
            m_values == Values::Left ? Qt::AlignTop : Qt::Alignment());
        m_grid->addWidget(value, row, 2);
        ++row;
    }
    m_grid->setColumnStretch(m_values == Values::Left ? 2 : 1, 1);
}

void FactList::retheme()
{
    m_grid->setHorizontalSpacing(m_appearance.theme().px(12));
    m_grid->setVerticalSpacing(m_appearance.theme().px(2));
}

} // namespace wuquan
