// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench.d/feed/frames.h"

#include "tests/support/benchmark.h"
#include "tests/support/demodeck.h"

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr int frameRounds = 3;
constexpr int changesPerSecond = 1000;
constexpr int changes = 5 * changesPerSecond;

} // namespace

void measureFrames()
{
    DemoDeck deck;
    std::vector<double> medians, p99s, perFrame;
    for (int round = 0; round < frameRounds; ++round) {
        deck.frames().startAnew(changes);
        const Traffic traffic(deck.settings(), changesPerSecond, changes);
        if (!runUntil([&] { return traffic.isFinished(); }, 60s))
            giveUp(u"the writers did not keep up"_s);
        const auto isShown
            = [&] { return deck.frames().waiting() == 0 && holdsAll(traffic.incidents(), deck.store()); };
        if (!runUntil(isShown, 10s))
            giveUp(u"%1 changes wait for a frame"_s.arg(deck.frames().waiting()));
        const Delays late = delays(traffic.incidents(), deck.frames());
        medians.push_back(median(late.shown));
        p99s.push_back(quantile(late.shown, 0.99));
        perFrame.push_back(double(late.shown.size()) / deck.frames().frames());
    }
    std::printf("bench feed frame_median_ms %.3f ms\n", median(medians));
    std::printf("bench feed frame_p99_ms %.3f ms\n", median(p99s));
    std::printf("bench feed frame_changes %.1f changes\n", median(perFrame)); // of incidents, in one frame
}

} // namespace wuquan::bench
