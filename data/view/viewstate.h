// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/trends/trendstep.h"
#include "data/view/areashading.h"
#include "data/view/filter.h"
#include "data/view/heatspan.h"
#include "data/view/maplayers.h"

#include <QObject>

#include <map>
#include <optional>

namespace wuquan {

/// What every panel and the map must agree on. Lives in the GUI thread; owned by app.
class ViewState : public QObject {
    Q_OBJECT
public:
    explicit ViewState(Language language, QObject *parent = nullptr);

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    void setFilter(const Filter &filter);
    [[nodiscard]] Todo todo() const { return m_todo; }
    void setTodo(Todo todo);
    [[nodiscard]] MapLayers layers() const { return m_layers; }
    void setLayers(MapLayers layers);
    [[nodiscard]] LayerLook look(MapLayer layer) const;
    /// Values out of range are brought into it; what is not a number changes nothing.
    void setLook(MapLayer layer, LayerLook look);
    [[nodiscard]] AreaShading areaShading() const { return m_areaShading; }
    void setAreaShading(AreaShading shading);
    /// Of which days heat is shown; none: of what is open now.
    [[nodiscard]] std::optional<HeatSpan> heatSpan() const { return m_heatSpan; }
    void setHeatSpan(std::optional<HeatSpan> span);
    /// Everything but the language becomes as the other has it.
    void adopt(const ViewState &other);
    [[nodiscard]] TrendStep trendStep() const { return m_trendStep; }
    void setTrendStep(TrendStep step);

Q_SIGNALS:
    void filterChanged(); ///< the filter or the inbox group
    void layersChanged(); ///< which are shown, how, what areas are coloured by, or of which days heat is
    void trendStepChanged();

private:
    Language m_language;
    Filter m_filter;
    Todo m_todo = Todo::All;
    MapLayers m_layers;
    std::map<MapLayer, LayerLook> m_looks; ///< of those that somebody changed
    AreaShading m_areaShading;
    std::optional<HeatSpan> m_heatSpan;
    TrendStep m_trendStep = TrendStep::Day;
};

} // namespace wuquan
