// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/clip.h"
#include "maps/raster/strokes.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

constexpr QRgb paper = 0xffffffff, ink = 0xff000000;

QImage drawn(const QRect &area, const std::function<void(Strokes &)> &add)
{
    QImage image(area.size(), QImage::Format_RGB32);
    image.fill(paper);
    Strokes strokes(area);
    add(strokes);
    strokes.paint(image, ink);
    return image;
}

/// The share of a pixel that is covered, 0 to 1.
double covered(const QImage &image, int x, int y)
{
    return 1 - qRed(image.pixel(x, y)) / 255.0;
}

double distance(QPointF p, QPointF a, QPointF b)
{
    const QPointF way = b - a;
    const double length = QPointF::dotProduct(way, way);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(p - a, way) / length, 0.0, 1.0) : 0;
    const QPointF to = a + way * t;
    return std::hypot(p.x() - to.x(), p.y() - to.y());
}

/// What Strokes promises, pixel by pixel and without any shortcut.
double promised(const QPolygonF &line, double width, int x, int y)
{
    double nearest = 1e9;
    for (qsizetype i = 1; i < line.size(); ++i)
        nearest = std::min(nearest, distance({x + 0.5, y + 0.5}, line[i - 1], line[i]));
    return std::clamp(width / 2 + 0.5 - nearest, 0.0, std::min(1.0, width));
}

QPolygonF someLine(QRandomGenerator &random, int points, double reach)
{
    QPolygonF line;
    for (int i = 0; i < points; ++i)
        line << QPointF(random.bounded(reach) - reach / 4, random.bounded(reach) - reach / 4);
    return line;
}

} // namespace

class StrokesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coverWhatTheyPromise_data()
    {
        QTest::addColumn<double>("width");
        for (const double width : {0.3, 1.0, 1.4, 2.0, 5.5, 40.0})
            QTest::addRow("%.1f pixels", width) << width;
    }
    void coverWhatTheyPromise()
    {
        QFETCH(const double, width);
        QRandomGenerator random(3);
        for (int round = 0; round < 12; ++round) {
            const QPolygonF line = someLine(random, 5, 200);
            const QImage image = drawn({0, 0, 130, 90}, [&](Strokes &strokes) { strokes.add(line, width); });
            for (int y = 0; y < 90; ++y) {
                for (int x = 0; x < 130; ++x)
                    QVERIFY2(std::abs(covered(image, x, y) - promised(line, width, x, y)) < 0.012,
                        qPrintable(u"round %1 at %2, %3"_s.arg(round).arg(x).arg(y)));
            }
        }
    }

    /// A line along the pixels covers exactly the share that lies in each.
    void straightLinesAreExact()
    {
        const QImage image = drawn({0, 0, 40, 20}, [](Strokes &strokes) { strokes.add({{-5, 8.25}, {45, 8.25}}, 3); });
        for (int y = 0; y < 20; ++y) {
            const double share = std::max(0.0, std::min(y + 1.0, 9.75) - std::max(double(y), 6.75));
            QVERIFY(std::abs(covered(image, 20, y) - share) < 0.005);
        }
    }

    /// Parts drawn at different times fit together, with dashes and far ends.
    void partsFitTogether()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 20; ++round) {
            const QPolygonF line = someLine(random, 6, round % 2 ? 400 : 60'000);
            const auto add = [&](Strokes &strokes) {
                strokes.add(line, 2.5);
                strokes.addDashed(line, 4, 12, 12);
            };
            const QImage whole = drawn({0, 0, 300, 200}, add);
            for (const QRect &part : {QRect(0, 0, 300, 33), QRect(100, 50, 7, 140), QRect(299, 0, 1, 200)}) {
                const QImage image = drawn(part, add);
                for (int y = 0; y < part.height(); ++y) {
                    for (int x = 0; x < part.width(); ++x)
                        QVERIFY(std::abs(covered(image, x, y) - covered(whole, part.x() + x, part.y() + y)) < 0.012);
                }
            }
        }
    }

    /// Where lines cross and where they meet nothing is darker than the line itself.
    void crossingsAreNotDarker()
    {
        QImage image(60, 60, QImage::Format_RGB32);
        image.fill(paper);
        Strokes strokes({0, 0, 60, 60});
        strokes.add({{0, 30.5}, {60, 30.5}}, 0.5);
        strokes.add({{30.5, 0}, {30.5, 60}}, 0.5);
        strokes.paint(image, ink);
        QCOMPARE(image.pixel(30, 30), image.pixel(10, 30));
        // Painted once: there is nothing left for the next colour.
        const QImage before = image;
        strokes.paint(image, 0xffff0000);
        QCOMPARE(image, before);
    }

    void dashesLieWhereTheyShould()
    {
        const QImage image
            = drawn({0, 0, 60, 12}, [](Strokes &strokes) { strokes.addDashed({{2, 6}, {20, 6}, {200, 6}}, 2, 6, 4); });
        for (int x = 0; x < 60; ++x) {
            const bool isDash = x >= 2 && (x - 2) % 10 < 6;
            QVERIFY2(std::abs(covered(image, x, 5) - isDash) < 0.01, qPrintable(QString::number(x)));
        }
        // Around a corner a dash goes on.
        const QImage corner = drawn({0, 0, 40, 40},
            [](Strokes &strokes) { strokes.addDashed({{5, 5.5}, {15.5, 5.5}, {15.5, 35}}, 1, 20, 200); });
        QVERIFY(covered(corner, 15, 5) > 0.9);
        QVERIFY(covered(corner, 15, 13) > 0.9);
        QVERIFY(covered(corner, 15, 17) < 0.1);
    }

    void strangeLinesHarmNothing()
    {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
        const QList<QPolygonF> lines{{}, {{5, 5}}, {{nan, 5}, {9, 9}}, {{5, 5}, {inf, 5}}, {{-inf, -inf}, {inf, inf}},
            {{1e300, -1e300}, {5, 5}}, {{-1e9, 3}, {1e9, 3}}};
        const QImage image = drawn({0, 0, 20, 20}, [&](Strokes &strokes) {
            for (const QPolygonF &line : lines) {
                strokes.add(line, 1);
                strokes.addDashed(line, 1, 3, 3);
            }
        });
        // The last goes all the way through.
        QVERIFY(covered(image, 0, 2) + covered(image, 0, 3) > 0.9);
        QVERIFY(covered(image, 10, 15) < 0.01);
        // A point is a dot.
        QVERIFY(covered(drawn({0, 0, 9, 9}, [](Strokes &s) { s.add({{4.5, 4.5}, {4.5, 4.5}}, 4); }), 4, 4) > 0.99);
    }

    void segmentsAreCut()
    {
        const QRectF rect(0, 0, 10, 10);
        QVERIFY(!clippedSegment({-5, -5}, {-1, 20}, rect));
        const auto through = clippedSegment({-5, 5}, {15, 5}, rect);
        QVERIFY(through);
        QCOMPARE(through->first, QPointF(0, 5));
        QCOMPARE(through->second, QPointF(10, 5));
        const auto within = clippedSegment({1, 2}, {3, 4}, rect);
        QVERIFY(within && within->first == QPointF(1, 2) && within->second == QPointF(3, 4));
    }
};

QTEST_GUILESS_MAIN(StrokesTest)
#include "tst_strokes.moc"
