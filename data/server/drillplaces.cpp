// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillplaces.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wuquan {

namespace {

constexpr int tries = 1000; ///< of a shape that fills a hundredth of its bounds, one in 20,000 is given up

} // namespace

Result<DrillPlaces> DrillPlaces::read(postgres::Session &session)
{
    const auto rows
        = session.query("select area_id, boundary::text from wuquan.area where level = 4 and boundary is not null");
    if (!rows)
        return std::unexpected(rows.error());
    DrillPlaces places;
    for (int i = 0; i < rows->rowCount(); ++i) {
        const auto shape = polygonFromGeoJson(QJsonDocument::fromJson(rows->bytes(i, 1).toByteArray()).object());
        if (shape)
            places.m_shapes.emplace(rows->value<std::int32_t>(i, 0).value_or(0), *shape);
    }
    return places;
}

std::optional<GeoPoint> DrillPlaces::any(std::int32_t area, QRandomGenerator &random) const
{
    const auto found = m_shapes.find(area);
    if (found == m_shapes.end())
        return std::nullopt;
    const MultiPolygon &shape = found->second;
    const AreaLocator inside(std::span(&shape, 1));
    const GeoBounds box = bounds(shape);
    for (int i = 0; i < tries; ++i) {
        const GeoPoint point{box.west + random.generateDouble() * (box.east - box.west),
            box.south + random.generateDouble() * (box.north - box.south)};
        if (inside.areaAt(point))
            return point;
    }
    return labelPoint(shape);
}

} // namespace wuquan
