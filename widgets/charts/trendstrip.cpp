// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/trendstrip.h"

#include "data/view/viewstate.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/base/seal.h"
#include "widgets/charts/trendlegend.h"
#include "widgets/theme/appearance.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

TrendStrip::TrendStrip(const DistrictStore &store, ViewState &view, const DataStatusSource &status,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_view(view)
    , m_status(status)
    , m_clock(clock)
    , m_appearance(appearance)
    , m_area(new PlainLabel(appearance, TextRole::Strong))
    , m_steps(new QButtonGroup(this))
    , m_grid(new QGridLayout(this))
    , m_head(new QHBoxLayout)
{
    setAccessibleName(tr("五圈趋势"));
    m_head->addWidget(m_area, 1);
    m_head->addWidget(new TrendLegend(appearance));
    const std::array steps{std::pair(TrendStep::Day, tr("日")), std::pair(TrendStep::Week, tr("周")),
        std::pair(TrendStep::Month, tr("月"))};
    for (const auto &[step, text] : steps) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setProperty("flatRole", u"plain"_s);
        pressByReturn(*button);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(tr("趋势按 %1").arg(text));
        m_steps->addButton(button, int(step));
        m_head->addWidget(button);
    }
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->addLayout(m_head, 0, 0, 1, 5);
    for (const Circle circle : allCircles) {
        auto *chart = new TrendChart(circle, store, view, status, clock, appearance);
        m_charts[circleIndex(circle)] = chart;
        m_grid->addWidget(chart, 1, int(circleIndex(circle)));
        m_grid->setColumnStretch(int(circleIndex(circle)), 1);
        connect(chart, &Panel::retryRequested, this, &TrendStrip::retryRequested);
    }
    m_grid->setRowStretch(1, 1);
    connect(m_steps, &QButtonGroup::idClicked, this, [this](int step) { m_view.setTrendStep(TrendStep(step)); });
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &TrendStrip::refresh);
    connect(&m_minute, &QTimer::timeout, this, &TrendStrip::refresh);
    m_minute.start(15s); // the clock beside the figures shows minutes
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.completed) // nobody shall wait for a whole state
            refresh();
        else if ((change.incidents() || change.trends || change.areas) && !m_soon.isActive())
            m_soon.start();
    });
    connect(&view, &ViewState::trendStepChanged, this, &TrendStrip::refresh);
    connect(&view, &ViewState::filterChanged, this, &TrendStrip::refresh);
    connect(&status, &DataStatusSource::changed, this, &TrendStrip::followStatus);
    connect(&appearance, &Appearance::changed, this, &TrendStrip::retheme);
    retheme();
    refresh();
}

void TrendStrip::refresh()
{
    showConditions();
    const auto urgent = urgentCircles(m_store);
    for (const Circle circle : allCircles) {
        chart(circle).setUrgent(urgent[circleIndex(circle)]);
        chart(circle).refresh();
    }
    m_steps->button(int(m_view.trendStep()))->setChecked(true);
    const Area *street = m_view.filter().area ? m_store.ancestor(*m_view.filter().area, AreaLevel::Street) : nullptr;
    m_area->setText(street ? tr("五圈趋势 · %1").arg(localName(m_view.language(), street->name, street->nameEn))
                           : tr("五圈趋势 · 全区"));
}

void TrendStrip::showConditions()
{
    m_shownState = m_status.status().state;
    for (TrendChart *one : m_charts) {
        if (!one->showCondition(m_store, m_status.status(), m_clock.now(), m_view.language())
            || !m_store.trends().isEmpty())
            continue;
        if (m_store.isComplete())
            one->showEmpty(tr("没有历史数据"));
        else
            one->showLoading();
    }
}

/// Every answer of the database changes the status, three times a second; only another state changes the figures.
void TrendStrip::followStatus()
{
    if (m_status.status().state == m_shownState)
        showConditions();
    else
        refresh();
}

void TrendStrip::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(4));
    m_head->setSpacing(theme.px(4));
    for (QAbstractButton *button : m_steps->buttons()) {
        button->setFont(theme.font(TextRole::Small));
        button->setMinimumWidth(theme.px(44));
        button->setFixedHeight(theme.px(28));
    }
}

} // namespace wuquan
