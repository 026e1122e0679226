// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/labels/labelplacer.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"

#include <QTextStream>

#include <cmath>
#include <set>

using namespace wuquan;
using namespace wuquan::bench;

namespace {

constexpr std::size_t count = 2000;
constexpr LabelBox wall{0, 0, 3840, 2160};

struct Name {
    float x, y; ///< share of the picture from its middle
    int width, height;
    int level;
};

/// Chinese names of two to six characters, English ones about three times as long.
std::vector<Name> names()
{
    SampleRandom random(21);
    std::vector<Name> made(count);
    for (Name &name : made) {
        const int height = 26 + int(random.next() * 3) * 11;
        const int letters = 2 + int(random.next() * 5);
        const bool isEnglish = random.next() < 0.5;
        name = {float(random.next() - 0.5), float(random.next() - 0.5), letters * height * (isEnglish ? 3 : 2) / 2,
            height, int(random.next() * 3)};
    }
    return made;
}

} // namespace

/// Two thousand names in a 4K picture while it zooms in and out: the time for one picture, and how many cover another.
int main()
{
    const std::vector<Name> all = names();
    const std::array<LabelSpot, 4> beside = spotsBeside(12);
    LabelPlacer placer;
    std::vector<double> times;
    std::size_t overlaps = 0, shown = 0, lost = 0;
    std::set<std::uint64_t> before;
    for (int frame = 0; frame < 400; ++frame) {
        const float zoom = std::exp2(float(std::sin(frame * 0.05)) * 0.5F);
        std::vector<LabelCandidate> candidates;
        for (std::size_t i = 0; i < count; ++i) {
            const Name &name = all[i];
            candidates.push_back({i, name.level, 0, 1920 + name.x * 3840 * zoom, 1080 + name.y * 2160 * zoom,
                name.width, name.height, 4, beside});
        }
        std::span<const LabelPlacement> placed;
        times.push_back(millisecondsOf([&] { return placed = placer.place(wall, {}, candidates); }));
        std::set<std::uint64_t> now;
        for (std::size_t i = 0; i < placed.size(); ++i) {
            now.insert(placed[i].candidate);
            for (std::size_t k = 0; k < i; ++k)
                overlaps += placed[i].box.intersects(placed[k].box);
        }
        for (const std::uint64_t key : before)
            lost += !now.contains(key);
        shown += now.size();
        before = std::move(now);
    }
    QTextStream out(stdout);
    out << "bench labels place_ms " << quantile(times, 0.95) << " ms\n";
    out << "bench labels place_p50_ms " << quantile(times, 0.5) << " ms\n";
    out << "bench labels overlaps " << overlaps << " labels\n";
    out << "bench labels shown " << shown / 400 << " labels\n";
    out << "bench labels lost_pct " << 100.0 * double(lost) / double(shown) << " %\n";
    return 0;
}
