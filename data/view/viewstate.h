// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/trends/trendstep.h"
#include "data/view/filter.h"

#include <QFlags>
#include <QObject>

namespace wuquan {

/// Layers of the map that can be hidden.
enum class MapLayer : std::uint8_t {
    Choropleth = 1,
    Devices = 2,
    Places = 4,
    Incidents = 8,
    Roads = 16,
    Labels = 32,
    Heat = 64, ///< density of open incidents
    Clusters = 128, ///< devices farther away than street zoom
};
Q_DECLARE_FLAGS(MapLayers, MapLayer)
Q_DECLARE_OPERATORS_FOR_FLAGS(MapLayers)

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
    [[nodiscard]] TrendStep trendStep() const { return m_trendStep; }
    void setTrendStep(TrendStep step);

Q_SIGNALS:
    void filterChanged(); ///< the filter or the inbox group
    void layersChanged();
    void trendStepChanged();

private:
    Language m_language;
    Filter m_filter;
    Todo m_todo = Todo::All;
    MapLayers m_layers;
    TrendStep m_trendStep = TrendStep::Day;
};

} // namespace wuquan
