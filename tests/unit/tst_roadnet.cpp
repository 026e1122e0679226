// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "data/geo/roadnet.h"

#include <QTest>

#include <random>

using namespace wuquan;

/// How far it is along roads: small nets by hand, the district's against a plain search without any index.
class RoadNetTest : public QObject {
    Q_OBJECT

private:
    static constexpr GeoPoint here{120.2, 30.3};

    static GeoPoint at(double east_m, double north_m)
    {
        const double degree_m = distanceMetres({120, 30.3}, {121, 30.3});
        return {here.longitude + east_m / degree_m, here.latitude + north_m / 111'195};
    }
    static Road road(LineString line) { return {RoadClass::Tertiary, std::move(line)}; }
    static double metres(const RoadNet &net, GeoPoint from, GeoPoint to) { return net.metresFrom(from).to(to).metres; }

private Q_SLOTS:
    void crossingRoadsMeet()
    {
        const std::vector<Road> roads{road({at(-1000, 0), at(1000, 0)}), road({at(0, -1000), at(0, 1000)})};
        const RoadNet net(roads);
        const RoadNet::Way way = net.metresFrom(at(1000, 0)).to(at(0, 1000));
        QVERIFY(way.isAlongRoads);
        QVERIFY2(std::abs(way.metres - 2000) < 5, qPrintable(QString::number(way.metres)));
    }

    void endsNearARoadOrEachOtherAreJoined_data()
    {
        QTest::addColumn<double>("gap");
        QTest::addColumn<bool>("joined");
        QTest::newRow("touching") << 0.0 << true;
        QTest::newRow("two metres") << 2.0 << true;
        QTest::newRow("ten metres") << 10.0 << false;
    }
    void endsNearARoadOrEachOtherAreJoined()
    {
        QFETCH(const double, gap);
        QFETCH(const bool, joined);
        // One ends beside the middle of another, on which a third goes on.
        const std::vector<Road> roads{
            road({at(-970, 0), at(30, 0)}), road({at(0, gap), at(0, 1000)}), road({at(30 + gap, 0), at(1000, 0)})};
        const RoadNet net(roads);
        QCOMPARE(net.metresFrom(at(-970, 0)).to(at(0, 1000)).isAlongRoads, joined);
        QCOMPARE(net.metresFrom(at(-970, 0)).to(at(1000, 0)).isAlongRoads, joined);
    }

    /// Beside a long road its middle is as near as its ends.
    void aLongRoadIsNearEverywhere()
    {
        const std::vector<Road> roads{road({at(0, 0), at(3000, 0)})};
        const RoadNet net(roads);
        const RoadNet::Way way = net.metresFrom(at(1520, 40)).to(at(2480, 40));
        QVERIFY(way.isAlongRoads);
        QVERIFY2(way.metres >= 960 && way.metres < 1200, qPrintable(QString::number(way.metres)));
    }

    void whereNoRoadLeadsItIsAnEstimate()
    {
        const std::vector<Road> roads{road({at(0, 0), at(1000, 0)}), road({at(0, 900), at(1000, 900)})};
        const RoadNet net(roads);
        const auto isEstimate = [&](const RoadNet &on, GeoPoint from, GeoPoint to) {
            const RoadNet::Way way = on.metresFrom(from).to(to);
            return !way.isAlongRoads && std::abs(way.metres - 1.3 * distanceMetres(from, to)) < 0.01;
        };
        QVERIFY(isEstimate(net, at(0, 0), at(0, 900))); // another road, no way to it
        QVERIFY(isEstimate(net, at(0, 0), at(0, -2500))); // too far from any road
        QVERIFY(isEstimate(net, at(0, -2500), at(0, 0)));
        QVERIFY(isEstimate(net, at(500, -300), at(520, -300))); // farther from the road than from each other
        QVERIFY(isEstimate(net, at(500, 20), at(500, 20))); // the same place: no way at all
        QVERIFY(isEstimate(RoadNet(), at(0, 0), at(100, 0))); // no roads
        QVERIFY(isEstimate(RoadNet(std::vector<Road>{}), at(0, 0), at(100, 0)));
        QVERIFY(isEstimate(net, {-120, -30}, {120.2, 30.3}));
    }

    /// Never shorter than the straight way, the same both ways, and no longer by way of a third place than that.
    void theDistrictsRoads()
    {
        const auto basemap = Basemap::load();
        QVERIFY(basemap);
        const RoadNet net(basemap->roads);
        QVERIFY2(net.nodeCount() > 3000, qPrintable(QString::number(net.nodeCount())));
        std::mt19937 random(7);
        GeoBounds extent; // not of the river, which goes on
        for (const Road &road : basemap->roads) {
            for (GeoPoint point : road.line)
                extent.include(point);
        }
        std::uniform_real_distribution<double> east(extent.west, extent.east), north(extent.south, extent.north);
        int along = 0;
        double ratio = 0;
        for (int n = 0; n < 200; ++n) {
            const GeoPoint from{east(random), north(random)}, to{east(random), north(random)};
            const RoadNet::Way there = net.metresFrom(from).to(to), back = net.metresFrom(to).to(from);
            QVERIFY(std::abs(there.metres - back.metres) < 1);
            QCOMPARE(there.isAlongRoads, back.isAlongRoads);
            const double straight = distanceMetres(from, to);
            QVERIFY(there.metres >= straight);
            if (there.isAlongRoads) {
                ++along;
                ratio += there.metres / straight;
            }
        }
        // A net that falls apart would leave most of them without a way.
        QVERIFY2(along > 120, qPrintable(QString::number(along)));
        QVERIFY2(ratio / along < 1.6, qPrintable(QString::number(ratio / along)));
    }
};

QTEST_GUILESS_MAIN(RoadNetTest)
#include "tst_roadnet.moc"
