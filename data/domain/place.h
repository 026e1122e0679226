// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/point.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace wuquan {

/// A place under prevention; its kind gives the circle. Internet places have no position.
struct Place {
    PlaceId id;
    PlaceKindId kind;
    QString name;
    QString nameEn;
    std::optional<AreaId> grid;
    std::optional<GeoPoint> position;
    std::int64_t version = 0;

    bool operator==(const Place &) const = default;
};

} // namespace wuquan
