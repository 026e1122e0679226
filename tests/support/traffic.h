// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/postgres/session.h"
#include "tests/support/benchmark.h"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace wuquan::bench {

/// Commits evenly at a rate, by writers in threads of their own, each with its own connection and one transaction a
/// change. Ends the benchmark when the server refuses one.
class Pace {
public:
    /// What to write as the change with this number, within a transaction.
    using Change = std::function<void(postgres::Session &session, int number)>;
    /// Told at once before the commit of the change with this number is sent, by a writer's thread.
    using Committing = std::function<void(int number, SteadyTime at)>;

    Pace(postgres::Settings settings, int perSecond, int count, int writers, Change change, Committing committing);
    /// Waits for the writers.
    ~Pace();
    Pace(const Pace &) = delete;
    Pace &operator=(const Pace &) = delete;

    [[nodiscard]] bool isFinished() const { return m_running == 0; }

private:
    std::atomic<int> m_running;
    std::vector<std::jthread> m_writers;
};

/// A change of an incident that was committed.
struct IncidentCommit {
    IncidentId id;
    std::int64_t version = 0;
    bool isCritical = false; ///< new and urgent
    SteadyTime at; ///< just before the commit was sent
};

/// What a busy demo district writes: of twenty changes two are new incidents, one in ten of them urgent, nine are steps
/// of open ones, eight states of devices, and one is the state of a responder.
class Traffic {
public:
    Traffic(const postgres::Settings &settings, int perSecond, int count);

    [[nodiscard]] bool isFinished() const { return m_pace.isFinished(); }
    /// The commits of incidents; once finished.
    [[nodiscard]] std::vector<IncidentCommit> incidents() const;

private:
    void write(postgres::Session &session, int number);
    [[nodiscard]] static std::vector<std::int64_t> keys(const postgres::Settings &settings, const QByteArray &sql);

    const std::vector<std::int64_t> m_open, m_devices, m_responders;
    const QByteArray m_run; ///< so that the next one on the same server makes new keys
    std::vector<IncidentCommit> m_commits; ///< by number; the id is 0 where no incident was changed
    Pace m_pace; ///< last: its threads use the rest
};

} // namespace wuquan::bench
