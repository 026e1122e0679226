// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/halo.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wuquan;

class HaloTest : public QObject {
    Q_OBJECT
private:
    /// By the definition in the header, pixel by pixel.
    static double haloAt(const QImage &drawing, double radius, int x, int y)
    {
        double most = 0;
        for (int v = 0; v < drawing.height(); ++v) {
            for (int u = 0; u < drawing.width(); ++u) {
                const double near = std::clamp(radius + 0.5 - std::hypot(u - x, v - y), 0.0, 1.0);
                most = std::max(most, near * std::min(1.0, 3 * qAlpha(drawing.pixel(u, v)) / 255.0));
            }
        }
        return most;
    }
    static QImage empty(int width, int height)
    {
        QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        return image;
    }

private Q_SLOTS:
    void isAsDefined_data()
    {
        QTest::addColumn<double>("radius");
        for (const double radius : {0.0, 0.7, 2.0, 2.5, 5.0})
            QTest::addRow("%g", radius) << radius;
    }
    void isAsDefined()
    {
        QFETCH(double, radius);
        QRandomGenerator random(7);
        QImage drawing = empty(37, 23);
        for (int i = 0; i < 25; ++i) {
            const int alpha = int(random.bounded(256));
            drawing.setPixel(int(random.bounded(37)), int(random.bounded(23)), qRgba(0, 0, 0, alpha));
        }
        const QRgb halo = qRgba(20, 40, 60, 200);
        const QImage made = withHalo(drawing, radius, qRgb(250, 240, 230), halo);
        QCOMPARE(made.size(), drawing.size());
        for (int y = 0; y < made.height(); ++y) {
            for (int x = 0; x < made.width(); ++x) {
                const double ink = qAlpha(drawing.pixel(x, y)) / 255.0;
                const double below = haloAt(drawing, radius, x, y) * 200 / 255.0;
                const QRgb is = reinterpret_cast<const QRgb *>(made.constScanLine(y))[x];
                const auto near = [](int value, double expected) { return std::abs(value - expected) <= 2.5; };
                QVERIFY(near(qAlpha(is), 255 * (ink + below * (1 - ink))));
                QVERIFY(near(qRed(is), 250 * ink + 20 * below * (1 - ink)));
                QVERIFY(near(qBlue(is), 230 * ink + 60 * below * (1 - ink)));
                QVERIFY(qRed(is) <= qAlpha(is) && qGreen(is) <= qAlpha(is) && qBlue(is) <= qAlpha(is));
            }
        }
    }

    void nothingHasNoHalo()
    {
        QCOMPARE(withHalo(empty(9, 5), 3, qRgb(1, 2, 3), qRgb(4, 5, 6)), empty(9, 5));
        QVERIFY(withHalo(QImage(), 3, qRgb(1, 2, 3), qRgb(4, 5, 6)).isNull());
        // Wider than the drawing.
        QImage dot = empty(3, 3);
        dot.setPixel(1, 1, qRgba(0, 0, 0, 255));
        QCOMPARE(qAlpha(withHalo(dot, 50, qRgb(1, 2, 3), qRgb(4, 5, 6)).pixel(0, 0)), 255);
    }
};

QTEST_GUILESS_MAIN(HaloTest)
#include "tst_halo.moc"
