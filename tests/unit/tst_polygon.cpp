// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/polygon.h"

#include <QTest>

#include <cmath>
#include <ctime>
#include <limits>
#include <numbers>

using namespace wuquan;

namespace {

constexpr GeoPoint town{120.22, 30.285};
const double notANumber = std::numeric_limits<double>::quiet_NaN();

Ring rectangle(double width, double height)
{
    return {town, {town.longitude + width, town.latitude}, {town.longitude + width, town.latitude + height},
        {town.longitude, town.latitude + height}};
}

/// A star-like round ring of many points.
Ring round(std::size_t points, double radius)
{
    Ring ring;
    ring.reserve(points);
    for (std::size_t i = 0; i < points; ++i) {
        const double angle = double(i) / double(points) * 2 * std::numbers::pi;
        const double r = radius * (1 + 0.05 * std::sin(angle * 40));
        ring.push_back({town.longitude + r * std::cos(angle), town.latitude + r * std::sin(angle)});
    }
    return ring;
}

} // namespace

class PolygonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelTakesABoundedTime_data()
    {
        QTest::addColumn<Ring>("ring");
        QTest::newRow("sliver") << rectangle(0.05, 3e-8);
        QTest::newRow("upright sliver") << rectangle(3e-8, 0.05);
        QTest::newRow("thinner than a double can tell") << rectangle(0.05, 1e-15);
        QTest::newRow("slanting sliver") << Ring{
            town, {120.27, 30.335}, {120.27, 30.335 + 3e-8}, {120.22, 30.285 + 3e-8}};
        QTest::newRow("a line there and back") << Ring{town, {120.27, 30.335}, {120.245, 30.31}};
        QTest::newRow("two points") << Ring{town, {120.27, 30.335}};
        QTest::newRow("one point") << Ring{town};
        QTest::newRow("one point many times") << Ring(100'000, town);
        QTest::newRow("a million points") << round(1'000'000, 0.02);
        QTest::newRow("the world") << Ring{{-179, -80}, {179, -80}, {179, 80}, {-179, 80}};
    }

    void labelTakesABoundedTime()
    {
        QFETCH(const Ring, ring);
        const std::clock_t before = std::clock();
        const MultiPolygon shape{{ring, {}}};
        const GeoPoint label = labelPoint(shape);
        // Eleven seconds it took once; the bound is generous because it is about that.
        QVERIFY2(double(std::clock() - before) / CLOCKS_PER_SEC < 1, "the label's place took more than a second");
        QVERIFY(bounds(shape).contains(label));
        QCOMPARE(labelPoint(shape), label);
    }

    void labelLeavesOutWhatIsNoPlace()
    {
        Ring ring = rectangle(0.02, 0.01);
        ring.insert(ring.begin() + 2, {notANumber, 30.29});
        ring.insert(ring.begin(), {std::numeric_limits<double>::infinity(), notANumber});
        const GeoPoint label = labelPoint({{ring, {}}});
        QVERIFY(std::abs(label.latitude - 30.29) < 2e-4);
        QVERIFY(label.longitude > 120.22 && label.longitude < 120.24);
        QCOMPARE(labelPoint({{Ring(5, {notANumber, notANumber}), {}}}), GeoPoint());
        QCOMPARE(labelPoint({{Ring{}, {}}}), GeoPoint());
        QCOMPARE(labelPoint({}), GeoPoint());
    }

    void labelStandsInTheLargestPartAndBesideHoles()
    {
        const Ring small = rectangle(0.001, 0.001);
        const Ring large = round(100, 0.02);
        const Ring hole = round(100, 0.008);
        const GeoPoint label = labelPoint({{small, {}}, {large, {hole}}});
        const double away = std::hypot(label.longitude - town.longitude, label.latitude - town.latitude);
        QVERIFY2(away > 0.0125 && away < 0.0155, qPrintable(QString::number(away)));
    }
};

QTEST_APPLESS_MAIN(PolygonTest)
#include "tst_polygon.moc"
