// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/index/mark.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace wuquan;

namespace {

constexpr double radius = 20;

QPolygonF outline(MarkShape shape)
{
    const double r = radius;
    switch (shape) {
    case MarkShape::Circle:
        return {};
    case MarkShape::Square:
        return QPolygonF(QRectF(-0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r));
    case MarkShape::Diamond:
        return {{0, -r}, {r, 0}, {0, r}, {-r, 0}};
    case MarkShape::Triangle:
        return {{0, -r}, {r, r * 7 / 9.5}, {-r, r * 7 / 9.5}};
    case MarkShape::Hexagon:
        return {{-r, 0}, {-r / 2, -r}, {r / 2, -r}, {r, 0}, {r / 2, r}, {-r / 2, r}};
    }
    return {};
}

/// As a layer draws it, its middle in the middle.
QImage drawn(const Mark &mark)
{
    QImage image(80, 80, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(40, 40);
    painter.setBrush(Qt::black);
    painter.setPen(
        mark.rim > 0 ? QPen(Qt::black, 2 * mark.rim, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin) : QPen(Qt::NoPen));
    if (mark.shape == MarkShape::Circle)
        painter.drawEllipse(QPointF(0, 0), radius, radius);
    else
        painter.drawPolygon(outline(mark.shape));
    return image;
}

} // namespace

class MarkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coversWhatIsDrawn_data()
    {
        QTest::addColumn<Mark>("mark");
        QTest::newRow("circle") << Mark{MarkShape::Circle, radius, 0};
        QTest::newRow("circle with a rim") << Mark{MarkShape::Circle, radius, 3};
        QTest::newRow("square") << Mark{MarkShape::Square, radius, 0};
        QTest::newRow("square with a rim") << Mark{MarkShape::Square, radius, 3};
        QTest::newRow("diamond") << Mark{MarkShape::Diamond, radius, 0};
        QTest::newRow("diamond with a rim") << Mark{MarkShape::Diamond, radius, 3};
        QTest::newRow("triangle") << Mark{MarkShape::Triangle, radius, 0};
        QTest::newRow("triangle with a rim") << Mark{MarkShape::Triangle, radius, 3};
        QTest::newRow("hexagon") << Mark{MarkShape::Hexagon, radius, 0};
        QTest::newRow("hexagon with a rim") << Mark{MarkShape::Hexagon, radius, 3};
    }

    void coversWhatIsDrawn()
    {
        QFETCH(const Mark, mark);
        const QImage image = drawn(mark);
        int full = 0, empty = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const bool covers = mark.covers(x + 0.5 - 40, y + 0.5 - 40);
                const int ink = 255 - image.pixelColor(x, y).red();
                // A pixel that is half covered may be counted either way.
                if (ink > 240)
                    QVERIFY2(covers, qPrintable(QStringLiteral("ink at %1, %2").arg(x - 40).arg(y - 40)));
                if (ink < 15)
                    QVERIFY2(!covers, qPrintable(QStringLiteral("no ink at %1, %2").arg(x - 40).arg(y - 40)));
                full += ink > 240;
                empty += ink < 15;
            }
        }
        QCOMPARE_GT(full, 600);
        QCOMPARE_GT(empty, 3000);
    }

    void reachesHold_data() { coversWhatIsDrawn_data(); }

    void reachesHold()
    {
        QFETCH(const Mark, mark);
        double farthest = 0, nearest = 1e9;
        for (double x = -30; x <= 30; x += 0.125) {
            for (double y = -30; y <= 30; y += 0.125) {
                const double distance = std::hypot(x, y);
                if (mark.covers(x, y))
                    farthest = std::max(farthest, distance);
                else
                    nearest = std::min(nearest, distance);
            }
        }
        QCOMPARE_LE(farthest, mark.outerReach() + 1e-9);
        QCOMPARE_GT(farthest, mark.outerReach() - 0.5);
        QCOMPARE_GE(nearest, mark.innerReach() - 1e-9);
        QCOMPARE_LT(nearest, mark.innerReach() + 0.5);
    }

    void withoutSizeNothing()
    {
        QVERIFY(!Mark({MarkShape::Circle, 0, 3}).covers(0, 0));
        QVERIFY(!Mark({MarkShape::Square, -1, 0}).covers(0, 0));
        QVERIFY(Mark({MarkShape::Circle, 1, 0}).covers(1, 0));
        QVERIFY(!Mark({MarkShape::Circle, 1, 0}).covers(std::nan(""), 0));
    }
};

QTEST_GUILESS_MAIN(MarkTest)
#include "tst_mark.moc"
