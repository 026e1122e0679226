// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/cluster/clustertree.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <tuple>

using namespace wuquan;

namespace {

/// What the definition in clustertree.h makes, word for word and as slow as that is.
struct PlainCluster {
    std::uint32_t x, y;
    std::vector<std::uint32_t> members;

    auto operator<=>(const PlainCluster &) const = default;
};
using PlainClusters = std::vector<PlainCluster>;

std::uint32_t units(double coordinate)
{
    return std::uint32_t(std::min(std::floor(coordinate * 4294967296.0), 4294967295.0));
}

PlainCluster joined(const std::vector<const PlainCluster *> &parts, std::span<const WorldPoint> points)
{
    PlainCluster made{0, 0, {}};
    for (const PlainCluster *part : parts)
        made.members.insert(made.members.end(), part->members.begin(), part->members.end());
    std::ranges::sort(made.members);
    std::uint64_t x = 0, y = 0;
    for (const std::uint32_t member : made.members) {
        x += units(points[member].x);
        y += units(points[member].y);
    }
    made.x = std::uint32_t(x / made.members.size());
    made.y = std::uint32_t(y / made.members.size());
    return made;
}

PlainClusters nextZoom(const PlainClusters &items, int zoom, std::span<const WorldPoint> points)
{
    const std::uint64_t radius = std::uint64_t(1) << (30 - zoom);
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](std::size_t i) {
        const PlainCluster &item = items[i];
        return std::tuple(-std::int64_t(item.members.size()), item.y / radius, item.x / radius, i);
    });
    std::vector<bool> taken(items.size());
    PlainClusters made;
    for (const std::size_t start : order) {
        if (taken[start])
            continue;
        std::vector<const PlainCluster *> parts;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const double dx = double(items[i].x) - items[start].x, dy = double(items[i].y) - items[start].y;
            if (!taken[i] && dx * dx + dy * dy <= double(radius) * double(radius)) {
                taken[i] = true;
                parts.push_back(&items[i]);
            }
        }
        made.push_back(joined(parts, points));
    }
    return made;
}

/// By zoom, 0 … 17.
std::vector<PlainClusters> plainly(std::span<const WorldPoint> points)
{
    std::vector<PlainClusters> zooms(18);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].x >= 0 && points[i].x <= 1 && points[i].y >= 0 && points[i].y <= 1)
            zooms[17].push_back({units(points[i].x), units(points[i].y), {std::uint32_t(i)}});
    }
    for (int zoom = 16; zoom >= 0; --zoom)
        zooms[std::size_t(zoom)] = nextZoom(zooms[std::size_t(zoom) + 1], zoom, points);
    return zooms;
}

constexpr WorldRect world{0, 0, 1, 1};

PlainClusters fromTree(const ClusterTree &tree, int zoom, const WorldRect &view = world)
{
    PlainClusters made;
    for (const PointCluster &cluster : tree.in(view, zoom)) {
        std::vector<std::uint32_t> members = tree.members(cluster.id);
        std::ranges::sort(members);
        made.push_back({units(cluster.centre.x), units(cluster.centre.y), std::move(members)});
    }
    std::ranges::sort(made);
    return made;
}

std::vector<WorldPoint> around(std::size_t count, WorldPoint middle, double spread, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<> offset(0, spread);
    std::vector<WorldPoint> points(count);
    for (WorldPoint &point : points)
        point = {std::clamp(middle.x + offset(random), 0.0, 1.0), std::clamp(middle.y + offset(random), 0.0, 1.0)};
    return points;
}

std::vector<WorldPoint> city()
{
    std::vector<WorldPoint> points = around(600, {0.8333, 0.4116}, 3e-4, 1);
    std::mt19937 random(2);
    for (int spot = 0; spot < 12; ++spot) {
        const WorldPoint middle = points[random() % 600];
        const auto some = around(70, middle, 4e-6, random());
        points.insert(points.end(), some.begin(), some.end());
    }
    return points;
}

