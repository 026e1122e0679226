// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/coordinatesystem.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Coordinate systems against gcoord's figures (tests/data/coordinates.json) and against themselves.
class CoordinateSystemTest : public QObject {
    Q_OBJECT

    static GeoPoint point(const QJsonValue &pair) { return {pair[0].toDouble(), pair[1].toDouble()}; }
    static double difference(GeoPoint a, GeoPoint b)
    {
        return std::max(std::abs(a.longitude - b.longitude), std::abs(a.latitude - b.latitude));
    }

private Q_SLOTS:
    void forwardAgreesWithReference()
    {
        QFile file(QStringLiteral(WUQUAN_TEST_DATA "/coordinates.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray points = QJsonDocument::fromJson(file.readAll())["points"_L1].toArray();
        QCOMPARE(points.size(), 10);
        for (const QJsonValue reference : points) {
            const GeoPoint wgs84 = point(reference["wgs84"_L1]);
            QCOMPARE_LE(difference(fromWgs84(CoordinateSystem::Gcj02, wgs84), point(reference["gcj02"_L1])), 1e-9);
            QCOMPARE_LE(difference(fromWgs84(CoordinateSystem::Bd09, wgs84), point(reference["bd09"_L1])), 1e-9);
            QCOMPARE(fromWgs84(CoordinateSystem::Cgcs2000, wgs84), wgs84);
        }
    }

    void roundTrip_data()
    {
        QTest::addColumn<CoordinateSystem>("system");
        QTest::newRow("wgs84") << CoordinateSystem::Wgs84;
        QTest::newRow("cgcs2000") << CoordinateSystem::Cgcs2000;
        QTest::newRow("gcj02") << CoordinateSystem::Gcj02;
        QTest::newRow("bd09") << CoordinateSystem::Bd09;
    }

    void roundTrip()
    {
        QFETCH(const CoordinateSystem, system);
        std::mt19937 random(7);
        std::uniform_real_distribution<> longitude(73, 135), latitude(4, 54);
        double worst = 0;
        for (int i = 0; i < 100'000; ++i) {
            const GeoPoint p{longitude(random), latitude(random)};
            worst = std::max(worst, difference(wgs84From(system, fromWgs84(system, p)), p));
        }
        QCOMPARE_LE(worst, 1e-9);
    }

    void placesAbroadAreNotShifted()
    {
        for (const GeoPoint p : {GeoPoint{2.35, 48.85}, {139.7, 35.7}, {-73.9, 40.7}, {151.2, -33.9}}) {
            QCOMPARE(fromWgs84(CoordinateSystem::Gcj02, p), p);
            QCOMPARE(wgs84From(CoordinateSystem::Gcj02, p), p);
            QCOMPARE_LE(difference(wgs84From(CoordinateSystem::Bd09, fromWgs84(CoordinateSystem::Bd09, p)), p), 1e-9);
        }
    }

    void names()
    {
        QCOMPARE(coordinateSystemFromName(u"wgs84"), CoordinateSystem::Wgs84);
        QCOMPARE(coordinateSystemFromName(u"CGCS2000"), CoordinateSystem::Cgcs2000);
        QCOMPARE(coordinateSystemFromName(u"GCJ-02"), CoordinateSystem::Gcj02);
        QCOMPARE(coordinateSystemFromName(u"bd09"), CoordinateSystem::Bd09);
        QVERIFY(!coordinateSystemFromName(u"beijing54"));
        QVERIFY(!coordinateSystemFromName(u""));
    }
};

QTEST_GUILESS_MAIN(CoordinateSystemTest)
#include "tst_coordinatesystem.moc"
