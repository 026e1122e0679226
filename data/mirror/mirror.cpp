// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/mirror.h"

#include "data/mirror/mirrorrun.h"

#include <algorithm>

#include <poll.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr std::chrono::milliseconds lastRetry = 30s;

/// Waits; whether we are asked to stop.
bool pause(int stop, std::chrono::milliseconds wait)
{
    pollfd descriptor{stop, POLLIN, 0};
    return poll(&descriptor, 1, int(wait.count())) > 0;
}

} // namespace

Result<MirrorReport> mirror(const MirrorOptions &options)
{
    MirrorReport report;
    LoadBudget budget(options.load, std::chrono::steady_clock::now());
    bool hasRun = false;
    auto retry = options.retry;
    while (true) {
        const auto begin = std::chrono::steady_clock::now();
        MirrorRun life(options, report, budget);
        const Result<void> ended = life.run();
        const auto now = std::chrono::steady_clock::now();
        report.load = budget.load(now);
        if (ended)
            return report;
        // A second mirror must say so and end; a first one that lost its session for a while must not.
        if (options.once || (ended.error().kind == ErrorKind::Refused && !hasRun))
            return std::unexpected(ended.error());
        hasRun = hasRun || life.hasConnected();
        if (now - begin > lastRetry)
            retry = options.retry;
        options.say(
            u"%1; trying again in %2 s"_s.arg(ended.error().message.simplified()).arg(double(retry.count()) / 1000));
        if (pause(options.stop, retry))
            return report;
        retry = std::min(retry * 2, lastRetry);
    }
}

} // namespace wuquan
