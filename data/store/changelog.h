// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace wuquan {

/// A place in the change log: transaction, then order within it.
struct ChangePosition {
    std::uint64_t xid = 0;
    std::int64_t id = 0;

    auto operator<=>(const ChangePosition &) const = default;
};

/// What a change was made to, with the values of wuquan.change_log.entity.
enum class Entity : std::uint8_t { Everything = 0, Area, Place, Device, Responder, Incident, Attributes, Annotation };
inline constexpr Entity lastEntity = Entity::Annotation;

/// What was done, with the values of wuquan.change_log.operation.
enum class Operation : char { Insert = 'I', Update = 'U', Delete = 'D', ReadAnew = 'R' };

/// One line of the change log.
struct LoggedChange {
    ChangePosition at;
    Entity entity = Entity::Everything;
    std::int64_t key = 0;
    std::int64_t version = 0; ///< of the row after the change, or of the deleted row
    Operation operation = Operation::Update;

    bool operator==(const LoggedChange &) const = default;
};

/// Which history of a cluster a position belongs to. Versions and transactions are monotonic within one epoch only.
struct FeedEpoch {
    std::int64_t systemIdentifier = 0;
    std::int32_t timeline = 0;
    /// Microseconds since 2000 of the last crash recovery: transaction numbers that no disk remembers are given again
    /// after it.
    std::int64_t recovery = 0;

    bool operator==(const FeedEpoch &) const = default;
};

/// How far the change log has been taken for good.
struct FeedPosition {
    FeedEpoch epoch;
    ChangePosition at;

    bool operator==(const FeedPosition &) const = default;
};

/// A change that an earlier primary had acknowledged and its successor does not know.
struct WithdrawnChange {
    Entity entity = Entity::Everything;
    std::int64_t key = 0;
    std::int64_t version = 0; ///< the version we had been shown
    std::int64_t versionNow = 0; ///< what the row has now; 0: there is no such row

    bool operator==(const WithdrawnChange &) const = default;
};

} // namespace wuquan
