// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/live/cursor.h"
#include "data/live/reading.h"
#include "data/postgres/connection.h"
#include "data/store/changebatch.h"

#include <QCoroTask>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace wuquan {

/// The moment of a snapshot or of a poll: what the change log looked like then.
struct FeedHorizon {
    TransactionSnapshot transactions;
    bool onStandby = false;
    Instant serverTime;
    Instant asOf; ///< the data is complete up to here; older than serverTime on a standby that waits for its primary
    QDate day; ///< in Shanghai
    std::optional<FeedEpoch> epoch; ///< none: the database does not say
    std::uint64_t droppedThrough = 0; ///< newest transaction that retention has dropped
    std::optional<std::int32_t> timeline; ///< that the server is on; none when it may not say

    /// Whether the epoch written down is the one that the server is in.
    [[nodiscard]] bool isConfirmed() const { return !epoch || !timeline || epoch->timeline == *timeline; }
};

/// Columns of feed_horizon.sql, with which those of feed_changes.sql begin.
inline constexpr int horizonColumns = 10;
[[nodiscard]] Result<FeedHorizon> decodeHorizon(const postgres::ResultSet &rows);
/// A later moment of the same server: the horizon before with what the first columns of feed_lines.sql tell.
inline constexpr int laterColumns = 3;
[[nodiscard]] Result<FeedHorizon> laterHorizon(FeedHorizon horizon, const postgres::ResultSet &rows);

/// How far back the daily counts go.
inline constexpr int trendDays = 3 * 366;

/// Receives the parts of a snapshot as they arrive, in the data thread. The horizon is known from the first on.
using PartSink = std::function<void(const FeedHorizon &at, ChangeBatch part)>;

/// Reads the whole state in one REPEATABLE READ transaction; the sink gets what matters most first (catalogue, areas,
/// incidents, responders, annotations where the database has them, then devices and places, then figures), in parts of
/// a few thousand rows. The state is whole when this ends without an error. Before the first part the newest lines of
/// the change log that the state holds are put into newestLines, newest first.
[[nodiscard]] QCoro::Task<Result<FeedHorizon>> readSnapshot(
    postgres::Connection &connection, bool hasAnnotations, PartSink sink, std::vector<LoggedChange> &newestLines);

/// Begins a transaction in which everything is read as it is at its first statement; it ends with "commit".
void beginSnapshot(Reading &reading);
/// The newest lines of the change log, newest first: by which change each row came to be what it is. A crash takes back
/// less than a second, a failover what its standby lagged behind.
inline constexpr std::int64_t linesOfState = 5000; ///< half a minute of a flood of 10,000 a minute
inline constexpr std::int64_t linesOfPage = 2000; ///< beside as many rows
void addNewestLines(Reading &reading, std::int64_t count, std::vector<LoggedChange> &into);

/// The lists by which rows are named.
[[nodiscard]] QCoro::Task<Result<void>> readCatalogue(postgres::Connection &connection, ChangeBatch &into);

/// Reads rows anew by their keys, of tables that the database has; keys that no longer have a row are removed in the
/// batch.
[[nodiscard]] QCoro::Task<Result<void>> readChanged(
    postgres::Connection &connection, std::map<Entity, std::vector<std::int64_t>> keys, QDate today, ChangeBatch &into);

/// All annotations.
[[nodiscard]] QCoro::Task<Result<void>> readAnnotations(postgres::Connection &connection, ChangeBatch &into);

/// What the database lets us do with annotations, whose table it may lack; an error only when the connection is lost.
[[nodiscard]] QCoro::Task<Result<AnnotationAccess>> readAnnotationAccess(postgres::Connection &connection);

/// The daily counts of the last three years up to yesterday, and the indicators, as of a server time.
[[nodiscard]] QCoro::Task<Result<void>> readFigures(
    postgres::Connection &connection, FeedHorizon at, ChangeBatch &into);

} // namespace wuquan
