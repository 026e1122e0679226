// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/area.h"
#include "data/geo/coordinatesystem.h"

#include <expected>
#include <vector>

namespace wuquan {

/// An area as a file gives it, its parent still by code.
struct AreaFeature {
    int number = 0; ///< place in the file, from 1
    Area area; ///< id and parent not set
    QString parentCode; ///< empty for a district
    QByteArray boundary; ///< GeoJSON in WGS84
};

struct RejectedFeature {
    int number = 0;
    QString code, name;
    QString reason;
};

struct AreaFeatures {
    int count = 0;
    std::vector<AreaFeature> accepted; ///< by level, districts first
    std::vector<RejectedFeature> rejected;
};

/// Reads a GeoJSON FeatureCollection; see importAreas for its properties. ErrorKind::Input when it is none.
[[nodiscard]] Result<AreaFeatures> areaFeaturesFromGeoJson(const QByteArray &json, CoordinateSystem system);

} // namespace wuquan
