// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/arealocator.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace wuquan {

namespace postgres {
class Session;
}

/// What an import must know of the database before the first row: its types, sources, states and grids.
struct ImportCatalogue {
    struct Type {
        IncidentTypeId id;
        QByteArray name; ///< UTF-8
        std::int16_t circle = 1, platform = 1, level = 1, severity = 3;
    };
    struct Grid {
        AreaId id;
        AreaId street;
    };

    QHash<QByteArray, Type> types; ///< by code
    QHash<QByteArray, QByteArray> typeCodes; ///< Chinese name → code
    QSet<QString> sources;
    std::vector<Grid> grids; ///< by the locator's positions
    AreaLocator gridLocator{{}};

    [[nodiscard]] static Result<ImportCatalogue> read(postgres::Session &session);

    [[nodiscard]] std::optional<Grid> gridAt(GeoPoint point) const
    {
        const auto found = gridLocator.areaAt(point);
        return found ? std::optional(grids[*found]) : std::nullopt;
    }
};

} // namespace wuquan
