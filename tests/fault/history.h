// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/store/changelog.h"

#include <QStringList>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace wuquan::fault {

/// One row of the database.
struct RowKey {
    Entity entity = Entity::Incident;
    std::int64_t key = 0;

    auto operator<=>(const RowKey &) const = default;
};

/// What stands in a database or in a store: each row with its version.
using RowVersions = std::map<RowKey, std::int64_t>;

/// One change as its writer knows it. What was rolled back for certain is no write.
struct Write {
    enum class Outcome {
        Acknowledged, ///< the commit was answered
        Unknown, ///< the connection died while the commit was under way
    };
    FeedEpoch epoch; ///< of the server that took it
    std::uint64_t xid = 0;
    RowKey row;
    std::int64_t version = 0; ///< after the change, or of the deleted row
    Operation operation = Operation::Insert;
    Outcome outcome = Outcome::Acknowledged;
    Instant acknowledgedAt; ///< by the same clock as SeenBatch::serverTime; a little later than the commit

    bool operator==(const Write &) const = default;
};

/// A row that a reader was given.
struct ShownRow {
    RowKey row;
    std::int64_t version = 0;

    bool operator==(const ShownRow &) const = default;
};

/// What a reader was given in one piece.
struct SeenBatch {
    FeedEpoch epoch;
    bool startsAnew = false; ///< what was held before is forgotten
    bool readAnew = false; ///< with this batch the whole state has been read
    std::optional<ChangePosition> position; ///< of a state read anew: it stands for every change up to here
    std::optional<Instant> serverTime; ///< of a state read anew: when its snapshot was taken
    std::vector<LoggedChange> log; ///< in the order given
    std::vector<ShownRow> rows;
    std::vector<RowKey> removed;
    std::vector<WithdrawnChange> withdrawn;
};

/// Everything that happened in one run, for check() to judge. Plain values, made by hand in the checker's own test.
struct History {
    std::vector<Write> writes;
    std::vector<SeenBatch> batches; ///< in the order seen
    RowVersions store; ///< the reader's, at the end
    RowVersions server; ///< the last primary's, at the end
    std::vector<LoggedChange> serverLog; ///< what the last primary's change log holds at the end
    std::uint64_t droppedThrough = 0; ///< newest transaction that retention took from that log
};

/// What is wrong with a run, one sentence each; empty when nothing is. Within an epoch every acknowledged change must
/// be seen exactly once, in the log or covered by a state read anew, no row may go back to an older version, and
/// nothing may be seen that nobody wrote. Over all epochs the store must equal the last primary, and exactly what was
/// shown and is missing there must have been withdrawn. Expects that the reader had caught up when the history was
/// taken.
[[nodiscard]] QStringList check(const History &history);

} // namespace wuquan::fault
