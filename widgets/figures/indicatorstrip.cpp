// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/indicatorstrip.h"

#include "widgets/base/pressbyreturn.h"
#include "widgets/figures/definitioncard.h"
#include "widgets/figures/indicatorlist.h"
#include "widgets/figures/indicatortile.h"
#include "widgets/theme/appearance.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wuquan {

IndicatorStrip::IndicatorStrip(const DistrictStore &store, Language language, const DataStatusSource &status,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : Panel(appearance, parent)
    , m_store(store)
    , m_language(language)
    , m_status(status)
    , m_clock(clock)
    , m_appearance(appearance)
    , m_row(new QWidget)
    , m_more(new QPushButton(m_row))
{
    setAccessibleName(tr("指标"));
    setSecondary();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setContent(m_row);
    m_more->setProperty("flatRole", u"plain"_s);
    pressByReturn(*m_more);
    connect(m_more, &QPushButton::clicked, this, &IndicatorStrip::openList);
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.indicators || change.areas || change.completed)
            refresh();
    });
    connect(&status, &DataStatusSource::changed, this, &IndicatorStrip::followStatus);
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        layoutTiles();
    });
    refresh();
}

QSize IndicatorStrip::sizeHint() const
{
    return {m_appearance.theme().px(1200), m_appearance.theme().px(58)};
}

QSize IndicatorStrip::minimumSizeHint() const
{
    return {m_appearance.theme().px(200), m_appearance.theme().px(58)};
}

void IndicatorStrip::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    layoutTiles();
}

void IndicatorStrip::showState()
{
    m_shownState = m_status.status().state;
    if (!showCondition(m_store, m_status.status(), m_clock.now(), m_language) || !m_store.indicators().empty())
        return;
    if (m_store.isComplete())
        showEmpty(tr("没有指标"));
    else
        showLoading();
}

/// Every answer of the database changes the status, three times a second; only another state changes the tiles.
void IndicatorStrip::followStatus()
{
    if (m_status.status().state == m_shownState)
        showState();
    else
        refresh();
}

void IndicatorStrip::refresh()
{
    showState();
    const std::vector<IndicatorFigure> &figures = m_store.indicators();
    while (m_tiles.size() > figures.size()) {
        delete m_tiles.back();
        m_tiles.pop_back();
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (i < m_tiles.size()) {
            m_tiles[i]->setFigure(figures[i]);
            continue;
        }
        auto *tile = new IndicatorTile(figures[i], m_language, m_appearance, m_row);
        connect(tile, &QAbstractButton::clicked, this, [this, tile] { openDefinition(tile->figure(), *tile); });
        m_tiles.push_back(tile);
    }
    layoutTiles();
}

void IndicatorStrip::layoutTiles()
{
    const int width = this->width() - 2;
    const int height = this->height() - 2;
    const auto widthOfAll = [this](bool compact) {
        int sum = 0;
        for (IndicatorTile *tile : m_tiles) {
            tile->setCompact(compact);
            sum += tile->sizeHint().width();
        }
        return sum;
    };
    const bool tooNarrow = widthOfAll(false) > width && widthOfAll(true) > width;
    const int moreWidth = tooNarrow ? m_appearance.theme().px(52) : 0;
    int used = moreWidth;
    m_fit = 0;
    while (m_fit < m_tiles.size() && used + m_tiles[m_fit]->sizeHint().width() <= width)
        used += m_tiles[m_fit++]->sizeHint().width();
    // Those shown share what is left over.
    const int more = m_fit > 0 ? (width - used) / int(m_fit) : 0;
    int x = 0;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setVisible(i < m_fit);
        if (i >= m_fit)
            continue;
        const int wide = m_tiles[i]->sizeHint().width() + more;
        m_tiles[i]->setGeometry(x, 0, wide, height);
        x += wide;
    }
    m_more->setGeometry(width - moreWidth, 0, moreWidth, height);
    setMoreCount(m_tiles.size() - m_fit);
}

void IndicatorStrip::setMoreCount(std::size_t count)
{
    m_more->setFont(m_appearance.theme().font(TextRole::Strong));
    m_more->setText(u"+%1"_s.arg(count));
    m_more->setAccessibleName(tr("另有 %1 项指标").arg(count));
    m_more->setVisible(count > 0);
    if (count > 0 && m_fit > 0)
        QWidget::setTabOrder(m_tiles[m_fit - 1], m_more);
}

void IndicatorStrip::openList()
{
    std::vector<IndicatorFigure> rest;
    for (std::size_t i = m_fit; i < m_tiles.size(); ++i)
        rest.push_back(m_tiles[i]->figure());
    auto *list = new IndicatorList(rest, m_language, m_appearance, this);
    connect(
        list, &IndicatorList::chosen, this, [this](const IndicatorFigure &figure) { openDefinition(figure, *m_more); });
    list->popUpAt(*m_more);
}

void IndicatorStrip::openDefinition(const IndicatorFigure &figure, const QWidget &anchor)
{
    (new DefinitionCard(figure, m_store.indicatorsAsOf(), m_language, m_appearance, this))->popUpAt(anchor);
}

} // namespace wuquan
