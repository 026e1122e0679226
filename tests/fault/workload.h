// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"
#include "data/postgres/settings.h"
#include "tests/fault/history.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace wuquan::fault {

/// Fills an empty, migrated database with what incidents and devices refer to: a district, a street, a type, a kind.
[[nodiscard]] Result<void> prepareDistrict(postgres::Session &session);

/// The history that a server belongs to now; writes it down first where the server is a new primary.
[[nodiscard]] Result<FeedEpoch> readEpoch(postgres::Session &session);

/// The rows of the writers' tables, and the lines of the change log that speak of them, in the order of positions; of
/// these only those that a condition in SQL lets through.
[[nodiscard]] Result<RowVersions> readRows(postgres::Session &session);
[[nodiscard]] Result<std::vector<LoggedChange>> readLog(
    postgres::Session &session, const QByteArray &condition = "true", const postgres::Parameters &parameters = {});

/// How the writers of a workload behave.
struct WorkloadOptions {
    unsigned seed = 1;
    int writers = 2;
    std::chrono::milliseconds pace{8}; ///< between two transactions of one writer
    double asynchronous = 0; ///< share of commits, 0…1, that a crash of the server may lose
    double rolledBack = 0.1; ///< share of transactions, 0…1
};

/// Writers that insert, change and delete incidents and devices, each in a thread of its own and with a second
/// transaction that stays open while it commits others. They come back by themselves after the server was gone.
/// Methods: any thread.
class Workload {
public:
    /// Called by every writer before it connects.
    using SettingsSource = std::function<Result<postgres::Settings>()>;

    Workload(SettingsSource settings, const WorkloadOptions &options);
    Workload(const Workload &) = delete;
    Workload &operator=(const Workload &) = delete;
    ~Workload();

    void start();
    /// Ends what is open and waits for the writers. start() may follow.
    void stop();

    [[nodiscard]] std::vector<Write> writes() const;
    [[nodiscard]] std::size_t acknowledged() const;
    /// Statements that the server refused, by SQLSTATE, other than a lost connection.
    [[nodiscard]] std::map<QByteArray, int> refusals() const;
    /// One more acknowledged incident, from a connection of its own and after everything else: a reader that has seen
    /// it has seen all. Only while stopped.
    [[nodiscard]] Result<Write> writeLast();

    /// So many devices in one acknowledged transaction, from a connection of its own.
    [[nodiscard]] Result<void> writeMany(int count);

    /// For the writers.
    void add(std::span<const Write> writes);
    void addRefusal(const QByteArray &sqlState);
    [[nodiscard]] Result<postgres::Settings> settings() const { return m_settings(); }
    /// Lets the writer's pace pass; false when it shall end.
    [[nodiscard]] bool pause();

private:
    [[nodiscard]] Result<std::vector<Write>> insert(
        const QByteArray &sql, Entity entity, const postgres::Parameters &parameters = {});

    SettingsSource m_settings;
    WorkloadOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_stopping = false;
    unsigned m_rounds = 0;
    std::vector<Write> m_writes;
    std::size_t m_acknowledged = 0;
    std::map<QByteArray, int> m_refusals;
    std::vector<std::thread> m_threads;
};

} // namespace wuquan::fault
