// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/viewkeeper.h"

#include "data/core/log.h"

#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace wuquan {

QString codeOf(MapLayer layer)
{
    switch (layer) {
    case MapLayer::Choropleth:
        return u"areas"_s;
    case MapLayer::Devices:
        return u"devices"_s;
    case MapLayer::Places:
        return u"places"_s;
    case MapLayer::Incidents:
        return u"incidents"_s;
    case MapLayer::Roads:
        return u"roads"_s;
    case MapLayer::Labels:
        return u"names"_s;
    case MapLayer::Heat:
        return u"heat"_s;
    case MapLayer::Clusters:
        return u"clusters"_s;
    case MapLayer::Responders:
        return u"teams"_s;
    case MapLayer::Cones:
        return u"camera-views"_s;
    case MapLayer::Annotations:
        return u"annotations"_s;
    case MapLayer::Tiles:
        return u"tiles"_s;
    }
    return {};
}

namespace {

QString codeOf(AreaMeasure measure)
{
    switch (measure) {
    case AreaMeasure::Open:
        return u"open"_s;
    case AreaMeasure::Overdue:
        return u"overdue"_s;
    case AreaMeasure::OpenPerArea:
        return u"open-per-km2"_s;
    case AreaMeasure::Reported:
        return u"reported"_s;
    case AreaMeasure::DevicesSilent:
        return u"devices-silent"_s;
    }
    return {};
}

/// The value of a key; the usual one where the file has none or no number.
double number(const QSettings &file, const QString &key, double usual)
{
    bool isNumber = false;
    const double value = file.value(key).toDouble(&isNumber);
    return isNumber ? value : usual;
}

} // namespace

ViewKeeper::ViewKeeper(ViewState &view, const QString &path, QObject *parent)
    : QObject(parent)
    , m_view(&view)
    , m_path(path)
{
    if (m_path.isEmpty())
        return;
    load();
    m_timer.setSingleShot(true);
    m_timer.setInterval(rest);
    connect(&m_timer, &QTimer::timeout, this, &ViewKeeper::save);
    connect(&view, &ViewState::layersChanged, this, [this] { m_timer.start(); });
}

ViewKeeper::~ViewKeeper()
{
    if (m_timer.isActive())
        save();
}

void ViewKeeper::load()
{
    if (!QFileInfo::exists(m_path))
        return;
    const QSettings file(m_path, QSettings::IniFormat);
    MapLayers shown = m_view->layers();
    for (const MapLayer layer : allMapLayers) {
        const QString key = u"map/"_s + codeOf(layer);
        if (const QString is = file.value(key + u"-shown"_s).toString(); is == "true"_L1 || is == "false"_L1)
            shown.setFlag(layer, is == "true"_L1);
        const LayerLook usual = usualLook(layer);
        m_view->setLook(layer,
            {number(file, key + u"-opacity"_s, usual.opacity), number(file, key + u"-from-zoom"_s, usual.fromZoom),
                number(file, key + u"-to-zoom"_s, usual.toZoom)});
    }
    m_view->setLayers(shown);
    AreaShading shading;
    for (const AreaMeasure measure : allAreaMeasures) {
        if (file.value(u"map/areas-by"_s).toString() == codeOf(measure))
            shading.measure = measure;
    }
    shading.isContinuous = file.value(u"map/areas-ramp"_s).toString() == "true"_L1;
    m_view->setAreaShading(shading);
    const double from = number(file, u"map/heat-from"_s, -1), to = number(file, u"map/heat-to"_s, 0);
    if (from >= 0 && from <= HeatSpan::mostDays && to >= 0 && to <= from)
        m_view->setHeatSpan(HeatSpan{int(from), int(to)});
}

void ViewKeeper::save()
{
    QSettings file(m_path, QSettings::IniFormat);
    for (const MapLayer layer : allMapLayers) {
        const QString key = u"map/"_s + codeOf(layer);
        const LayerLook look = m_view->look(layer);
        file.setValue(key + u"-shown"_s, m_view->layers().testFlag(layer));
        file.setValue(key + u"-opacity"_s, look.opacity);
        file.setValue(key + u"-from-zoom"_s, look.fromZoom);
        file.setValue(key + u"-to-zoom"_s, look.toZoom);
    }
    const AreaShading shading = m_view->areaShading();
    file.setValue(u"map/areas-by"_s, codeOf(shading.measure));
    file.setValue(u"map/areas-ramp"_s, shading.isContinuous);
    const auto span = m_view->heatSpan();
    file.setValue(u"map/heat-from"_s, span ? span->from : -1); // -1: of what is open
    file.setValue(u"map/heat-to"_s, span ? span->to : 0);
    file.sync();
    if (file.status() != QSettings::NoError)
        qCWarning(logStore) << "what is shown of the map can't be kept in" << m_path;
}

} // namespace wuquan
