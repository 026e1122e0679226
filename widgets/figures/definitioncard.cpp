// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/definitioncard.h"

#include "data/core/shanghai.h"
#include "widgets/base/factlist.h"
#include "widgets/base/plainlabel.h"
#include "widgets/figures/indicatortile.h"
#include "widgets/theme/format.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wuquan {

DefinitionCard::DefinitionCard(const IndicatorFigure &figure, std::optional<Instant> asOf, Language language,
    Appearance &appearance, QWidget *parent)
    : Popup(460, appearance, parent)
{
    auto *name = new PlainLabel(appearance, TextRole::Heading);
    name->setText(localName(language, figure.name, figure.nameEn) + u"  "_s + indicatorText(figure, language));
    setAccessibleName(name->text());
    auto *definition = new PlainLabel(appearance, TextRole::Body);
    definition->setMaximumLines(6);
    definition->setText(localName(language, figure.definition, figure.definitionEn));
    column().addWidget(name);
    column().addWidget(definition);

    std::vector<Fact> facts;
    const bool yearOnYear = figure.measure == IndicatorMeasure::CountYearOnYear;
    const auto window = [&](QDate end, int yearsBack) {
        const QDate last = end.addDays(-365 * yearsBack - 1);
        return formatDate(last.addDays(-364), language) + u" – "_s + formatDate(last, language);
    };
    switch (figure.measure) {
    case IndicatorMeasure::CountYearOnYear:
        facts.push_back({tr("本期件数"), formatCount(figure.numerator)});
        facts.push_back({tr("上期件数"), formatCount(figure.denominator)});
        break;
    case IndicatorMeasure::Ratio:
        facts.push_back({tr("分子"), formatCount(figure.numerator)});
        facts.push_back({tr("分母"), formatCount(figure.denominator)});
        facts.push_back({tr("比较"), indicatorComparison(figure, language)});
        break;
    case IndicatorMeasure::Count:
        facts.push_back({tr("件数"), formatCount(figure.numerator)});
        break;
    case IndicatorMeasure::Reported:
        facts.push_back({tr("说明"), localName(language, figure.note, figure.noteEn)});
        break;
    case IndicatorMeasure::DaysSince:
        break;
    }
    if (asOf) {
        const QDate today = shanghai::dayOf(*asOf);
        if (figure.measure != IndicatorMeasure::Reported && figure.measure != IndicatorMeasure::DaysSince)
            facts.push_back({tr("本期"), window(today, 0)});
        if (yearOnYear)
            facts.push_back({tr("上期"), window(today, 1)});
        else if (figure.measure == IndicatorMeasure::Ratio)
            facts.push_back({tr("比较期"), window(today, 3)});
        facts.push_back({tr("数据时间"), formatDate(today, language) + u' ' + formatClock(*asOf)});
    }
    auto *list = new FactList(FactList::Values::Left, appearance);
    list->setFacts(tr("口径"), facts);
    column().addWidget(list);
}

} // namespace wuquan
