// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/domain/area.h"
#include "data/geo/point.h"
#include "data/server/random.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace wuquan {

namespace postgres {
class Session;
}

/// A place in millionths of a degree, WGS84: whole numbers, so that the demo is the same on every machine.
struct MicroPoint {
    std::int32_t longitude = 0;
    std::int32_t latitude = 0;

    [[nodiscard]] GeoPoint degrees() const { return {longitude / 1e6, latitude / 1e6}; }
    bool operator==(const MicroPoint &) const = default;
};

/// A point beside a road and the direction of the road there.
struct RoadPoint {
    MicroPoint point;
    std::int16_t direction = 0; ///< degrees clockwise from north
};

/// An area of the demo; its key in the database is its place in the list, from 1.
struct DemoArea {
    AreaLevel level = AreaLevel::Grid;
    QString code, name, nameEn, pinyin;
    std::optional<std::int32_t> parent; ///< key
    QByteArray boundary; ///< GeoJSON
    std::optional<std::int32_t> population; ///< of a grid from the file, of the others the sum
};

/// A grid with what is needed to put things into it.
struct DemoGrid {
    std::int32_t area = 0, community = 0, street = 0; ///< keys
    std::int64_t population = 0;
    std::vector<MicroPoint> ring;
    MicroPoint low, high; ///< corners of its box
    std::vector<RoadPoint> roads; ///< points of roads inside, about 15 m apart

    /// Whether the point lies inside and not on the border; exact.
    [[nodiscard]] bool contains(MicroPoint point) const;
    /// Any point inside.
    [[nodiscard]] MicroPoint randomPoint(Random &random) const;
};

/// The ground of the demo: areas and grids, read from resources/district.
struct DemoGround {
    std::vector<DemoArea> areas;
    std::vector<DemoGrid> grids;
    std::vector<std::int32_t> communities, streets; ///< keys

    static Result<DemoGround> read();
    /// Copies the areas into the empty table.
    Result<void> load(postgres::Session &session) const;

    [[nodiscard]] const DemoArea &area(std::int32_t key) const { return areas[std::size_t(key - 1)]; }
    /// The population of each grid, to share things out by it.
    [[nodiscard]] std::vector<std::int64_t> populations() const;
    /// The population of each of these areas; 0 where none is known.
    [[nodiscard]] std::vector<std::int64_t> populations(const std::vector<std::int32_t> &keys) const;
    /// The name without its ending: 景昙 of 景昙社区, Jingtan of Jingtan Community.
    [[nodiscard]] QString shortName(std::int32_t key) const;
    [[nodiscard]] QString shortNameEn(std::int32_t key) const;
};

} // namespace wuquan
