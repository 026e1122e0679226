// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "widgets/base/panel.h"

#include <vector>

class QPushButton;

namespace wuquan {

class IndicatorTile;

/// One slim row of indicators, in the order of the catalogue. Tiles share the width; those that don't fit stand in a
/// list that the last tile, "+2", opens, so that none is ever cut.
class IndicatorStrip : public Panel {
    Q_OBJECT
public:
    IndicatorStrip(const DistrictStore &store, Language language, const DataStatusSource &status,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<IndicatorTile *> &tiles() const { return m_tiles; }
    /// Opens the list of those that don't fit; hidden while all do.
    [[nodiscard]] QPushButton &moreButton() { return *m_more; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showState();
    void followStatus();
    void layoutTiles();
    void setMoreCount(std::size_t count);
    void openList();
    void openDefinition(const IndicatorFigure &figure, const QWidget &anchor);

    const DistrictStore &m_store;
    Language m_language;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    Appearance &m_appearance;
    QWidget *m_row;
    std::vector<IndicatorTile *> m_tiles;
    std::size_t m_fit = 0; ///< how many of them are shown
    QPushButton *m_more;
    DataStatus::State m_shownState{};
};

} // namespace wuquan
