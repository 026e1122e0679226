// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/filedescriptor.h"
#include "data/server/simulator.h"

#include <functional>

namespace wuquan {

/// Until when a simulator works, and who hears of it.
struct SimulatorLoop {
    int stop = -1; ///< descriptor; the loop ends as soon as it can be read from
    Instant end = Instant::max(); ///< however late it begins, it looks once
    /// Told once at the beginning and at each change: whether this simulator writes, or stands by for another one.
    std::function<void(bool isActive)> activityChanged = {};
};

/// Lets a simulator work in real time; how many changes were written. Takes its mark from the database at the end.
/// Blocking: call it in a thread where that hurts nobody. After an error the connection may be gone.
[[nodiscard]] Result<std::int64_t> run(Simulator &simulator, const SimulatorLoop &loop);

} // namespace wuquan
