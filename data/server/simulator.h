// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"
#include "data/server/demoincident.h"

#include <queue>

namespace wuquan {

struct SimulatorOptions {
    std::uint64_t seed = 1;
    double rate = 1; ///< how many times faster than life; written down openly as the attribute simulated_rate
};

/// Writes into a demo database what real sources would: new incidents at the natural rate, their steps, and device
/// changes, each in a small transaction of its own. It never waits: whoever owns it calls step() at nextAt(), in a
/// thread where a blocking statement hurts nobody. Only one simulator works on a database at a time; another one stands
/// by.
class Simulator {
public:
    /// ErrorKind::Refused when the database is no demo.
    static Result<Simulator> open(const postgres::Settings &settings, const SimulatorOptions &options, Instant now);

    /// When there is something to do next.
    [[nodiscard]] Instant nextAt() const { return m_queue.empty() ? Instant::max() : m_queue.top().at; }
    /// Does all that is due up to now; how many changes were written. After an error the connection may be gone: make
    /// a new simulator.
    Result<int> step(Instant now);
    /// Whether this is the one that writes.
    [[nodiscard]] bool isActive() const { return m_active; }
    /// Takes the mark of simulation from the database.
    Result<void> finish();

private:
    enum class Action : std::uint8_t { TakeOver, Report, Advance, ChangeDevice, Maintain, KeepDuty };
    struct Entry {
        Instant at;
        Action action = Action::Maintain;
        std::int64_t incident = 0;
        bool operator<(const Entry &other) const { return std::tie(other.at, other.incident) < std::tie(at, incident); }
    };

    Simulator(postgres::Session session, DemoWorld world, const SimulatorOptions &options);
    void schedule(Instant now, std::chrono::microseconds natural, Action action, std::int64_t incident = 0);
    Result<int> perform(const Entry &entry, Instant now);
    Result<int> takeOver(Instant now);
    Result<int> report(Instant now);
    Result<int> advance(std::int64_t id, Instant now);
    Result<int> changeDevice(Instant now);
    Result<int> maintain(Instant now);
    Result<int> keepDuty(Instant now);
    Result<void> readOpen(Instant now);
    Result<void> readDevices();
    /// Thousandths of an incident by circle that this half hour should have.
    [[nodiscard]] std::array<std::int64_t, 5> expectedNow(Instant now) const;
    [[nodiscard]] std::chrono::microseconds untilNextReport(Instant now);
    [[nodiscard]] std::chrono::microseconds stepDuration(const DemoIncident &incident, Instant now);

    postgres::Session m_session;
    DemoWorld m_world;
    Random m_random;
    double m_rate;
    bool m_active = false;
    std::priority_queue<Entry> m_queue;
    std::map<std::int64_t, DemoIncident> m_open;
    std::vector<std::int64_t> m_notOnline; ///< devices
    std::int64_t m_deviceCount = 0;
};

} // namespace wuquan
