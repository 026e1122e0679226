// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/geo/coordinatesystem.h"
#include "data/mirror/mirrorpromise.h"
#include "data/mirror/mirrorsource.h"

#include <functional>

namespace wuquan {

/// What is copied, how, and until when.
struct MirrorOptions {
    postgres::Settings from; ///< of the source, which is only read
    postgres::Settings to; ///< of our own database
    SourceFilter sources = {}; ///< incidents and devices of these sources only; empty: all
    CoordinateSystem coordinates = CoordinateSystem::Wgs84; ///< in which the source gives positions
    double load = 0.05; ///< share of a core at the source, above 0, at most 1
    std::chrono::milliseconds fastest{5000}; ///< everything is not compared more often than this
    /// What a change log tells of is compared no more often than this, to see whether it tells everything.
    std::chrono::milliseconds logged{60000};
    std::chrono::milliseconds retry{1000}; ///< before the first of several attempts; doubles up to 30 s
    bool once = false; ///< ends when everything has been compared
    bool replace = false; ///< our database may have been the mirror of another source
    int stop = -1; ///< descriptor; the mirror ends as soon as it can be read from
    /// What happens, for people: connected, promises, what is left out, failures.
    std::function<void(const QString &)> say = [](const QString &) { };
};

/// What a mirror has done.
struct MirrorReport {
    std::int64_t written = 0; ///< new and changed rows
    std::int64_t removed = 0;
    std::int64_t rejected = 0; ///< rows of the source that our database refuses at present
    std::int64_t suppressed = 0; ///< incidents of kinds that privacy keeps out
    double load = 0; ///< time in our statements at the source ÷ wall time
    MirrorPromise promise;
};

/// Copies a foreign database into ours until it is stopped: connects, finds out what the source can do, and keeps our
/// rows like its rows in the strongest way there is. Whichever side is lost is tried again for ever, unless once is
/// set. Blocking: call it in a thread that has nothing else to do. Errors: Refused when another mirror is at work or
/// our database is not a mirror's; with once whatever went wrong.
[[nodiscard]] Result<MirrorReport> mirror(const MirrorOptions &options);

} // namespace wuquan
