// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "maps/camera/camera.h"

#include <QTest>

using namespace wuquan;

namespace {

const GeoPoint town{120.22, 30.285};

Camera camera(double zoom, double width = 936, double height = 636)
{
    return {worldFromGeo(town), zoom, width, height};
}

} // namespace

class CameraTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conversionsAreInverse()
    {
        for (double zoom = 3; zoom <= 20; zoom += 0.37) {
            const ScreenPoint back = camera(zoom).screenFromWorld(camera(zoom).worldFromScreen({17.25, 600.5}));
            QVERIFY(std::abs(back.x - 17.25) < 1e-4 && std::abs(back.y - 600.5) < 1e-4);
        }
    }

    void zoomSnapsNearIntegers_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("snapped");
        QTest::newRow("just below") << 13.995 << 14.0;
        QTest::newRow("just above") << 14.009 << 14.0;
        QTest::newRow("outside") << 14.02 << 14.02;
        QTest::newRow("half") << 14.5 << 14.5;
    }

    void zoomSnapsNearIntegers()
    {
        QFETCH(const double, zoom);
        QTEST(snappedZoom(zoom), "snapped");
    }

    void settledStandsOnDevicePixels_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("width");
        QTest::newRow("1") << 1.0 << 937.0;
        QTest::newRow("1.25") << 1.25 << 801.0;
        QTest::newRow("2") << 2.0 << 936.0;
    }

    void settledStandsOnDevicePixels()
    {
        QFETCH(const double, ratio);
        QFETCH(const double, width);
        for (double zoom = 9; zoom <= 20; zoom += 0.55) {
            const Camera still = settled(camera(zoom, width), {}, ratio);
            const double left = (still.centre.x * still.worldSize() - still.width / 2) * ratio;
            QVERIFY2(std::abs(left - std::round(left)) < 1e-3, qPrintable(QString::number(left, 'f', 6)));
            const ScreenPoint moved = still.screenFromWorld(camera(zoom, width).centre);
            QVERIFY(std::abs(moved.x - width / 2) * ratio <= 0.5001);
        }
    }

    void zoomKeepsTheAnchor()
    {
        const ScreenPoint anchor{811, 77};
        const WorldPoint held = camera(14).worldFromScreen(anchor);
        const Camera zoomed = settled(zoomedAt(camera(14), anchor, 16.5, {}), {}, 1);
        const ScreenPoint at = zoomed.screenFromWorld(held);
        QVERIFY(std::abs(at.x - anchor.x) <= 0.5001 && std::abs(at.y - anchor.y) <= 0.5001);
    }

    void fitShowsAllOfIt()
    {
        WorldRect rect;
        rect.include(worldFromGeo({120.169, 30.225}));
        rect.include(worldFromGeo({120.324, 30.396}));
        for (const auto &[width, height] :
            {std::pair{400.0, 300.0}, {936.0, 636.0}, {7680.0, 4320.0}, {600.0, 2000.0}}) {
            const Camera fit = settled(fitted(camera(14, width, height), rect, 20, {}), {}, 1);
            const ScreenPoint a = fit.screenFromWorld({rect.left, rect.top}),
                              b = fit.screenFromWorld({rect.right, rect.bottom});
            QVERIFY(a.x >= 19 && a.y >= 19 && b.x <= width - 19 && b.y <= height - 19);
            QVERIFY(b.x - a.x > 0.9 * (width - 40) || b.y - a.y > 0.9 * (height - 40));
        }
    }

    void limitsHold()
    {
        CameraLimits limits;
        limits.bounds = {0.83, 0.41, 0.84, 0.42};
        limits.minimumZoom = 10;
        limits.maximumZoom = 18;
        Camera far = camera(99);
        far.centre = {0.1, 0.99};
        const Camera held = settled(far, limits, 1);
        QCOMPARE(held.zoom, 18);
        QVERIFY(std::abs(held.centre.x - 0.83) < 1e-7 && std::abs(held.centre.y - 0.42) < 1e-7);
        far.centre = {std::nan(""), 0.5};
        QVERIFY(std::isfinite(settled(far, limits, 1).centre.x));
    }

    void nothingToFitChangesNothing()
    {
        QCOMPARE(fitted(camera(14), {}, 20, {}), camera(14));
        QCOMPARE(fitted(camera(14, 0, 0), {0, 0, 1, 1}, 20, {}), camera(14, 0, 0));
    }
};

QTEST_APPLESS_MAIN(CameraTest)
#include "tst_camera.moc"
