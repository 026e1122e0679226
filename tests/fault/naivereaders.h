// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"
#include "tests/fault/history.h"

#include <cstdint>
#include <set>
#include <vector>

namespace wuquan::fault {

/// A reader of the change log of the kind that is found everywhere and loses changes: negative controls, which the
/// checker must catch. Each poll reads what its method calls new. Blocking; one thread.
class NaiveReader {
public:
    virtual ~NaiveReader() = default;
    /// Begins at the present end of the log. The first call tells its epoch, which it keeps for ever.
    [[nodiscard]] Result<void> start(postgres::Session &session);
    /// Reads once, from any server.
    [[nodiscard]] Result<void> poll(postgres::Session &session);

    [[nodiscard]] const std::vector<SeenBatch> &batches() const { return m_batches; }

protected:
    /// Takes the present end of the log as its own.
    [[nodiscard]] virtual Result<void> begin(postgres::Session &session) = 0;
    [[nodiscard]] virtual Result<std::vector<LoggedChange>> read(postgres::Session &session) = 0;

private:
    FeedEpoch m_epoch;
    std::vector<SeenBatch> m_batches;
};

/// "id > last": a row whose transaction commits late has a smaller number than rows already read.
class NumberReader final : public NaiveReader {
    Result<void> begin(postgres::Session &session) override;
    Result<std::vector<LoggedChange>> read(postgres::Session &session) override;

    std::int64_t m_last = 0;
};

/// "visible now and not in the snapshot before": right on a primary. A standby's snapshot lists no running transaction,
/// so that one which is still running counts as seen.
class SnapshotDifferenceReader final : public NaiveReader {
    Result<void> begin(postgres::Session &session) override;
    Result<std::vector<LoggedChange>> read(postgres::Session &session) override;

    QByteArray m_snapshot;
};

/// A cursor at the horizon, which reads again what lies above it and knows no epoch: right until a new primary that
/// lost transactions gives their numbers again, below the cursor.
class EpochlessReader final : public NaiveReader {
    Result<void> begin(postgres::Session &session) override;
    Result<std::vector<LoggedChange>> read(postgres::Session &session) override;

    std::uint64_t m_horizon = 0; ///< everything below is taken
    std::set<ChangePosition> m_seen; ///< from the horizon on
};

} // namespace wuquan::fault
