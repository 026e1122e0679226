// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/arealocator.h"
#include "data/postgres/session.h"

#include <QRandomGenerator>

#include <map>

namespace wuquan {

/// Gives incidents of a drill another place in the same grid: any one of it, so that nothing more exact than the grid
/// is told, and yet they do not lie upon each other as in the middle of a community.
class DrillPlaces {
public:
    /// Reads the boundaries of areas from a database that has them.
    [[nodiscard]] static Result<DrillPlaces> read(postgres::Session &session);

    /// A point of that area; none when it has no usable shape.
    [[nodiscard]] std::optional<GeoPoint> any(std::int32_t area, QRandomGenerator &random) const;

private:
    std::map<std::int32_t, MultiPolygon> m_shapes; ///< by key
};

} // namespace wuquan
