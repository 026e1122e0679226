// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/point.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace wuquan {

/// State of a team, with the values of wuquan.responder.state.
enum class ResponderState : std::uint8_t { Free = 0, Busy, OffDuty };

/// A team or post that can be sent, named by its post.
struct Responder {
    ResponderId id;
    ResponderKindId kind;
    ResponderState state = ResponderState::Free;
    QString name;
    QString nameEn;
    std::optional<AreaId> street; ///< none: the whole district
    std::optional<GeoPoint> position;
    int headcount = 1;
    std::int64_t version = 0;

    bool operator==(const Responder &) const = default;
};

} // namespace wuquan
