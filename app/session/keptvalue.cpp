// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/keptvalue.h"

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
    case MapLayer::DeviceClusters:
        return u"clusters"_s;
    case MapLayer::IncidentClusters:
        return u"incident-clusters"_s;
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

double keptNumber(const QSettings &file, const QString &key, double usual)
{
    bool isNumber = false;
    const double value = file.value(key).toDouble(&isNumber);
    return isNumber ? value : usual;
}

} // namespace wuquan
