// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"

#include <QString>

#include <functional>
#include <optional>

namespace wuquan {

namespace postgres {
class Session;
}

/// How the demo district is made.
struct DemoOptions {
    std::optional<Instant> asOf; ///< the time up to which there is history; none: the server's present time
    bool standsStill = false; ///< nothing happens after that time: no catching up, no simulation
    std::uint64_t seed = 2018;
    std::function<void(const QString &step, double share)> progress = {}; ///< share done, 0…1
};

/// What was made.
struct DemoReport {
    Instant asOf;
    std::int64_t areas = 0, places = 0, devices = 0, responders = 0, incidents = 0, open = 0, events = 0;
    std::chrono::milliseconds took{0};
};

/// Whether nothing has been put into a migrated database yet.
[[nodiscard]] Result<bool> isEmptyDatabase(postgres::Session &session);

/// Fills an empty, migrated database with the demo district, in one transaction; the same seed and time give the same
/// rows on every machine. ErrorKind::Refused when the database is not empty. Blocks for some seconds.
Result<DemoReport> makeDemo(postgres::Session &session, const DemoOptions &options);

/// Brings a demo that was made or used earlier up to now: what was left open then is closed, and the time since is
/// filled at the natural rate. Does nothing when the newest incident is less than ten minutes old, when the demo
/// stands still, or when the database is no demo. Returns how many incidents were added.
Result<std::int64_t> catchUp(postgres::Session &session, Instant now);

} // namespace wuquan
