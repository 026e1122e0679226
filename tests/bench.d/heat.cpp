// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/heat/heatmap.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"

#include <QTextStream>

#include <numeric>

using namespace wuquan;
using namespace wuquan::bench;

/// A heat map of a million points at 3840×2160: all of them, and a filtered half with weights.
int main()
{
    constexpr std::size_t count = 1'000'000;
    const std::vector<WorldPoint> points = samplePoints(count, Spread::Dense, 1);
    std::vector<float> weights(count);
    SampleRandom random(17);
    for (float &weight : weights)
        weight = float(random.next()) + 0.5F;
    std::vector<std::uint32_t> rows(count / 2);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = std::uint32_t(2 * i);
    const std::array<QRgb, 4> colours{0x00ffffffu, 0x80f4c7a1u, 0xc0d5622fu, 0xf07a1f0fu};
    const HeatLook look{48, 0, smoothRamp(colours)};
    // The whole city: its square is as wide as the picture.
    const Camera camera{
        {sampleLeft + sampleSide / 2, sampleTop + sampleSide / 2}, std::log2(3840 / (256 * sampleSide)), 3840, 2160};
    HeatMap map;
    QTextStream out(stdout);
    const auto report = [&](const char *name, const HeatPoints &drawn) {
        const auto times = repeated(51, [&] { return map.draw(camera, 1, drawn, look).constBits(); });
        out << "bench heat " << name << "_ms " << quantile(times, 0.5) << " ms\n";
        out << "bench heat " << name << "_p95_ms " << quantile(times, 0.95) << " ms\n";
    };
    report("draw_1m", {points, {}, {}});
    report("filtered_500k", {points, rows, weights});
    return 0;
}
