// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/arealocator.h"
#include "data/geo/orientation.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <map>
#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

MultiPolygon square(double west, double south, double side)
{
    return {{{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}}, {}}};
}

/// How many of the areas, asked one by one, contain the point with their borders.
std::size_t countAlone(const std::vector<AreaLocator> &each, GeoPoint point)
{
    return std::size_t(
        std::ranges::count_if(each, [&](const AreaLocator &one) { return one.areaAt(point).has_value(); }));
}

} // namespace

/// Points to areas: the whole demo district, borders to the last bit, and shapes that are none.
class AreaLocatorTest : public QObject {
    Q_OBJECT

    std::map<QString, std::vector<MultiPolygon>> m_levels;

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(WUQUAN_SOURCE "/resources/district/areas.geojson"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue feature : QJsonDocument::fromJson(file.readAll())["features"_L1].toArray())
            m_levels[feature["properties"_L1]["level"_L1].toString()].push_back(
                polygonFromGeoJson(feature["geometry"_L1].toObject()).value());
        QCOMPARE(m_levels["grid"_L1].size(), 615u);
    }

    /// Each level covers the district without gap, and inside an area no other one claims the point.
    void levelsPartitionTheDistrict_data()
    {
        QTest::addColumn<QString>("level");
        for (const char *level : {"street", "community", "grid"})
            QTest::newRow(level) << QString::fromLatin1(level);
    }

    void levelsPartitionTheDistrict()
    {
        QFETCH(const QString, level);
        const auto &areas = m_levels[level];
        const AreaLocator locator(areas), district(m_levels[u"district"_s]);
        std::vector<AreaLocator> each;
        for (const MultiPolygon &area : areas)
            each.emplace_back(std::span(&area, 1));
        std::mt19937 random(11);
        const GeoBounds box = bounds(m_levels[u"district"_s].front());
        std::uniform_real_distribution<> longitude(box.west, box.east), latitude(box.south, box.north);
        int inside = 0;
        for (int i = 0; i < 20'000; ++i) {
            const GeoPoint p{longitude(random), latitude(random)};
            const bool in = district.areaAt(p).has_value();
            inside += in;
            QCOMPARE(locator.areaAt(p).has_value(), in);
            QCOMPARE(countAlone(each, p), std::size_t(in));
        }
        QCOMPARE_GT(inside, 5000);
    }

    /// Vertices, and points on and beside the edges by a few units in the last place: always the first area that has
    /// the point, and never none where the district has it.
    void bordersHaveNoCracks()
    {
        const auto &areas = m_levels[u"grid"_s];
        const AreaLocator locator(areas), district(m_levels[u"district"_s]);
        std::vector<AreaLocator> each;
        for (const MultiPolygon &area : areas)
            each.emplace_back(std::span(&area, 1));
        std::mt19937 random(13);
        std::uniform_real_distribution<> share(0, 1);
        qint64 shared = 0;
        const auto check = [&](GeoPoint p, bool slow) {
            const auto found = locator.areaAt(p);
            if (!found) {
                QVERIFY(!district.areaAt(p));
                return;
            }
            QVERIFY(each[*found].areaAt(p));
            if (!slow)
                return;
            shared += countAlone(each, p) > 1;
            for (std::size_t i = 0; i < *found; ++i)
                QVERIFY(!each[i].areaAt(p));
        };
        for (const MultiPolygon &area : areas) {
            const Ring &ring = area.front().outer;
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                check(ring[i], true);
                for (int k = 0; k < 20; ++k) {
                    const double t = k == 0 ? 0.5 : share(random);
                    GeoPoint p{ring[j].longitude + t * (ring[i].longitude - ring[j].longitude),
                        ring[j].latitude + t * (ring[i].latitude - ring[j].latitude)};
                    check(p, k < 2);
                    p.longitude = std::nextafter(p.longitude, k % 2 ? 0 : 360);
                    check(p, false);
                }
            }
        }
        QCOMPARE_GT(shared, 3000);
    }

    void sharedBorderGoesToTheFirst()
    {
        const std::vector areas{square(0, 0, 1), square(1, 0, 1), square(0, 1, 1), square(1, 1, 1)};
        const AreaLocator locator(areas);
        QCOMPARE(locator.areaAt({1, 0.5}), 0u);
        QCOMPARE(locator.areaAt({1, 1}), 0u);
        QCOMPARE(locator.areaAt({1.5, 1}), 1u);
        QCOMPARE(locator.areaAt({2, 2}), 3u);
        QCOMPARE(locator.areaAt({0, 2}), 2u);
        QVERIFY(!locator.areaAt({std::nextafter(2, 3), 1}));
        QVERIFY(!locator.areaAt({-0.1, 1}));
    }

    void holesAndIslands()
    {
        MultiPolygon ring = square(0, 0, 10);
        ring.front().holes.push_back(square(4, 4, 2).front().outer);
        ring.push_back(square(4.5, 4.5, 1).front());
        const std::vector areas{ring, square(4, 4, 2)};
        const AreaLocator locator(areas);
        QCOMPARE(locator.areaAt({2, 5}), 0u);
        QCOMPARE(locator.areaAt({4.2, 5}), 1u);
        QCOMPARE(locator.areaAt({5, 5}), 0u);
        QCOMPARE(locator.areaAt({4, 5}), 0u);
    }

    void shapesThatAreNone()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        const MultiPolygon empty, noRing{{}}, line{{{{0, 0}, {1, 1}, {2, 2}}, {}}}, dot{{{{5, 5}, {5, 5}, {5, 5}}, {}}};
        const MultiPolygon bad{{{{0, 0}, {nan, 1}, {2, 2}}, {}}}, bowTie{{{{10, 0}, {12, 2}, {12, 0}, {10, 2}}, {}}};
        const std::vector areas{empty, noRing, bad, line, dot, bowTie};
        const AreaLocator locator(areas);
        QVERIFY(!locator.areaAt({1, 0}));
        QCOMPARE(locator.areaAt({1, 1}), 3u);
        QCOMPARE(locator.areaAt({5, 5}), 4u);
        QCOMPARE(locator.areaAt({10.2, 1}), 5u);
        QCOMPARE(locator.areaAt({11.8, 1}), 5u);
        QVERIFY(!locator.areaAt({11, 0.5}));
        QVERIFY(!locator.areaAt({nan, 1}));
        QVERIFY(!locator.areaAt({std::numeric_limits<double>::infinity(), 1}));
        QVERIFY(!AreaLocator({}).areaAt({1, 1}));
    }

    void orientationIsExact()
    {
        // On this line plain doubles give wrong signs near the diagonal (Kettner et al., 2008).
        const GeoPoint a{12, 12}, b{24, 24};
        for (int i = 0; i < 64; ++i) {
            for (int j = 0; j < 64; ++j) {
                const GeoPoint p{0.5 + i * 0x1p-53, 0.5 + j * 0x1p-53};
                const double side = orientation(a, b, p);
                QCOMPARE(side > 0, p.latitude > p.longitude);
                QCOMPARE(side == 0, p.latitude == p.longitude);
                QCOMPARE(orientation(b, a, p) < 0, side > 0);
            }
        }
    }

    void manyVertices()
    {
        Ring circle;
        constexpr int count = 1'000'000;
        for (int i = 0; i < count; ++i)
            circle.push_back({120 + std::cos(i * 2 * M_PI / count), 30 + std::sin(i * 2 * M_PI / count)});
        const std::vector<MultiPolygon> areas{{{circle, {}}}};
        const AreaLocator locator(areas);
        std::mt19937 random(17);
        std::uniform_real_distribution<> offset(-1.1, 1.1);
        for (int i = 0; i < 10'000; ++i) {
            const double x = offset(random), y = offset(random), radius = std::hypot(x, y);
            if (std::abs(radius - 1) > 1e-6)
                QCOMPARE(locator.areaAt({120 + x, 30 + y}).has_value(), radius < 1);
        }
    }

    void isFast()
    {
        const AreaLocator locator(m_levels[u"grid"_s]);
        std::mt19937 random(19);
        std::uniform_real_distribution<> longitude(120.17, 120.35), latitude(30.24, 30.39);
        std::vector<GeoPoint> points(1'000'000);
        for (GeoPoint &p : points)
            p = {longitude(random), latitude(random)};
        QElapsedTimer timer;
        timer.start();
        std::size_t found = 0;
        for (const GeoPoint &p : points)
            found += locator.areaAt(p).has_value();
        const double perSecond = double(points.size()) / (double(timer.nsecsElapsed()) * 1e-9);
        qInfo("%.1f million points a second, %zu inside", perSecond * 1e-6, found);
        // The aim is 2 million; a debug or sanitizer build on a busy machine may take ten times as long.
        QCOMPARE_GT(perSecond, 1e5);
    }
};

QTEST_GUILESS_MAIN(AreaLocatorTest)
#include "tst_arealocator.moc"
