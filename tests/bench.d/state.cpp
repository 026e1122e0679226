// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/store/districtstore.h"
#include "data/store/statefile.h"
#include "tests/support/benchmark.h"
#include "tests/support/fullstate.h"

#include <QTextStream>

using namespace wuquan;
using namespace wuquan::bench;

namespace {

/// The median of eleven runs, in milliseconds; what a run makes is thrown away after the clock was read.
template <class F>
double timed(F run)
{
    std::vector<double> times;
    for (int i = 0; i < 11; ++i) {
        const SteadyTime begin = std::chrono::steady_clock::now();
        const auto made = run();
        times.push_back(millisecondsSince(begin));
    }
    return median(times);
}

} // namespace

/// The state file of a district of the demo's size: copied in the GUI thread, encoded and decoded in a worker.
int main()
{
    DistrictStore store;
    store.apply(test::fullState(test::demoSize, Instant(std::chrono::seconds(1'800'000'000))));
    const QByteArray file = encodeState(store.state());
    if (!decodeState(file))
        return 1;
    QTextStream out(stdout);
    out << "bench state copy_ms " << timed([&] { return store.state(); }) << " ms\n";
    const ChangeBatch state = store.state();
    out << "bench state encode_ms " << timed([&] { return encodeState(state); }) << " ms\n";
    out << "bench state decode_ms " << timed([&] { return decodeState(file); }) << " ms\n";
    out << "bench state file_mb " << double(file.size()) / 1e6 << " MB\n";
    return 0;
}
