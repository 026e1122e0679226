// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirrorposition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QByteArray text(double degrees)
{
    return QByteArray::number(degrees, 'g', 17);
}

void convertPosition(CoordinateSystem system, std::optional<QByteArray> &longitude, std::optional<QByteArray> &latitude)
{
    if (!longitude || !latitude)
        return;
    bool hasLongitude = false;
    bool hasLatitude = false;
    const GeoPoint given{longitude->toDouble(&hasLongitude), latitude->toDouble(&hasLatitude)};
    if (!hasLongitude || !hasLatitude || !isUsable(given))
        return;
    const GeoPoint point = wgs84From(system, given);
    longitude = text(point.longitude);
    latitude = text(point.latitude);
}

/// Positions at whatever depth of GeoJSON coordinates.
QJsonArray converted(CoordinateSystem system, const QJsonArray &coordinates)
{
    if (coordinates.size() >= 2 && coordinates[0].isDouble() && coordinates[1].isDouble()) {
        const GeoPoint given{coordinates[0].toDouble(), coordinates[1].toDouble()};
        if (!isUsable(given))
            return coordinates;
        const GeoPoint point = wgs84From(system, given);
        return {point.longitude, point.latitude};
    }
    QJsonArray result;
    for (const QJsonValue value : coordinates)
        result.append(value.isArray() ? QJsonValue(converted(system, value.toArray())) : value);
    return result;
}

void convertBoundary(CoordinateSystem system, std::optional<QByteArray> &boundary)
{
    if (!boundary)
        return;
    QJsonObject geometry = QJsonDocument::fromJson(*boundary).object();
    if (!geometry["coordinates"_L1].isArray())
        return;
    geometry["coordinates"_L1] = converted(system, geometry["coordinates"_L1].toArray());
    boundary = QJsonDocument(geometry).toJson(QJsonDocument::Compact);
}

} // namespace

void toWgs84(CoordinateSystem system, SourceRows &rows)
{
    if (system == CoordinateSystem::Wgs84 || system == CoordinateSystem::Cgcs2000)
        return;
    const auto longitude = rows.columns.indexOf("longitude");
    const auto latitude = rows.columns.indexOf("latitude");
    const auto boundary = rows.columns.indexOf("boundary");
    const std::size_t width = std::size_t(rows.columns.size());
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        auto *const cells = &rows.cells[row * width];
        if (longitude >= 0 && latitude >= 0)
            convertPosition(system, cells[longitude], cells[latitude]);
        if (boundary >= 0)
            convertBoundary(system, cells[boundary]);
    }
}

} // namespace wuquan
