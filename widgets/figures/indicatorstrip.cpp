// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/indicatorstrip.h"

#include "data/view/datastatus.h"
#include "widgets/figures/definitioncard.h"
#include "widgets/figures/indicatortile.h"
#include "widgets/theme/appearance.h"

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
{
    setAccessibleName(tr("指标"));
    setSecondary();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setContent(m_row);
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.indicators || change.areas)
            refresh();
    });
    connect(&status, &DataStatusSource::changed, this, &IndicatorStrip::refresh);
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

void IndicatorStrip::refresh()
{
    const std::vector<IndicatorFigure> &figures = m_store.indicators();
    if (showCondition(m_store, m_status.status(), m_clock.now(), m_language) && figures.empty()) {
        if (m_store.isComplete())
            showEmpty(tr("没有指标"));
        else
            showLoading();
    }
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
        connect(tile, &QAbstractButton::clicked, this, [this, tile] { openDefinition(*tile); });
        m_tiles.push_back(tile);
    }
    layoutTiles();
}

void IndicatorStrip::layoutTiles()
{
    const int width = this->width() - 2;
    const int height = this->height() - 2;
    int used = 0;
    std::size_t fit = 0;
    while (fit < m_tiles.size() && used + m_tiles[fit]->sizeHint().width() <= width)
        used += m_tiles[fit++]->sizeHint().width();
    // Those shown share what is left over.
    const int more = fit > 0 ? (width - used) / int(fit) : 0;
    int x = 0;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setVisible(i < fit);
        if (i >= fit)
            continue;
        const int wide = m_tiles[i]->sizeHint().width() + more;
        m_tiles[i]->setGeometry(x, 0, wide, height);
        x += wide;
    }
}

void IndicatorStrip::openDefinition(IndicatorTile &tile)
{
    (new DefinitionCard(tile.figure(), m_store.asOf(), m_language, m_appearance, this))->popUpAt(tile);
}

} // namespace wuquan
