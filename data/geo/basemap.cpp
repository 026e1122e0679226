// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/basemap.h"

#include "data/core/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Adds what the file says of its origin.
Result<QJsonArray> features(const QString &name, QString &attribution)
{
    const auto content = readResource(name);
    if (!content)
        return std::unexpected(content.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*content, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::Input, u"%1: %2 at byte %3"_s.arg(name, error.errorString()).arg(error.offset));
    if (document["type"_L1].toString() != "FeatureCollection"_L1)
        return failure(ErrorKind::Input, u"%1: not a GeoJSON FeatureCollection"_s.arg(name));
    if (const QString origin = document["attribution"_L1].toString().simplified(); !origin.isEmpty())
        attribution += (attribution.isEmpty() ? QString() : u"; "_s) + origin;
    return document["features"_L1].toArray();
}

RoadClass roadClass(const QString &name)
{
    if (name == "primary"_L1)
        return RoadClass::Primary;
    return name == "secondary"_L1 ? RoadClass::Secondary : RoadClass::Tertiary;
}

} // namespace

Result<Basemap> Basemap::load()
{
    Basemap map;
    const auto water = features(u"district/water.geojson"_s, map.attribution);
    if (!water)
        return std::unexpected(water.error());
    for (const auto &feature : *water) {
        if (auto shape = polygonFromGeoJson(feature["geometry"_L1].toObject()))
            map.water.push_back(*std::move(shape));
    }
    const auto roads = features(u"district/roads.geojson"_s, map.attribution);
    if (!roads)
        return std::unexpected(roads.error());
    for (const auto &feature : *roads) {
        if (auto line = lineFromGeoJson(feature["geometry"_L1].toObject()))
            map.roads.push_back({roadClass(feature["properties"_L1]["class"_L1].toString()), *std::move(line)});
    }
    for (const MultiPolygon &shape : map.water) {
        for (const Polygon &polygon : shape) {
            for (GeoPoint point : polygon.outer)
                map.extent.include(point);
        }
    }
    for (const Road &road : map.roads) {
        for (GeoPoint point : road.line)
            map.extent.include(point);
    }
    return map;
}

} // namespace wuquan
