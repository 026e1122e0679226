// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/process.h"
#include "maps/cluster/clustertree.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"
#include "tests/support/processmemory.h"

#include <QTextStream>

using namespace wuquan;
using namespace wuquan::bench;

namespace {

constexpr std::size_t count = 1'000'000;

std::vector<std::uint8_t> classes()
{
    SampleRandom random(5);
    std::vector<std::uint8_t> made(count);
    for (std::uint8_t &kind : made)
        kind = std::uint8_t(random.next() * 4);
    return made;
}

} // namespace

/// Clusters of a million points for the zooms 0–16: how long they take to make, what memory at most while they are
/// made, and how long it takes to ask for those of a 4K view.
int main()
{
    returnFreedBlocks();
    QTextStream out(stdout);
    const std::vector<WorldPoint> dense = samplePoints(count, Spread::Dense, 1),
                                  even = samplePoints(count, Spread::Even, 1);
    const std::vector<std::uint8_t> kinds = classes();
    const bool isPeakTold = forgetPeak();
    const std::int64_t before = residentBytes();
    const ClusterTree tree(dense, kinds);
    if (!isPeakTold) {
        QTextStream(stderr) << "the system does not tell the peak of the memory\n";
        return 1;
    }
    out << "bench cluster rss_mb " << double(peakResidentBytes() - before) / 1e6 << " MB\n";
    out << "bench cluster kept_mb " << double(residentBytes() - before) / 1e6 << " MB\n";
    for (const auto &[name, points] : {std::pair("build_1m", &dense), std::pair("build_even_1m", &even)}) {
        const auto times = repeated(21, [&] { return ClusterTree(*points, kinds); });
        out << "bench cluster " << name << "_ms " << quantile(times, 0.5) << " ms\n";
        out << "bench cluster " << name << "_p95_ms " << quantile(times, 0.95) << " ms\n";
    }
    std::vector<double> asked;
    SampleRandom random(7);
    for (int i = 0; i < 500; ++i) {
        const int zoom = 8 + i % 9;
        const Camera camera{dense[std::size_t(random.next() * count)], double(zoom), 3840, 2160};
        asked.push_back(millisecondsOf([&] { return tree.in(camera.view(), zoom); }));
    }
    out << "bench cluster view_ms " << quantile(asked, 0.95) << " ms\n";
    return 0;
}
