// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/heat/heatmap.h"

#include <QTest>

#include <limits>
#include <random>

using namespace wuquan;

namespace {

constexpr WorldPoint town{0.8333, 0.4116};

/// The colours tell their numbers: blue is the place in the ramp.
HeatRamp numberedRamp()
{
    HeatRamp ramp;
    for (std::uint32_t i = 0; i < ramp.size(); ++i)
        ramp[i] = 0xff000000u | i;
    return ramp;
}

/// The share of the densest place, 0…1, by pixel, as the definition in heatmap.h says: straight sums of doubles.
std::vector<double> plainly(
    const Camera &camera, double ratio, const HeatPoints &points, const HeatLook &look, double &full)
{
    const int width = int(std::ceil(camera.width * ratio)), height = int(std::ceil(camera.height * ratio));
    int cell = 1;
    while (cell < 8 && 2 * cell * 6 <= look.radius)
        cell *= 2;
    const int h = std::max(1, int(std::lround(look.radius / (3.0 * cell))));
    // Wide enough that a cell's share of all cells around it is whole.
    const int margin = 3 * h + 2, columns = (width + cell - 1) / cell + 2 * margin,
              rows = (height + cell - 1) / cell + 2 * margin;
    std::vector<double> weights(std::size_t(columns * rows));
    const auto add = [&](std::size_t i) {
        const ScreenPoint at = camera.screenFromWorld(points.positions[i]);
        const double x = std::floor(at.x * ratio / cell) + margin, y = std::floor(at.y * ratio / cell) + margin;
        const double weight = points.weights.empty() ? 1 : double(points.weights[i]);
        if (x >= 0 && x < columns && y >= 0 && y < rows && weight > 0 && std::isfinite(weight))
            weights[std::size_t(y) * std::size_t(columns) + std::size_t(x)] += weight;
    };
    for (std::size_t i = 0; i < (points.rows ? points.rows->size() : points.positions.size()); ++i)
        add(points.rows ? (*points.rows)[i] : i);
    // Three means of 2h + 1 in a row, as one kernel.
    std::vector<double> kernel{1};
    for (int pass = 0; pass < 3; ++pass) {
        std::vector<double> wider(kernel.size() + std::size_t(2 * h));
        for (std::size_t i = 0; i < kernel.size(); ++i) {
            for (std::size_t k = 0; k <= std::size_t(2 * h); ++k)
                wider[i + k] += kernel[i] / (2 * h + 1);
        }
        kernel = wider;
    }
    const auto density = [&](int column, int row) {
        double sum = 0;
        for (int dy = -3 * h; dy <= 3 * h; ++dy) {
            for (int dx = -3 * h; dx <= 3 * h; ++dx) {
                const int x = column + dx, y = row + dy;
                if (x >= 0 && x < columns && y >= 0 && y < rows)
                    sum += weights[std::size_t(y * columns + x)] * kernel[std::size_t(dx + 3 * h)]
                        * kernel[std::size_t(dy + 3 * h)];
            }
        }
        return sum * look.radius * look.radius / (cell * cell);
    };
    std::vector<double> cells(weights.size());
    double densest = 0;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const double here = cells[std::size_t(y * columns + x)] = density(x, y);
            if (x >= margin - 1 && x <= columns - margin && y >= margin - 1 && y <= rows - margin)
                densest = std::max(densest, here);
        }
    }
    full = look.full > 0 ? look.full : densest;
    std::vector<double> shares;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double cx = (x + 0.5) / cell - 0.5 + margin, cy = (y + 0.5) / cell - 0.5 + margin;
            const int left = int(cx), top = int(cy);
            const double right = cx - left, down = cy - top;
            const auto at
                = [&](int dx, int dy) { return std::min(full, cells[std::size_t((top + dy) * columns + left + dx)]); };
            shares.push_back(full > 0 ? ((at(0, 0) * (1 - right) + at(1, 0) * right) * (1 - down)
                                            + (at(0, 1) * (1 - right) + at(1, 1) * right) * down)
                        / full
                                      : 0);
        }
    }
    return shares;
}

std::vector<WorldPoint> around(std::size_t count, double spread)
{
    std::mt19937 random(1);
    std::normal_distribution<> offset(0, spread);
    std::vector<WorldPoint> points(count);
    for (WorldPoint &point : points) {
        const double x = town.x + offset(random);
        point = {x, town.y + offset(random)};
    }
    return points;
}

} // namespace

class HeatMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsItsDefinition_data()
    {
        QTest::addColumn<std::size_t>("count");
        QTest::addColumn<double>("radius");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("full");
        QTest::addColumn<bool>("filtered");
        QTest::newRow("cells of eight pixels") << std::size_t(2000) << 48.0 << 1.0 << 0.0 << false;
        QTest::newRow("cells of four pixels") << std::size_t(2000) << 30.0 << 1.0 << 0.0 << false;
        QTest::newRow("cells of two pixels") << std::size_t(2000) << 17.0 << 1.0 << 0.0 << false;
        QTest::newRow("single pixels") << std::size_t(500) << 5.0 << 1.0 << 0.0 << false;
        QTest::newRow("one point") << std::size_t(1) << 48.0 << 1.0 << 0.0 << false;
        QTest::newRow("a fine screen") << std::size_t(2000) << 50.0 << 1.25 << 0.0 << false;
        QTest::newRow("weights of some") << std::size_t(2000) << 48.0 << 1.0 << 0.0 << true;
        QTest::newRow("a given scale") << std::size_t(2000) << 48.0 << 1.0 << 20.0 << false;
        QTest::newRow("in several threads") << std::size_t(60'000) << 48.0 << 1.0 << 0.0 << true;
        QTest::newRow("wide") << std::size_t(300) << 150.0 << 1.0 << 0.0 << false;
    }

    void followsItsDefinition()
    {
        QFETCH(const std::size_t, count);
        QFETCH(const double, radius);
        QFETCH(const double, ratio);
        QFETCH(const double, full);
        QFETCH(const bool, filtered);
        const std::vector<WorldPoint> points = around(count, 4e-6);
        std::vector<float> weights;
        std::vector<std::uint32_t> rows;
        for (std::size_t i = 0; filtered && i < count; ++i) {
            weights.push_back(float(i % 7) - 1);
            if (i % 3)
                rows.push_back(std::uint32_t(i));
        }
        HeatPoints drawn{points, std::nullopt, weights};
        if (filtered)
            drawn.rows = rows;
        const Camera camera{town, 16.3, 310, 205};
        const HeatLook look{radius, full, numberedRamp()};
        HeatMap map;
        const QImage image = map.draw(camera, ratio, drawn, look);
        double expectedFull = 0;
        const auto expected = plainly(camera, ratio, drawn, look, expectedFull);
        QCOMPARE(std::size_t(image.width()) * std::size_t(image.height()), expected.size());
        QVERIFY2(std::abs(map.full() / expectedFull - 1) < 1e-4,
            qPrintable(QStringLiteral("%1 for %2").arg(map.full()).arg(expectedFull)));
        int greatest = 0, kinds = 0;
        std::vector<bool> seen(256);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const int level = qBlue(image.pixel(x, y));
                const double share = expected[std::size_t(y * image.width() + x)] * 65535 / 256;
                // Steps of 1/65535 in two directions, and single precision.
                QVERIFY2(level >= int(share - 0.02) && level <= int(share + 0.02),
                    qPrintable(QStringLiteral("%1 for %2 at %3, %4").arg(level).arg(share).arg(x).arg(y)));
                greatest = std::max(greatest, level);
                kinds += !seen[std::size_t(level)];
                seen[std::size_t(level)] = true;
            }
        }
        QCOMPARE_GT(greatest, 200);
        QCOMPARE_GT(kinds, 20);
    }

    void nothingIsTransparent()
    {
        const std::array<QRgb, 2> colours{0x00ff0000u, 0xffff0000u};
        const HeatLook look{48, 0, smoothRamp(colours)};
        HeatMap map;
        const Camera camera{town, 15, 100, 60};
        QImage expected(100, 60, QImage::Format_ARGB32_Premultiplied);
        expected.fill(Qt::transparent);
        QCOMPARE(map.draw(camera, 1, {}, look), expected);
        QCOMPARE(map.full(), 0.0);
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<WorldPoint> bad{
            {nan, nan}, {town.x, nan}, {std::numeric_limits<double>::infinity(), town.y}, {1e300, -1e300}, {0.1, 0.1}};
        QCOMPARE(map.draw(camera, 1, {bad, {}, {}}, look), expected);
        const std::vector<WorldPoint> good(3, town);
        const std::vector<float> weights{0, -1, std::numeric_limits<float>::quiet_NaN()};
        QCOMPARE(map.draw(camera, 1, {good, {}, weights}, look), expected);
        QVERIFY(map.draw({town, 15, 0, 0}, 1, {good, {}, {}}, look).isNull());
    }

    void aPictureThatIsHeldStays()
    {
        const std::array<QRgb, 2> colours{0x00ff0000u, 0xffff0000u};
        const HeatLook look{48, 0, smoothRamp(colours)};
        const std::vector<WorldPoint> points = around(500, 4e-6);
        HeatMap map;
        const Camera camera{town, 16, 200, 100};
        const QImage held = map.draw(camera, 1, {points, {}, {}}, look);
        const QImage copy = held.copy();
        QVERIFY(map.draw(dragged(camera, {0, 0}, {40, 0}), 1, {points, {}, {}}, look) != copy);
        QCOMPARE(held, copy);
    }

    void ramps()
    {
        const std::array<QRgb, 3> colours{0x00000000u, 0x80ff0000u, 0xffffff00u};
        const HeatRamp smooth = smoothRamp(colours), classed = classedRamp(colours);
        QCOMPARE(smooth.front(), 0u);
        QCOMPARE(smooth.back(), 0xffffff00u);
        QCOMPARE(qAlpha(smooth[64]), 64);
        for (std::size_t i = 1; i < smooth.size(); ++i) {
            QVERIFY(qAlpha(smooth[i]) >= qAlpha(smooth[i - 1]) && qAlpha(smooth[i]) - qAlpha(smooth[i - 1]) <= 2);
            QVERIFY(qRed(smooth[i]) <= qAlpha(smooth[i]));
        }
        QCOMPARE(classed[0], 0u);
        QCOMPARE(classed[85], 0u);
        QCOMPARE(classed[86], qPremultiply(colours[1]));
        QCOMPARE(classed[171], qPremultiply(colours[2]));
        QCOMPARE(classed[255], qPremultiply(colours[2]));
    }
};

QTEST_GUILESS_MAIN(HeatMapTest)
#include "tst_heatmap.moc"
