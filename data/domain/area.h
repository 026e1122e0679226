// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/polygon.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace wuquan {

/// Levels of the area tree, with the keys of wuquan.area_level.
enum class AreaLevel : std::uint8_t { District = 1, Street, Community, Grid };

/// A district, street, community or grid.
struct Area {
    AreaId id;
    AreaLevel level = AreaLevel::Grid;
    QString code;
    QString name;
    QString nameEn;
    QString pinyin; ///< syllables separated by blanks, without tones
    std::optional<AreaId> parent;
    MultiPolygon boundary; ///< empty when the database has none that is usable
    std::optional<int> population;
    std::int64_t version = 0;

    bool operator==(const Area &) const = default;
};

} // namespace wuquan
