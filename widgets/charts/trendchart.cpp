// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/trendchart.h"

#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/viewstate.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/seal.h"
#include "widgets/charts/trendplot.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

TrendChart::TrendChart(Circle circle, const DistrictStore &store, const ViewState &view, const DataStatusSource &status,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : Panel(appearance, parent)
    , m_circle(circle)
    , m_store(store)
    , m_view(view)
    , m_status(status)
    , m_clock(clock)
    , m_appearance(appearance)
    , m_seal(new Seal(circle, appearance))
    , m_name(new PlainLabel(appearance, TextRole::Strong))
    , m_unit(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_figure(new PlainLabel(appearance, TextRole::Figure))
    , m_until(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_change(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_plot(new TrendPlot(view.language(), appearance))
{
    setSecondary();
    m_name->setText(words::circleName(circle));
    m_unit->setAlignment(Qt::AlignRight);
    // Names and figures are never elided; a narrow chart shortens what explains them.
    m_name->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_figure->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_change->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_heading = new QHBoxLayout;
    m_heading->addWidget(m_seal);
    m_heading->addWidget(m_name, 1);
    m_heading->addWidget(m_unit);
    m_figureRow = new QHBoxLayout;
    auto *beside = new QVBoxLayout;
    beside->setSpacing(0);
    beside->addWidget(m_until);
    beside->addWidget(m_change);
    m_figureRow->addWidget(m_figure);
    m_figureRow->addLayout(beside, 1);
    m_column->addLayout(m_heading);
    m_column->addLayout(m_figureRow);
    m_column->addWidget(m_plot, 1);
    setContent(content);
    connect(&appearance, &Appearance::changed, this, &TrendChart::retheme);
    retheme();
    refresh();
}

void TrendChart::refresh()
{
    const Instant until = cut();
    const TrendCube &cube = m_store.trends();
    const auto in = street();
    // The cube says which day is today: across midnight both figures change together, when the next cube comes.
    m_series = trendSeries(cube, in, m_circle, m_view.trendStep(), countToday(in, cube.endDay()),
        cube.endDay() == shanghai::dayOf(until) ? shanghai::secondOfDay(until) : 86399);
    m_plot->setSeries(m_series, m_view.trendStep());
    m_unit->setText(unitText());
    m_figure->setText(cube.isEmpty() ? u"–"_s : formatCount(m_series.present));
    m_until->setText(cube.isEmpty() ? QString() : untilText());
    m_change->setText(cube.isEmpty() ? QString() : changeText());
    setAccessibleName(words::circleName(m_circle) + u' ' + formatCount(m_series.present) + u' ' + comparison());
}

void TrendChart::setUrgent(bool urgent)
{
    m_seal->setUrgent(urgent);
}

QString TrendChart::comparison() const
{
    return m_store.trends().isEmpty() ? QString() : untilText() + u"   "_s + changeText();
}

/// Up to when the figures reach: what nobody has told us yet is not missing from today but unknown.
Instant TrendChart::cut() const
{
    const auto heard = m_status.status().lastHeard ? m_status.status().lastHeard : m_store.asOf();
    return heard ? std::min(m_clock.now(), *heard) : m_clock.now();
}

QString TrendChart::untilText() const
{
    const Instant until = cut();
    if (shanghai::dayOf(until) != shanghai::dayOf(m_clock.now()))
        return tr("截至 %1").arg(formatMoment(until, m_clock.now(), m_view.language()));
    const QString time = formatClock(until, false);
    switch (m_view.trendStep()) {
    case TrendStep::Day:
        return tr("今日截至 %1").arg(time);
    case TrendStep::Week:
        return tr("本周截至 %1").arg(time);
    case TrendStep::Month:
        return tr("本月截至 %1").arg(time);
    }
    return {};
}

QString TrendChart::changeText() const
{
    if (const auto change = m_series.change())
        return tr("同比 %1").arg(formatPercent(*change, Sign::Always));
    return tr("去年同期 %1").arg(formatCount(m_series.presentLastYear));
}

std::optional<AreaId> TrendChart::street() const
{
    if (!m_view.filter().area)
        return std::nullopt;
    const Area *street = m_store.ancestor(*m_view.filter().area, AreaLevel::Street);
    return street ? std::optional(street->id) : std::nullopt;
}

int TrendChart::countToday(std::optional<AreaId> street, QDate today) const
{
    const Instant begin = shanghai::startOf(today);
    return int(std::ranges::count_if(m_store.incidents(), [&](const Incident &incident) {
        return incident.circle == m_circle && incident.reportedAt >= begin && (!street || incident.street == street);
    }));
}

QString TrendChart::unitText() const
{
    switch (m_view.trendStep()) {
    case TrendStep::Day:
        return tr("30 天 · 件 / 日");
    case TrendStep::Week:
        return tr("26 周 · 件 / 周");
    case TrendStep::Month:
        return tr("12 个月 · 件 / 月");
    }
    return {};
}

void TrendChart::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_column->setContentsMargins(theme.px(16), theme.px(10), theme.px(14), theme.px(6));
    m_column->setSpacing(theme.px(2));
    m_heading->setSpacing(theme.px(10));
    m_figureRow->setSpacing(theme.px(12));
}

} // namespace wuquan
