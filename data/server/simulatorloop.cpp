// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/simulatorloop.h"

#include <algorithm>

#include <poll.h>

namespace wuquan {

Result<std::int64_t> run(Simulator &simulator, const SimulatorLoop &loop)
{
    const SystemClock clock;
    std::int64_t changes = 0;
    std::optional<bool> wasActive;
    do {
        const auto written = simulator.step(clock.now());
        if (!written)
            return std::unexpected(written.error());
        changes += *written;
        if (wasActive != simulator.isActive()) {
            wasActive = simulator.isActive();
            if (loop.activityChanged)
                loop.activityChanged(simulator.isActive());
        }
        const auto wait = std::clamp<std::chrono::microseconds>(std::min(simulator.nextAt(), loop.end) - clock.now(),
            std::chrono::microseconds(0), std::chrono::minutes(1));
        pollfd stop{loop.stop, POLLIN, 0};
        if (poll(&stop, 1, int(std::chrono::ceil<std::chrono::milliseconds>(wait).count())) > 0)
            break;
    } while (clock.now() < loop.end);
    if (const auto finished = simulator.finish(); !finished)
        return std::unexpected(finished.error());
    return changes;
}

} // namespace wuquan
