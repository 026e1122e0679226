// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/domain/request.h"
#include "data/geo/point.h"

#include <QString>
#include <QUuid>

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

/// Somebody at another station who has this incident open.
struct Onlooker {
    IncidentId incident;
    QString post;

    bool operator==(const Onlooker &) const = default;
};

/// "Look here" from another station, or our own.
struct RoomPointer {
    std::int64_t id = 0;
    QString by;
    Instant at;
    std::optional<IncidentId> incident;
    std::optional<GeoPoint> place;
    double zoom = 0; ///< of the sender's map; 0: not told
    QString words;
    bool isOwn = false;

    bool operator==(const RoomPointer &) const = default;
};

/// A command post and what it said to a roll-call.
struct CalledPost {
    std::int64_t id = 0;
    int tier = 0; ///< 1, 2, 3 (the nine) or 4 (further ones)
    QString name;
    QString nameEn;
    std::optional<Instant> answeredAt;
    QString by;
    QString words;
    bool isMine = false; ///< ours to answer for

    bool operator==(const CalledPost &) const = default;
};

/// A roll-call of command posts.
struct RollCall {
    std::int64_t id = 0;
    Instant at;
    QString by;
    QString words;
    bool isOpen = false;
    std::vector<CalledPost> posts;

    bool operator==(const RollCall &) const = default;
};

/// A line of the log of a shift.
struct ShiftLine {
    Instant at;
    QString post;
    QString words;

    bool operator==(const ShiftLine &) const = default;
};

/// A shift that was handed over: signed, and never changed since.
struct ClosedShift {
    Instant at;
    QString by;
    QString words;
    int open = 0; ///< incidents that were open then
    int overdue = 0; ///< of them
    int released = 0; ///< shelved alarms that came back

    bool operator==(const ClosedShift &) const = default;
};

/// The shift of our room.
struct RoomShift {
    std::int64_t id = 0; ///< 0: none has begun
    std::optional<Instant> openedAt;
    QString by;
    std::vector<ShiftLine> lines; ///< the newest first
    std::optional<ClosedShift> last;

    bool operator==(const RoomShift &) const = default;
};

/// Where something that should be there is not.
struct VoidAlert {
    enum class Kind : std::uint8_t { Grid, Patrol, Devices };

    std::int64_t id = 0;
    Kind kind = Kind::Grid;
    std::optional<AreaId> area;
    std::optional<ResponderId> responder;
    std::optional<DeviceKindId> deviceKind;
    Instant since;
    int n = 0; ///< how many are missing
    int of = 0; ///< of how many

    bool operator==(const VoidAlert &) const = default;
};

/// What the database tells a station, every few seconds, of the room that it is part of.
struct RoomNews {
    QString role; ///< of who is logged in; empty: no seat
    QString post;
    int idleMinutes = 0; ///< after which a station locks itself; 0: never
    std::vector<Onlooker> onlookers;
    std::vector<RoomPointer> pointers; ///< the newest first
    std::optional<RollCall> call; ///< open, or the last of the day
    std::optional<RoomShift> shift; ///< none: our post has no room
    std::vector<VoidAlert> voids; ///< the one that stands longest first

    bool operator==(const RoomNews &) const = default;
};

/// Something that a station does in its room besides acting on incidents.
struct RoomRequest {
    enum class Kind : std::uint8_t { PointHere, BeginCall, AnswerCall, EndCall, WriteShift, HandOver };

    QUuid key;
    Kind kind = Kind::WriteShift;
    QString words;
    std::optional<IncidentId> incident; ///< of PointHere
    std::optional<GeoPoint> place; ///< of PointHere
    double zoom = 0; ///< of PointHere
    std::int64_t call = 0; ///< of AnswerCall and EndCall
    std::int64_t post = 0; ///< of AnswerCall

    bool operator==(const RoomRequest &) const = default;
};

/// What is known of such a request.
struct RoomAnswer {
    QUuid key;
    RequestState state = RequestState::Sending;
    QString code; ///< of Refused: the rule's own name; empty when the database refused for another reason
    QString reason; ///< of Waiting, Unknown and Refused without a code, in words

    bool operator==(const RoomAnswer &) const = default;
};

} // namespace wuquan
