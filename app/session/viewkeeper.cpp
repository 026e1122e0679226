// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/viewkeeper.h"

#include "app/session/keptvalue.h"
#include "data/core/log.h"

#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace wuquan {

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
            {keptNumber(file, key + u"-opacity"_s, usual.opacity),
                keptNumber(file, key + u"-from-zoom"_s, usual.fromZoom),
                keptNumber(file, key + u"-to-zoom"_s, usual.toZoom)});
    }
    m_view->setLayers(shown);
    AreaShading shading;
    for (const AreaMeasure measure : allAreaMeasures) {
        if (file.value(u"map/areas-by"_s).toString() == codeOf(measure))
            shading.measure = measure;
    }
    shading.isContinuous = file.value(u"map/areas-ramp"_s).toString() == "true"_L1;
    m_view->setAreaShading(shading);
    const double from = keptNumber(file, u"map/heat-from"_s, -1), to = keptNumber(file, u"map/heat-to"_s, 0);
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
