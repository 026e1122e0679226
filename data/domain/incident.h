// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/domain/circle.h"
#include "data/geo/point.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

namespace wuquan {

/// How urgent: 紧急, 较急, 一般, with the values of wuquan.incident.severity.
enum class Severity : std::uint8_t { Urgent = 1, Pressing, Normal };

inline constexpr std::array allSeverities{Severity::Urgent, Severity::Pressing, Severity::Normal};

/// Level: 一般, 较大, 重大, with the values of wuquan.incident.level.
enum class IncidentLevel : std::uint8_t { General = 1, Larger, Major };

/// State in the closed loop, with the keys of wuquan.incident_state.
enum class IncidentState : std::uint8_t {
    Collected = 1,
    Filed,
    Dispatched,
    Handling,
    FedBack,
    Closed,
    Evaluated,
    Merged
};

/// Whether it still needs somebody.
[[nodiscard]] constexpr bool isOpen(IncidentState state)
{
    return state < IncidentState::Closed;
}

/// One incident as the screens need it.
struct Incident {
    IncidentId id;
    IncidentTypeId type;
    Circle circle = Circle::Public;
    IncidentLevel level = IncidentLevel::General;
    Severity severity = Severity::Normal;
    IncidentState state = IncidentState::Collected;
    bool selfHandled = false;
    QString source; ///< code of wuquan.source
    QString sourceId;
    QString foreignCaseNumber;
    QString title;
    std::optional<AreaId> street;
    std::optional<AreaId> grid;
    std::optional<GeoPoint> position;
    std::optional<ResponderId> responder;
    Instant reportedAt;
    std::optional<Instant> filedAt;
    std::optional<Instant> dispatchedAt;
    std::optional<Instant> acceptedAt;
    std::optional<Instant> arrivedAt;
    std::optional<Instant> handledAt;
    std::optional<Instant> closedAt;
    std::optional<Instant> dueAt; ///< end of the present step
    std::optional<Instant> stepSince; ///< when its clock began; none: not known
    std::optional<Instant> warnAt; ///< when it is warned of; none: not known
    std::optional<Instant> suspendedAt; ///< since when its clock stands
    std::optional<Instant> returnAskedAt; ///< since when the handler wants to give it back
    std::optional<Instant> supervisedUntil; ///< when the next answer to a supervision is due
    std::optional<Instant> acknowledgedAt; ///< when somebody took note of its alarm
    std::optional<Instant> shelvedUntil; ///< until when its alarm is silent
    std::int64_t version = 0;

    bool operator==(const Incident &) const = default;
};

} // namespace wuquan
