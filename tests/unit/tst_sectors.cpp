// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/sectors.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

using namespace wuquan;

namespace {

struct Sector {
    QPointF middle;
    double radius, heading, opening;
};

QImage drawn(const QRect &area, const std::vector<Sector> &sectors, double opacity = 1)
{
    QImage image(area.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    Sectors shape(area);
    for (const Sector &sector : sectors)
        shape.add(sector.middle, sector.radius, sector.heading, sector.opening);
    shape.paint(image, 0xff000000, opacity);
    return image;
}

/// Whether a point lies in the sector, by its bearing.
bool contains(const Sector &sector, QPointF at)
{
    const QPointF way = at - sector.middle;
    const double bearing = std::atan2(way.x(), -way.y()) * 180 / std::numbers::pi;
    return std::hypot(way.x(), way.y()) <= sector.radius
        && std::abs(std::remainder(bearing - sector.heading, 360)) <= sector.opening / 2;
}

/// The share of a pixel in any sector, of 16 × 16 points in it.
double share(const std::vector<Sector> &sectors, int x, int y)
{
    int inside = 0;
    for (int i = 0; i < 256; ++i) {
        const QPointF at(x + (i % 16 + 0.5) / 16, y + (i / 16 + 0.5) / 16);
        inside += std::ranges::any_of(sectors, [&](const Sector &sector) { return contains(sector, at); });
    }
    return inside / 256.0;
}

} // namespace

class SectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Inside and outside exactly; at an edge about the share of the pixel.
    void pixelsAreWhatTheyCover()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 60; ++round) {
            const Sector sector{{20 + random.bounded(40.0), 20 + random.bounded(40.0)}, 5 + random.bounded(30.0),
                random.bounded(720.0) - 360, 10 + random.bounded(360.0)};
            const QImage image = drawn({0, 0, 80, 80}, {sector});
            double wrong = 0;
            for (int y = 0; y < 80; ++y) {
                for (int x = 0; x < 80; ++x) {
                    const double is = 1 - qRed(image.pixel(x, y)) / 255.0, shall = share({sector}, x, y);
                    wrong += std::abs(is - shall);
                    // The point of a narrow sector is thinner than what the lines of its sides tell.
                    const bool isTip = std::hypot(x + 0.5 - sector.middle.x(), y + 0.5 - sector.middle.y()) < 6;
                    if (!isTip && (shall == 0 || shall == 1))
                        QVERIFY2(std::abs(is - shall) < 0.3,
                            qPrintable(QStringLiteral("%1 %2 %3").arg(round).arg(x).arg(y)));
                }
            }
            QVERIFY2(wrong < 12, qPrintable(QString::number(wrong)));
        }
    }

    void headingsAreClockwiseFromNorth()
    {
        const auto isDark = [](double heading, QPoint at) {
            return qRed(drawn({0, 0, 100, 100}, {{{50, 50}, 40, heading, 60}}).pixel(at)) == 0;
        };
        QVERIFY(isDark(0, {50, 20}) && !isDark(0, {50, 80}));
        QVERIFY(isDark(90, {80, 50}) && !isDark(90, {20, 50}));
        QVERIFY(isDark(180, {50, 80}));
        QVERIFY(isDark(270, {20, 50}) && isDark(-90, {20, 50}));
    }

    void nothingIsDarkerWhereTwoMeet()
    {
        const QImage image = drawn({0, 0, 60, 60}, {{{20, 30}, 18, 0, 360}, {{40, 30}, 18, 0, 360}}, 0.5);
        QCOMPARE(image.pixel(30, 30), image.pixel(15, 30));
        QVERIFY(std::abs(qRed(image.pixel(30, 30)) - 128) <= 1);
        QCOMPARE(image.pixel(1, 1), 0xffffffff);
    }

    void partsFit()
    {
        const std::vector<Sector> sectors{
            {{30.3, 20.7}, 25, 77, 100}, {{70, 60}, 44, 200, 300}, {{-20, 50}, 60, 90, 20}};
        const QImage whole = drawn({0, 0, 100, 90}, sectors);
        for (const QRect &part : {QRect(0, 0, 37, 90), QRect(37, 0, 63, 41), QRect(37, 41, 63, 49)})
            QCOMPARE(drawn(part, sectors), whole.copy(part));
    }

    void nonsenseAddsNothing()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                         infinite = std::numeric_limits<double>::infinity();
        const QImage image = drawn({0, 0, 20, 20},
            {{{nan, 5}, 5, 0, 90}, {{5, 5}, nan, 0, 90}, {{5, 5}, 5, nan, 90}, {{5, 5}, 5, 0, nan},
                {{5, 5}, infinite, 0, 90}, {{infinite, 5}, 5, 0, 90}, {{5, 5}, -5, 0, 90}, {{5, 5}, 5, 0, -90},
                {{1e9, 1e9}, 5, 0, 90}});
        QImage blank = image;
        blank.fill(Qt::white);
        QCOMPARE(image, blank);
    }
};

QTEST_APPLESS_MAIN(SectorsTest)
#include "tst_sectors.moc"
