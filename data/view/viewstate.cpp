// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/viewstate.h"

#include <algorithm>
#include <cmath>

namespace wuquan {

ViewState::ViewState(Language language, QObject *parent)
    : QObject(parent)
    , m_language(language)
    , m_layers(MapLayer::Choropleth | MapLayer::Devices | MapLayer::Incidents | MapLayer::Roads | MapLayer::Labels
          | MapLayer::Annotations | MapLayer::Tiles)
{
}

void ViewState::setFilter(const Filter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    Q_EMIT filterChanged();
}

void ViewState::setTodo(Todo todo)
{
    if (m_todo == todo)
        return;
    m_todo = todo;
    Q_EMIT filterChanged();
}

void ViewState::setLayers(MapLayers layers)
{
    if (m_layers == layers)
        return;
    m_layers = layers;
    Q_EMIT layersChanged();
}

LayerLook ViewState::look(MapLayer layer) const
{
    const auto at = m_looks.find(layer);
    return at == m_looks.end() ? usualLook(layer) : at->second;
}

void ViewState::setLook(MapLayer layer, LayerLook look)
{
    if (!std::isfinite(look.opacity) || !std::isfinite(look.fromZoom) || !std::isfinite(look.toZoom))
        return;
    look.opacity = std::clamp(look.opacity, 0.0, 1.0);
    look.fromZoom = std::clamp(look.fromZoom, farthestZoom, nearestZoom);
    look.toZoom = std::clamp(look.toZoom, look.fromZoom, nearestZoom);
    if (look == this->look(layer))
        return;
    m_looks[layer] = look;
    Q_EMIT layersChanged();
}

void ViewState::setAreaShading(AreaShading shading)
{
    if (m_areaShading == shading)
        return;
    m_areaShading = shading;
    Q_EMIT layersChanged();
}

void ViewState::setHeatSpan(std::optional<HeatSpan> span)
{
    if (span) {
        span->from = std::clamp(span->from, 0, HeatSpan::mostDays);
        span->to = std::clamp(span->to, 0, span->from);
    }
    if (m_heatSpan == span)
        return;
    m_heatSpan = span;
    Q_EMIT layersChanged();
}

void ViewState::adopt(const ViewState &other)
{
    m_looks = other.m_looks;
    setFilter(other.m_filter);
    setTodo(other.m_todo);
    setAreaShading(other.m_areaShading);
    setHeatSpan(other.m_heatSpan);
    setTrendStep(other.m_trendStep);
    m_layers = other.m_layers;
    Q_EMIT layersChanged();
}

void ViewState::setTrendStep(TrendStep step)
{
    if (m_trendStep == step)
        return;
    m_trendStep = step;
    Q_EMIT trendStepChanged();
}

} // namespace wuquan
