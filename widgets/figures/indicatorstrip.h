// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "widgets/base/panel.h"

#include <vector>

namespace wuquan {

class DataStatusSource;
class IndicatorTile;

/// One slim row of indicators, in the order of the catalogue. Tiles share the width; those that don't fit are left out
/// from the end, so that none is ever cut.
class IndicatorStrip : public Panel {
    Q_OBJECT
public:
    IndicatorStrip(const DistrictStore &store, Language language, const DataStatusSource &status,
        const ServerClock &clock, Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<IndicatorTile *> &tiles() const { return m_tiles; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void layoutTiles();
    void openDefinition(IndicatorTile &tile);

    const DistrictStore &m_store;
    Language m_language;
    const DataStatusSource &m_status;
    const ServerClock &m_clock;
    Appearance &m_appearance;
    QWidget *m_row;
    std::vector<IndicatorTile *> m_tiles;
};

} // namespace wuquan
