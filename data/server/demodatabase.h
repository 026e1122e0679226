// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/postgres/settings.h"
#include "data/server/cluster.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace wuquan {

/// How the demo district is to be made.
struct DemoRequest {
    std::optional<Instant> asOf = {}; ///< up to when its history goes; none: now
    std::optional<std::uint64_t> seed = {}; ///< none: the usual one
    std::function<void(const QString &step, double share)> progress = {}; ///< share of the whole, 0…1
};

/// The embedded database, up to date and with the demo district: what the desktop and wuquanctl open when no other
/// database is named. Filled when it is empty; whoever comes while another program does that waits for it. A database
/// with other contents is left as it is. ErrorKind::Refused when a time or seed is asked for and there is a district
/// already. Blocking, up to 30 s.
[[nodiscard]] Result<postgres::Settings> openDemoDatabase(const Cluster &cluster, const DemoRequest &request = {});

/// Throws the embedded database away, whatever it holds and whoever is connected, and makes the demo anew.
[[nodiscard]] Result<postgres::Settings> resetDemoDatabase(const Cluster &cluster, const DemoRequest &request = {});

} // namespace wuquan
