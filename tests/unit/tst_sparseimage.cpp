// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/raster/fade.h"
#include "maps/raster/over.h"
#include "maps/raster/sparseimage.h"
#include "maps/raster/sprite.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

namespace {

/// Some strokes of ink, most of it transparent; with odd runs at the edges.
QImage inked(QSize size, unsigned seed)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QRandomGenerator random(seed);
    for (int i = 0; i < 12; ++i) {
        painter.setPen(QPen(QColor::fromRgb(random.generate() & 0xffffff), random.bounded(4.0)));
        painter.drawLine(random.bounded(size.width()), random.bounded(size.height()), random.bounded(size.width()),
            random.bounded(size.height()));
    }
    return image;
}

QImage paper(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(0xfff1e9d2);
    return image;
}

/// The greatest difference of a channel.
int difference(const QImage &a, const QImage &b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb one = a.pixel(x, y), other = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                std::abs(qBlue(one) - qBlue(other)), std::abs(qAlpha(one) - qAlpha(other))});
        }
    }
    return most;
}

} // namespace

/// Pictures that are blended without a painter, against the painter.
class SparseImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isBlendedAsAWhole_data()
    {
        QTest::addColumn<QPoint>("corner");
        QTest::newRow("within") << QPoint(10, 20);
        QTest::newRow("over the left and the top") << QPoint(-30, -40);
        QTest::newRow("over the right and the bottom") << QPoint(150, 130);
        QTest::newRow("beside") << QPoint(-64, 5);
        QTest::newRow("below") << QPoint(0, 200);
        QTest::newRow("far") << QPoint(2'000'000'000, -2'000'000'000);
    }

    void isBlendedAsAWhole()
    {
        QFETCH(const QPoint, corner);
        const QImage image = inked({64, 64}, 1);
        QImage target = paper({200, 180}), expected = target;
        SparseImage(image).blend(Pixels(target), corner);
        if (std::abs(corner.x()) < 10'000)
            QPainter(&expected).drawImage(corner, image);
        QCOMPARE_LE(difference(target, expected), 1);
        QCOMPARE(difference(target, paper({200, 180})) > 50, QRect(-63, -63, 263, 243).contains(corner));
    }

    void holdsOnlyInk()
    {
        QImage empty({256, 256}, QImage::Format_ARGB32_Premultiplied);
        empty.fill(Qt::transparent);
        QCOMPARE(SparseImage(empty).bytes(), 0u);
        QCOMPARE_LT(SparseImage(inked({256, 256}, 2)).bytes(), std::size_t(256 * 256 * 4 / 4));
        QImage full = empty;
        full.fill(Qt::red);
        QImage target = paper({256, 256});
        SparseImage(full).blend(Pixels(target), {});
        QCOMPARE(difference(target, full), 0);
    }

    /// What is drawn on nothing and then laid over paper is what is drawn on paper.
    void overNothingIsAsOverPaper()
    {
        constexpr QRgb ink = 0xff204a80, below = 0xfff1e9d2;
        for (quint32 share = 0; share <= 255; ++share) {
            const QRgb twice = over(over(0, 0xffc03020, 255 - share), ink, share);
            const QRgb direct = over(over(below, 0xffc03020, 255 - share), ink, share);
            const QRgb laid = over(below, twice);
            for (const int shift : {0, 8, 16, 24})
                QCOMPARE_LE(std::abs(int(laid >> shift & 255) - int(direct >> shift & 255)), 2);
        }
    }

    void fadesWhatIsTransparent()
    {
        QImage before({8, 1}, QImage::Format_ARGB32_Premultiplied);
        before.fill(Qt::transparent);
        QImage after = before;
        after.fill(0xff8040c0);
        fade(after, before, 0.5);
        QCOMPARE(after.pixelColor(3, 0).alpha(), 128);
        QCOMPARE(after.pixelColor(3, 0).red(), 0x80);
    }

    void spriteIsCutAtTheEdges()
    {
        const Sprite disc(15, [](QPainter &painter) {
            painter.setBrush(QColor(200, 30, 40, 180));
            painter.drawEllipse(QPointF(0, 0), 6, 6);
        });
        const Sprite dot(3, [](QPainter &painter) { painter.fillRect(QRectF(-1.5, -1.5, 3, 3), Qt::black); });
        QCOMPARE(dot.middle(), 0xff000000u);
        QImage large = paper({80, 80});
        for (const QPoint at : {QPoint(40, 40), QPoint(21, 33), QPoint(59, 60)})
            disc.blend(Pixels(large), at);
        dot.blend(Pixels(large), {20, 20});
        // The same through a window of it.
        QImage part = paper({40, 40});
        const QPoint corner(20, 20);
        for (const QPoint at : {QPoint(40, 40), QPoint(21, 33), QPoint(59, 60)})
            disc.blend(Pixels(part), at - corner);
        dot.blend(Pixels(part), QPoint(20, 20) - corner);
        QCOMPARE(difference(part, large.copy(QRect(corner, part.size()))), 0);
        QCOMPARE(large.pixel(20, 20), 0xff000000u);
        QCOMPARE(large.pixel(22, 20), 0xfff1e9d2u);
    }
};

QTEST_GUILESS_MAIN(SparseImageTest)
#include "tst_sparseimage.moc"
