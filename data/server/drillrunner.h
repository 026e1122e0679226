// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/postgres/session.h"

#include <deque>
#include <functional>

namespace wuquan {

/// Which part of the day is brought in, and how fast.
struct DrillPart {
    double from_s = 8 * 3600; ///< from the begin of the day
    double until_s = 12 * 3600;
    double speed = 1; ///< seconds of the day in one of ours
};

/// Brings the incidents of a drill in at the times of their day, counted from the start; the rest is done by whoever
/// takes part. It never waits: whoever owns it calls step() at nextAt(). One at a time works on a database; what was
/// stopped, or killed, goes on where it was. Times are the server's.
class DrillRunner {
public:
    /// Goes on with the part that is under way, at the speed given, else begins the part given. ErrorKind::Refused when
    /// the database is no drill, when another one is at work, and when all of the part is in already.
    [[nodiscard]] static Result<DrillRunner> open(
        const postgres::Settings &settings, const DrillPart &part, const ServerClock &clock);
    /// The server's time now, for the clock.
    [[nodiscard]] static Result<Instant> serverTime(const postgres::Settings &settings);

    /// When there is something to do next; Instant::max() at the end.
    [[nodiscard]] Instant nextAt() const;
    /// Does all that is due; how many incidents were brought in. After an error the connection may be gone.
    Result<int> step(Instant now);
    /// Writes down how far it came, so that another one goes on from there.
    Result<void> stop(Instant now);

    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    /// What is brought in, or, of one that goes on, what is left of it.
    [[nodiscard]] const DrillPart &part() const { return m_part; }
    [[nodiscard]] bool goesOn() const { return m_goesOn; }
    [[nodiscard]] int left() const { return int(m_due.size()); }
    /// Seconds from the begin of the day.
    [[nodiscard]] double position(Instant now) const;

private:
    struct Due {
        int number = 0;
        int at_s = 0;
    };

    DrillRunner(postgres::Session session, const DrillPart &part, Instant now);
    [[nodiscard]] Instant instantOf(double second) const;
    Result<void> begin(const DrillPart &part);
    Result<void> readDue();
    Result<void> write(Instant now);

    postgres::Session m_session;
    DrillPart m_part;
    Instant m_begun;
    Instant m_written;
    bool m_goesOn = false;
    bool m_isEnded = false;
    std::deque<Due> m_due;
};

/// Until when a drill runs.
struct DrillLoop {
    int stop = -1; ///< descriptor; the loop ends as soon as it can be read from
    const ServerClock &clock;
};

/// Lets a drill run in real time, until its part is over or somebody stops it; how many incidents were brought in.
/// Blocking.
[[nodiscard]] Result<int> run(DrillRunner &runner, const DrillLoop &loop);

} // namespace wuquan
