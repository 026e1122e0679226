// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/areafeature.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::optional<AreaLevel> levelFromJson(const QJsonValue &value)
{
    static constexpr std::array names{"district"_L1, "street"_L1, "community"_L1, "grid"_L1};
    const int number = value.toInt();
    if (number >= 1 && number <= 4)
        return AreaLevel(number);
    const auto name = std::ranges::find(names, value.toString());
    return name != names.end() ? std::optional(AreaLevel(name - names.begin() + 1)) : std::nullopt;
}

QJsonArray jsonFromRing(const Ring &ring)
{
    QJsonArray array;
    for (const GeoPoint &point : ring)
        array.append(QJsonArray{point.longitude, point.latitude});
    array.append(array.first());
    return array;
}

QByteArray geoJsonFromShape(const MultiPolygon &shape)
{
    QJsonArray polygons;
    for (const Polygon &polygon : shape) {
        QJsonArray rings{jsonFromRing(polygon.outer)};
        for (const Ring &hole : polygon.holes)
            rings.append(jsonFromRing(hole));
        polygons.append(rings);
    }
    const bool single = shape.size() == 1;
    const QJsonObject geometry{{u"type"_s, single ? u"Polygon"_s : u"MultiPolygon"_s},
        {u"coordinates"_s, single ? polygons.first() : QJsonValue(polygons)}};
    return QJsonDocument(geometry).toJson(QJsonDocument::Compact);
}

void convert(Ring &ring, CoordinateSystem system)
{
    for (GeoPoint &point : ring)
        point = wgs84From(system, point);
}

/// Takes only text without NUL, which PostgreSQL can't hold, of up to most characters.
bool isText(const QString &text, qsizetype most)
{
    return text.toUcs4().size() <= most && !text.contains(QChar(0));
}

/// The reason why the properties are not those of an area; empty when they are.
QString readProperties(const QJsonObject &properties, AreaFeature &feature)
{
    Area &area = feature.area;
    const auto level = levelFromJson(properties["level"_L1]);
    if (!level)
        return u"level is not district, street, community or grid"_s;
    area.level = *level;
    if (area.code.isEmpty() || !isText(area.code, 32))
        return u"code is missing or longer than 32 characters"_s;
    if (area.name.isEmpty() || !isText(area.name, 256))
        return u"name is missing or longer than 256 characters"_s;
    area.nameEn = properties["name_en"_L1].toString();
    area.pinyin = properties["pinyin"_L1].toString();
    if (!isText(area.nameEn, 256) || !isText(area.pinyin, 256))
        return u"name_en or pinyin is longer than 256 characters"_s;
    feature.parentCode = properties["parent"_L1].toString();
    if ((area.level == AreaLevel::District) != feature.parentCode.isEmpty())
        return feature.parentCode.isEmpty() ? u"parent is missing"_s : u"a district has no parent"_s;
    if (const QJsonValue population = properties["population"_L1]; !population.isUndefined() && !population.isNull()) {
        area.population = population.toInt(-1);
        if (*area.population < 0)
            return u"population is not a whole number of people"_s;
    }
    return {};
}

QString readGeometry(const QJsonObject &geometry, CoordinateSystem system, AreaFeature &feature)
{
    auto shape = polygonFromGeoJson(geometry);
    if (!shape)
        return shape.error().message;
    for (Polygon &polygon : *shape) {
        convert(polygon.outer, system);
        for (Ring &hole : polygon.holes)
            convert(hole, system);
    }
    feature.boundary = geoJsonFromShape(*shape);
    return {};
}

} // namespace

Result<AreaFeatures> areaFeaturesFromGeoJson(const QByteArray &json, CoordinateSystem system)
{
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return failure(
            ErrorKind::Input, u"not JSON: %1 at byte %2"_s.arg(error.errorString(), QString::number(error.offset)));
    if (root["type"_L1].toString() != "FeatureCollection"_L1)
        return failure(ErrorKind::Input, u"not a GeoJSON FeatureCollection"_s);
    AreaFeatures features;
    QSet<QString> codes;
    for (const QJsonValue value : root["features"_L1].toArray()) {
        AreaFeature feature{.number = ++features.count, .area = {}, .parentCode = {}, .boundary = {}};
        const QJsonObject properties = value["properties"_L1].toObject();
        feature.area.code = properties["code"_L1].toString();
        feature.area.name = properties["name"_L1].toString();
        QString reason = readProperties(properties, feature);
        if (reason.isEmpty())
            reason = readGeometry(value["geometry"_L1].toObject(), system, feature);
        if (reason.isEmpty() && codes.contains(feature.area.code))
            reason = u"an earlier feature has the same code"_s;
        if (reason.isEmpty()) {
            codes.insert(feature.area.code);
            features.accepted.push_back(std::move(feature));
        } else {
            features.rejected.push_back({feature.number, feature.area.code, feature.area.name, reason});
        }
    }
    std::ranges::stable_sort(features.accepted, {}, [](const AreaFeature &f) { return f.area.level; });
    return features;
}

} // namespace wuquan
