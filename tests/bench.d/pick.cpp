// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/pointindex.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"
#include "tests/support/processmemory.h"

#include <QTextStream>

using namespace wuquan;
using namespace wuquan::bench;

namespace {

constexpr std::size_t count = 1'000'000;

std::vector<IndexedPoint> indexed(Spread spread)
{
    SampleRandom random(3);
    std::vector<IndexedPoint> points;
    for (const WorldPoint at : samplePoints(count, spread, 1)) {
        const auto style = std::uint8_t(random.next() * 5);
        points.push_back({at, std::uint8_t(random.next() * 4), style});
    }
    return points;
}

/// One in a hundred anew: half of them elsewhere, half of them in another state.
std::vector<IndexedChange> changes(const std::vector<IndexedPoint> &points)
{
    SampleRandom random(9);
    std::vector<IndexedChange> made;
    for (std::size_t i = 0; i < count / 100; ++i) {
        const auto row = std::uint32_t(random.next() * count);
        IndexedPoint point = points[row];
        if (i % 2 == 0)
            point.at = points[std::size_t(random.next() * count)].at;
        else
            point.rank = std::uint8_t(random.next() * 4);
        made.push_back({row, point});
    }
    return made;
}

/// The marks of a zoom, as large as devices are drawn on a 4K wall.
std::array<Mark, 5> marks(double zoom)
{
    const double radius = std::clamp(4.5 + (zoom - 15.5) * 1.75, 4.5, 10.0);
    return {Mark{MarkShape::Circle, radius, 1}, {MarkShape::Square, radius, 1}, {MarkShape::Diamond, radius, 1},
        {MarkShape::Triangle, radius, 1}, {MarkShape::Hexagon, radius, 1}};
}

/// Microseconds of so many questions at random places near points, all zooms in turn.
std::vector<double> askedAt(const PointIndex &index, const std::vector<IndexedPoint> &points)
{
    SampleRandom random(11);
    std::vector<double> times;
    for (std::size_t i = 0; i < 100'000; ++i) {
        const double zoom = 10 + double(i % 19) / 2;
        const std::array<Mark, 5> drawn = marks(zoom);
        const auto near = [&](double length) { return (random.next() - 0.5) * length; };
        PickView view{{points[std::size_t(random.next() * count)].at, zoom, 3840, 2160}, 1, false, drawn};
        const ScreenPoint cursor{1920 + near(40), 1080 + near(40)};
        times.push_back(1000 * millisecondsOf([&] { return index.pick(view, cursor); }));
    }
    return times;
}

std::vector<double> askedNearest(const PointIndex &index)
{
    SampleRandom random(13);
    std::vector<double> times;
    for (std::size_t i = 0; i < 100'000; ++i) {
        const double x = random.next();
        const WorldPoint at{sampleLeft + sampleSide * x, sampleTop + sampleSide * random.next()};
        times.push_back(1000 * millisecondsOf([&] { return index.nearest(at, 1); }));
    }
    return times;
}

/// A star of so many corners over a tenth of the city.
std::vector<WorldPoint> star(std::size_t corners)
{
    std::vector<WorldPoint> ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle = double(i) * 6.283185307179586 / double(corners),
                     radius = sampleSide * (i % 2 ? 0.15 : 0.25);
        ring.push_back({sampleLeft + sampleSide / 2 + radius * std::cos(angle),
            sampleTop + sampleSide / 2 + radius * std::sin(angle)});
    }
    return ring;
}

} // namespace

/// Finding among a million marks: the one under the cursor, the nearest, those in a lasso; making the index and
/// changing one in a hundred.
int main()
{
    QTextStream out(stdout);
    std::vector<double> both;
    for (const auto &[name, spread] : {std::pair("dense", Spread::Dense), std::pair("even", Spread::Even)}) {
        const std::vector<IndexedPoint> points = indexed(spread);
        const std::int64_t before = residentBytes();
        PointIndex index(points);
        out << "bench pick rss_" << name << "_mb " << double(residentBytes() - before) / 1e6 << " MB\n";
        const auto built = repeated(11, [&] { return PointIndex(points); });
        out << "bench pick build_" << name << "_ms " << quantile(built, 0.5) << " ms\n";
        const std::vector<double> asked = askedAt(index, points);
        both.insert(both.end(), asked.begin(), asked.end());
        out << "bench pick p50_" << name << "_us " << quantile(asked, 0.5) << " us\n";
        out << "bench pick p99_" << name << "_us " << quantile(asked, 0.99) << " us\n";
        const std::vector<double> nearest = askedNearest(index);
        out << "bench pick nearest_p99_" << name << "_us " << quantile(nearest, 0.99) << " us\n";
        const Region lasso = Region::lasso(star(500));
        out << "bench pick lasso_" << name << "_ms " << quantile(repeated(11, [&] { return index.in(lasso); }), 0.5)
            << " ms\n";
        const std::vector<IndexedChange> some = changes(points);
        out << "bench pick update_1pct_" << name << "_ms " << millisecondsOf([&] {
            index.apply(some);
            return 0;
        }) << " ms\n";
        out << "bench pick p99_updated_" << name << "_us " << quantile(askedAt(index, points), 0.99) << " us\n";
    }
    out << "bench pick p99_us " << quantile(both, 0.99) << " us\n";
    return 0;
}
