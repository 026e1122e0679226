// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"

#include "data/geo/mercator.h"

#include <QTest>

#include <array>
#include <limits>
#include <numbers>
#include <vector>

using namespace wuquan;

/// Lengths and areas on the ellipsoid against published figures, and small cells against an integral of our own.
class GeodesicTest : public QObject {
    Q_OBJECT

    static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    /// Square metres between two parallels and two meridians: Simpson's rule over the ellipsoid's element of area.
    static double cellArea(GeoPoint southWest, double size)
    {
        constexpr double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f), radians = std::numbers::pi / 180;
        const auto density = [](double latitude) {
            const double sine = std::sin(latitude * radians), w = 1 - e2 * sine * sine;
            return a * a * (1 - e2) * std::cos(latitude * radians) / (w * w);
        };
        constexpr int steps = 64;
        double sum = 0;
        for (int i = 0; i <= steps; ++i) {
            const double weight = i == 0 || i == steps ? 1 : i % 2 ? 4 : 2;
            sum += weight * density(southWest.latitude + size * i / steps);
        }
        return sum * size * radians / steps / 3 * size * radians;
    }

    static std::vector<GeoPoint> cell(GeoPoint southWest, double size)
    {
        const auto [x, y] = southWest;
        return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
    }

private Q_SLOTS:
    void publishedDistances_data()
    {
        QTest::addColumn<GeoPoint>("from");
        QTest::addColumn<GeoPoint>("to");
        QTest::addColumn<double>("metres");
        // Karney's first test case of GeographicLib, the example of its Python package, the line that Geoscience
        // Australia publishes for Vincenty's formulae, and two quadrants.
        QTest::newRow("Karney") << GeoPoint{-139.44815, 35.60777} << GeoPoint{-69.95921, -11.17491}
                                << 8935244.5604818305;
        QTest::newRow("Wellington to Salamanca") << GeoPoint{174.81, -41.32} << GeoPoint{-5.50, 40.96} << 19959679.267;
        QTest::newRow("Flinders Peak to Buninyong")
            << GeoPoint{144 + 25 / 60.0 + 29.52440 / 3600, -(37 + 57 / 60.0 + 3.72030 / 3600)}
            << GeoPoint{143 + 55 / 60.0 + 35.38390 / 3600, -(37 + 39 / 60.0 + 10.15610 / 3600)} << 54972.271;
        QTest::newRow("equator to pole") << GeoPoint{120, 0} << GeoPoint{120, 90} << 10001965.7293;
        QTest::newRow("one degree of the equator") << GeoPoint{120, 0} << GeoPoint{121, 0} << 111319.4908;
        QTest::newRow("equal points") << GeoPoint{120.2, 30.3} << GeoPoint{120.2, 30.3} << 0.0;
    }

    void publishedDistances()
    {
        QFETCH(const GeoPoint, from);
        QFETCH(const GeoPoint, to);
        QFETCH(const double, metres);
        const auto there = geodesicMetres(from, to), back = geodesicMetres(to, from);
        QVERIFY(there && back);
        QCOMPARE_LE(std::abs(*there - metres), 1e-3);
        QCOMPARE_LE(std::abs(*there - *back), 1e-6);
    }

    /// The negative control: on a sphere the same figures are off by far more than is allowed above.
    void aSphereIsNotEnough() { QCOMPARE_GE(std::abs(distanceMetres({120, 0}, {121, 0}) - 111319.4908), 100.0); }

    void publishedAreas_data()
    {
        QTest::addColumn<std::vector<GeoPoint>>("corners");
        QTest::addColumn<double>("perimeter");
        QTest::addColumn<double>("area");
        // From the tests of GeographicLib's PolygonArea.
        using Corners = std::vector<GeoPoint>;
        QTest::newRow("around the pole") << Corners{{0, 89}, {90, 89}, {180, 89}, {270, 89}} << 631819.8745
                                         << 24952305678.0;
        QTest::newRow("over the equator") << Corners{{-1, 0}, {0, -1}, {1, 0}, {0, 1}} << 627598.2731 << 24619419146.0;
        QTest::newRow("an octant") << Corners{{0, 90}, {0, 0}, {90, 0}} << 30022685.0 << 63758202715511.0;
    }

    void publishedAreas()
    {
        QFETCH(std::vector<GeoPoint>, corners);
        QFETCH(const double, perimeter);
        QFETCH(const double, area);
        // Either way round.
        for (int way = 0; way < 2; ++way) {
            const auto size = geodesicSize(corners);
            QVERIFY(size);
            QCOMPARE_LE(std::abs(size->perimeter_m - perimeter), 1.0);
            QCOMPARE_LE(std::abs(size->area_m2 - area), 1.0);
            std::ranges::reverse(corners);
        }
    }

    void smallCellsAgreeWithTheIntegral()
    {
        for (const GeoPoint corner : {GeoPoint{120.2, 30.3}, {87.6, 43.8}, {109.5, 18.2}, {-70.0, -33.5}, {0.0, 0.0}}) {
            const auto size = geodesicSize(cell(corner, 0.01));
            QVERIFY(size);
            QCOMPARE_LE(std::abs(size->area_m2 - cellArea(corner, 0.01)), 0.2);
        }
        // The integral itself tells a cell from one a ten thousandth larger.
        QCOMPARE_GE(cellArea({120.2, 30.3}, 0.010001) - cellArea({120.2, 30.3}, 0.01), 100.0);
    }

    void degeneratePolygons()
    {
        QCOMPARE(geodesicSize({}), PolygonSize{});
        const GeoPoint a{120.2, 30.3}, b{120.21, 30.31};
        QCOMPARE(geodesicSize(std::array{a}), PolygonSize{});
        QCOMPARE(geodesicSize(std::array{a, a, a}), PolygonSize{});
        const auto line = geodesicSize(std::array{a, b});
        QVERIFY(line);
        QCOMPARE_LE(line->area_m2, 1e-6);
        QCOMPARE_LE(std::abs(line->perimeter_m - 2 * *geodesicMetres(a, b)), 1e-6);
        // A bow-tie of two equal halves.
        const auto bowTie
            = geodesicSize(std::array<GeoPoint, 4>{{{120, 0.01}, {120.01, -0.01}, {120.01, 0.01}, {120, -0.01}}});
        QVERIFY(bowTie);
        QCOMPARE_LE(bowTie->area_m2, 1.0);
    }

    void whatIsNoPlaceHasNoSize()
    {
        const GeoPoint place{120.2, 30.3};
        for (const GeoPoint none : {GeoPoint{nan, 30}, {120, nan}, {infinite, 30}, {120, -infinite}, {120, 90.001}}) {
            QVERIFY(!geodesicMetres(place, none));
            QVERIFY(!geodesicMetres(none, place));
            QVERIFY(!geodesicSize(std::array{place, none, GeoPoint{120.3, 30.4}}));
        }
        QVERIFY(geodesicMetres(place, {120, 90}));
    }
};

QTEST_GUILESS_MAIN(GeodesicTest)
#include "tst_geodesic.moc"
