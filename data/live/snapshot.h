// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/live/cursor.h"
#include "data/postgres/connection.h"
#include "data/store/changebatch.h"

#include <QCoroTask>

#include <functional>
#include <memory>
#include <optional>

namespace wuquan {

/// The moment of a snapshot or of a poll: what the change log looked like then.
struct FeedHorizon {
    std::uint64_t horizon = 0; ///< oldest running transaction
    Instant serverTime;
    QDate day; ///< in Shanghai
    std::optional<FeedEpoch> epoch;
    std::uint64_t droppedThrough = 0; ///< newest transaction that retention has dropped
};

/// The first columns of feed_horizon.sql and feed_changes.sql.
[[nodiscard]] Result<FeedHorizon> decodeHorizon(const postgres::ResultSet &rows);

/// Receives the parts of a snapshot as they arrive, in the data thread.
using BatchSink = std::function<void(std::shared_ptr<const ChangeBatch>)>;

/// Reads the whole state in one REPEATABLE READ transaction and ends at its horizon. With inParts the sink gets what
/// matters most first (areas, then incidents, figures, devices), else one batch that replaces everything at once.
[[nodiscard]] QCoro::Task<Result<FeedHorizon>> readSnapshot(
    postgres::Connection &connection, bool inParts, BatchSink sink);

/// Reads rows of one kind anew by their keys; keys that no longer have a row are removed in the batch.
[[nodiscard]] QCoro::Task<Result<void>> readChanged(
    postgres::Connection &connection, Entity entity, std::vector<std::int64_t> keys, QDate today, ChangeBatch &into);

/// The daily counts of the last three years up to yesterday, and the indicators, as of a server time.
[[nodiscard]] QCoro::Task<Result<void>> readFigures(
    postgres::Connection &connection, FeedHorizon at, ChangeBatch &into);

} // namespace wuquan
