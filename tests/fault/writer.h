// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/workload.h"

#include <optional>
#include <random>
#include <set>

namespace wuquan::fault {

/// A transaction of a writer and what it has done so far.
struct OpenTransaction {
    postgres::Session session;
    FeedEpoch epoch;
    std::vector<Write> writes = {};
    int left = 0; ///< quick transactions of the same writer before this one ends
};

/// One writer of a Workload, in its own thread. It has two connections: one for quick transactions and one whose
/// transaction stays open over several of those. Rows are its own, so that it never waits for a lock.
class Writer {
public:
    Writer(Workload &workload, const WorkloadOptions &options, int number, unsigned seed);

    /// Works until the workload pauses no more.
    void run();

private:
    [[nodiscard]] Result<void> connect();
    void disconnect();
    [[nodiscard]] Result<void> readOwnRows(postgres::Session &session);
    [[nodiscard]] Result<void> transact(OpenTransaction &on, bool staysOpen);
    [[nodiscard]] Result<void> change(OpenTransaction &in);
    [[nodiscard]] Result<void> execute(OpenTransaction &in, const QByteArray &sql,
        const postgres::Parameters &parameters, Entity entity, Operation operation);
    [[nodiscard]] Result<void> end(OpenTransaction &transaction);
    [[nodiscard]] Result<void> endLate();
    [[nodiscard]] Result<void> giveUp(OpenTransaction &transaction, const Error &error);
    void release(const OpenTransaction &transaction);
    [[nodiscard]] bool chance(double share);
    [[nodiscard]] std::optional<RowKey> freeRow();

    Workload &m_workload;
    WorkloadOptions m_options;
    QByteArray m_name; ///< begins the source_id of its rows
    std::minstd_rand m_random;
    int m_inserted = 0;
    std::optional<OpenTransaction> m_quick;
    std::optional<OpenTransaction> m_late;
    bool m_lateIsOpen = false;
    std::vector<RowKey> m_rows; ///< committed and not deleted
    std::set<RowKey> m_touched; ///< by the transaction that is open
};

} // namespace wuquan::fault
