// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/geo/coordinatesystem.h"
#include "data/postgres/settings.h"

#include <QDate>

#include <optional>

namespace wuquan {

struct AreaImportOptions {
    QString file;
    CoordinateSystem coordinateSystem = CoordinateSystem::Wgs84;
    /// First day on which the file holds: changed areas get a new row then and the old row ends. None: rows that hold
    /// now are changed in place, new ones hold since ever.
    std::optional<QDate> validFrom;
    bool dryRun = false; ///< everything is tried in a transaction that is rolled back
};

struct AreaImportReport {
    int read = 0;
    int added = 0;
    int changed = 0;
    int unchanged = 0;
    int rejected = 0;
    QString rejectedFile; ///< empty when no feature was rejected
};

/// Imports a GeoJSON FeatureCollection of areas in one transaction. Properties: level (district, street, community,
/// grid or 1 to 4), code, name, parent (code of the area one level up, in the file or in the database) and, where
/// known, population, name_en, pinyin. Areas that the file does not name stay. A feature that can't be taken is
/// rejected with the reason, and so are those below it. Blocks; for wuquanctl and tests.
[[nodiscard]] Result<AreaImportReport> importAreas(
    const postgres::Settings &settings, const AreaImportOptions &options);

} // namespace wuquan