std::vector<WorldPoint> squareGrid()
{
    std::vector<WorldPoint> points; // exactly one radius of zoom 12 apart: every distance is one that just counts
    for (int y = 0; y < 30; ++y) {
        for (int x = 0; x < 30; ++x)
            points.push_back({0.5 + x * 0x1p-14, 0.25 + y * 0x1p-14});
    }
    return points;
}

} // namespace

class ClusterTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsItsDefinition_data()
    {
        QTest::addColumn<std::vector<WorldPoint>>("points");
        using Points = std::vector<WorldPoint>;
        QTest::newRow("none") << Points{};
        QTest::newRow("one") << Points{{0.5, 0.5}};
        QTest::newRow("two far apart") << Points{{0.1, 0.1}, {0.9, 0.9}};
        QTest::newRow("all in one place") << Points(500, {0.8333, 0.4116});
        QTest::newRow("city") << city();
        QTest::newRow("one district") << around(900, {0.83346, 0.41163}, 2e-5, 3);
        QTest::newRow("the whole world") << around(700, {0.5, 0.5}, 0.3, 4);
        QTest::newRow("corners and edges") << Points{
            {0, 0}, {1, 0}, {0, 1}, {1, 1}, {0, 1}, {1, 1}, {0.5, 0}, {0.5, 1}, {1, 0.5}, {0, 0.5}, {0, 1e-9}};
        QTest::newRow("near the eastern edge") << around(600, {1, 0.5}, 1e-4, 5);
        QTest::newRow("near the north-western corner") << around(600, {0, 0}, 1e-4, 6);
        QTest::newRow("a grid") << squareGrid();
    }

    void followsItsDefinition()
    {
        QFETCH(const std::vector<WorldPoint>, points);
        const ClusterTree tree(points);
        std::vector<PlainClusters> expected = plainly(points);
        for (int zoom = 17; zoom >= 0; --zoom) {
            PlainClusters &plain = expected[std::size_t(zoom)];
            std::ranges::sort(plain);
            const PlainClusters found = fromTree(tree, zoom);
            QCOMPARE(found.size(), plain.size());
            QVERIFY2(found == plain, qPrintable(QStringLiteral("zoom %1").arg(zoom)));
        }
    }

    void viewShowsWhatLiesInIt()
    {
        const std::vector<WorldPoint> points = city();
        const ClusterTree tree(points);
        std::mt19937 random(7);
        std::size_t some = 0;
        for (int i = 0; i < 400; ++i) {
            const int zoom = int(random() % 19);
            const WorldPoint middle = points[random() % points.size()];
            const WorldRect view = WorldRect{middle.x, middle.y, middle.x, middle.y}.grown(
                std::ldexp(double(random() % 1000) / 300, -zoom));
            PlainClusters expected = fromTree(tree, zoom);
            std::erase_if(expected, [&](const PlainCluster &cluster) {
                return !view.contains(WorldPoint{cluster.x * 0x1p-32, cluster.y * 0x1p-32});
            });
            QVERIFY(fromTree(tree, zoom, view) == expected);
            some += !expected.empty() && expected.size() < tree.in(world, zoom).size();
        }
        QCOMPARE_GT(some, std::size_t(100));
        QVERIFY(tree.in(WorldRect{}, 10).empty());
    }

    void pointsStandAloneFromTheirZoomOn()
    {
        const ClusterTree tree(city());
        const std::vector<int> alone = tree.pointsAloneFrom();
        QCOMPARE(alone.size(), city().size());
        std::size_t seen = 0;
        for (int zoom = 0; zoom <= 17; ++zoom) {
            std::vector<bool> isAlone(alone.size());
            for (const PointCluster &cluster : tree.in(world, zoom)) {
                if (cluster.count == 1)
                    isAlone[cluster.id] = true;
            }
            for (std::size_t point = 0; point < alone.size(); ++point)
                QCOMPARE(bool(isAlone[point]), alone[point] <= zoom);
            seen += std::size_t(std::ranges::count(isAlone, true));
        }
        QCOMPARE_GT(seen, city().size()); // at other zooms than the last
    }

    void makeUpIsTheSumOfItsPoints()
    {
        const std::vector<WorldPoint> points = city();
        std::vector<std::uint8_t> classes(points.size());
        std::mt19937 random(8);
        for (std::uint8_t &kind : classes)
            kind = std::uint8_t(random() % 4);
        const ClusterTree tree(points, classes);
        for (int zoom = 0; zoom <= 17; ++zoom) {
            std::uint32_t all = 0;
            for (const PointCluster &cluster : tree.in(world, zoom)) {
                ClusterMakeUp expected{};
                for (const std::uint32_t member : tree.members(cluster.id))
                    ++expected[classes[member]];
                QCOMPARE(cluster.makeUp, expected);
                QCOMPARE(cluster.count, std::accumulate(expected.begin(), expected.end(), 0u));
                QCOMPARE(cluster, tree.cluster(cluster.id));
                all += cluster.count;
            }
            QCOMPARE(all, std::uint32_t(points.size()));
        }
    }

    void expandsWhereItComesApart()
    {
        const ClusterTree tree(city());
        std::map<int, int> zooms;
        for (const PointCluster &cluster : tree.in(world, 5)) {
            const int zoom = tree.expansionZoom(cluster.id);
            if (cluster.count == 1) {
                QCOMPARE(zoom, 0);
                continue;
            }
            const auto stands = [&](int at) {
                return std::ranges::any_of(
                    tree.in(world, at), [&](const PointCluster &c) { return c.id == cluster.id; });
            };
            QVERIFY(stands(zoom - 1));
            QVERIFY(!stands(zoom));
            ++zooms[zoom];
        }
        QVERIFY(!zooms.empty());
        const std::vector<WorldPoint> same(10, {0.5, 0.5});
        const ClusterTree lasting(same);
        QCOMPARE(lasting.expansionZoom(lasting.in(world, 0).front().id), 17);
    }

    void leavesOutAndCounts()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                         infinite = std::numeric_limits<double>::infinity();
        const std::vector<WorldPoint> points{{0.5, 0.5}, {nan, 0.5}, {0.5, nan}, {infinite, 0.5}, {0.5, -infinite},
            {-0.01, 0.5}, {0.5, 1.01}, {0.5, 0.5}, {0.9, 0.9}};
        const std::vector<std::uint8_t> classes{0, 0, 0, 0, 0, 0, 0, 3, 4};
        const ClusterTree tree(points, classes);
        QCOMPARE(tree.refused(), std::size_t(7));
        const auto clusters = tree.in(world, 3);
        QCOMPARE(clusters.size(), std::size_t(1));
        QCOMPARE(clusters.front().makeUp, (ClusterMakeUp{1, 0, 0, 1}));
        QVERIFY(ClusterTree().in(world, 3).empty());
        QCOMPARE(ClusterTree(points).refused(), std::size_t(6));
    }

    void manyPoints()
    {
        const std::vector<WorldPoint> points = around(200'000, {0.8333, 0.4116}, 2e-4, 9);
        const ClusterTree tree(points);
        std::size_t before = 0;
        for (int zoom = 0; zoom <= 17; ++zoom) {
            const auto clusters = tree.in(world, zoom);
            QCOMPARE_GE(clusters.size(), before);
            before = clusters.size();
            std::uint32_t all = 0;
            for (const PointCluster &cluster : clusters)
                all += cluster.count;
            QCOMPARE(all, std::uint32_t(points.size()));
        }
        QCOMPARE(before, points.size());
    }
};

QTEST_GUILESS_MAIN(ClusterTreeTest)
#include "tst_clustertree.moc"
