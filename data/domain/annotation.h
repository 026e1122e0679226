// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/domain/request.h"
#include "data/geo/point.h"

#include <QString>
#include <QUuid>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace wuquan {

/// What is drawn on the map, with the values of wuquan.annotation.kind.
enum class AnnotationKind : std::uint8_t { Point = 1, Line, Area, Text };
inline constexpr std::array allAnnotationKinds{
    AnnotationKind::Point, AnnotationKind::Line, AnnotationKind::Area, AnnotationKind::Text};

/// What an annotation is for, which gives its colour, with the values of wuquan.annotation.role.
enum class AnnotationRole : std::uint8_t { Note = 1, Support, Caution, Restricted };
inline constexpr std::array allAnnotationRoles{
    AnnotationRole::Note, AnnotationRole::Support, AnnotationRole::Caution, AnnotationRole::Restricted};

/// UTF-16 code units that a text has at most.
inline constexpr qsizetype annotationTextLimit = 256;
/// The fewest and the most points of a kind.
[[nodiscard]] constexpr std::pair<int, int> annotationPointCount(AnnotationKind kind)
{
    switch (kind) {
    case AnnotationKind::Line:
        return {2, 500};
    case AnnotationKind::Area:
        return {3, 500};
    case AnnotationKind::Point:
    case AnnotationKind::Text:
        break;
    }
    return {1, 1};
}

/// What somebody wrote on the map for every station: about a place, never about a person.
struct Annotation {
    AnnotationId id;
    AnnotationKind kind = AnnotationKind::Point;
    AnnotationRole role = AnnotationRole::Note;
    /// As many as the kind has, usable; none when the row's can't be used. An area is closed implicitly.
    std::vector<GeoPoint> points;
    QString text; ///< as it was written; screens show it as plain text
    QString author; ///< role of the database
    Instant createdAt;
    std::int64_t version = 0;

    bool operator==(const Annotation &) const = default;
};

/// An annotation as somebody wants it.
struct AnnotationDraft {
    AnnotationKind kind = AnnotationKind::Point;
    AnnotationRole role = AnnotationRole::Note;
    std::vector<GeoPoint> points;
    QString text;

    bool operator==(const AnnotationDraft &) const = default;
};

/// Why a draft can't be kept; the database has the same rules (wuquan.annotation_fault).
enum class AnnotationFault : std::uint8_t { TooFewPoints, TooManyPoints, BadPoint, TooLong, Control, NoWords };
[[nodiscard]] std::optional<AnnotationFault> faultOf(const AnnotationDraft &draft);
/// The points as the database takes them: [[longitude, latitude], …].
[[nodiscard]] QByteArray annotationJson(const std::vector<GeoPoint> &points);

/// What a station asks the database for. The key stays the same however often it is asked.
struct AnnotationOrder {
    enum class Kind : std::uint8_t { Make, Change, Remove };

    QUuid key;
    Kind kind = Kind::Make;
    AnnotationId target; ///< of a change or removal
    std::int64_t seen = 0; ///< its version on the screen
    AnnotationDraft draft; ///< of a removal: what was there

    bool operator==(const AnnotationOrder &) const = default;
};

/// What is known of an order.
struct AnnotationAnswer {
    using State = RequestState;

    QUuid key;
    State state = State::Sending;
    AnnotationId id; ///< of Done and Conflict
    std::int64_t version = 0; ///< of Done and Conflict: what it has now; 0: there is none
    QString reason; ///< of Waiting, Unknown and Refused

    bool operator==(const AnnotationAnswer &) const = default;
};

/// What a database lets us do with annotations.
enum class AnnotationAccess : std::uint8_t { Unknown, None, Read, Write };

} // namespace wuquan
