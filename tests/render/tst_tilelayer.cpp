// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/tilelayer.h"
#include "maps/tiles/tileset.h"
#include "tests/support/samplemap.h"
#include "tests/support/sampletiles.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

class TestTileLayer : public test::SampleMap {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TileSet> m_tiles;
    const GeoPoint m_place{120.2231, 30.2837};

    /// Writes those around the middle; a disc stands at the place, by the numbers of the system.
    void write(int zoom, CoordinateSystem system, QColor ground = QColor(200, 200, 200), int side = 256)
    {
        const WorldPoint at = worldFromGeo(fromWgs84(system, m_place));
        const double count = std::exp2(zoom);
        const int column = int(at.x * count), row = int(at.y * count);
        for (int dx = -2; dx <= 2; ++dx) {
            for (int dy = -2; dy <= 2; ++dy) {
                const TileKey tile{zoom, column + dx, row + dy};
                QImage image = test::plainTile(ground, side);
                {
                    QPainter painter(&image);
                    painter.setRenderHint(QPainter::Antialiasing);
                    painter.setBrush(QColor(255, 0, 255));
                    painter.setPen(Qt::NoPen);
                    painter.drawEllipse(
                        QPointF((at.x * count - tile.column) * side, (at.y * count - tile.row) * side), 4, 4);
                }
                QVERIFY(test::writeTile(m_folder->path(), tile, test::packed(image)));
            }
        }
    }
    void show(CoordinateSystem system, int fromZoom, int toZoom)
    {
        TileSource source;
        source.address = m_folder->filePath(u"{z}/{x}/{y}.png"_s);
        source.system = system;
        source.fromZoom = fromZoom;
        source.toZoom = toZoom;
        source.attribution = u"© Sample"_s;
        m_tiles = std::make_unique<TileSet>(source);
        m_scene->useTiles(*m_tiles);
    }
    /// Once all that is wanted is there.
    QImage picture(const Camera &camera, double pixelRatio = 1)
    {
        QImage image = rendered(*m_scene, camera, pixelRatio);
        while (m_tiles->isWaiting()) {
            if (!QTest::qWaitFor([this] { return !m_tiles->isWaiting(); }))
                return {};
            image = rendered(*m_scene, camera, pixelRatio);
        }
        return image;
    }
    /// The middle of what is as purple as the disc; far away when there is none.
    static QPointF disc(const QImage &image)
    {
        double weight = 0;
        QPointF sum;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y);
                const double is = std::max(0, std::min(qRed(pixel), qBlue(pixel)) - qGreen(pixel) - 60);
                weight += is;
                sum += QPointF(x + 0.5, y + 0.5) * is;
            }
        }
        return weight > 0 ? sum / weight : QPointF(-1e6, -1e6);
    }

private Q_SLOTS:
    void init()
    {
        m_scene.reset();
        m_tiles.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        make({50, 50, 10, 20});
        m_view->setLayers(MapLayer::Tiles);
    }
    void cleanup() { m_scene.reset(); }

    void tilesLieWhereTheirPlacesAre_data()
    {
        QTest::addColumn<int>("system");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("ratio");
        for (const auto &[name, system] : {std::pair("WGS84", CoordinateSystem::Wgs84),
                 {"CGCS2000", CoordinateSystem::Cgcs2000}, {"GCJ-02", CoordinateSystem::Gcj02}}) {
            for (const double zoom : {10.0, 12.0, 13.7, 15.0, 16.4, 18.0, 20.0})
                QTest::addRow("%s, %g", name, zoom) << int(system) << zoom << 1.0;
            QTest::addRow("%s, fine", name) << int(system) << 15.2 << 2.0;
        }
    }
    void tilesLieWhereTheirPlacesAre()
    {
        QFETCH(int, system);
        QFETCH(double, zoom);
        QFETCH(double, ratio);
        const int tileZoom = int(std::lround(zoom));
        write(tileZoom, CoordinateSystem(system));
        show(CoordinateSystem(system), 3, 20);
        Camera at = camera(zoom, ratio);
        at.centre = worldFromGeo(m_place);
        at = settled(at, {}, ratio);
        const ScreenPoint expected = at.screenFromWorld(worldFromGeo(m_place));
        const QPointF found = disc(picture(at, ratio));
        const QPointF away = found - QPointF(expected.x, expected.y) * ratio;
        QVERIFY2(std::hypot(away.x(), away.y()) < 1, qPrintable(u"%1, %2"_s.arg(away.x()).arg(away.y())));
    }

    /// Nearer than the source goes, and where a tile is missing, those that surround it are enlarged.
    void aMissingTileUsesItsParent_data()
    {
        QTest::addColumn<int>("written");
        QTest::addColumn<int>("toZoom");
        QTest::newRow("parent") << 14 << 18;
        QTest::newRow("grandparent") << 13 << 18;
        QTest::newRow("beyond the source") << 13 << 13;
    }
    void aMissingTileUsesItsParent()
    {
        QFETCH(int, written);
        QFETCH(int, toZoom);
        write(written, CoordinateSystem::Wgs84);
        show(CoordinateSystem::Wgs84, 3, toZoom);
        const Camera at = camera(15);
        const QImage image = picture(at);
        const ScreenPoint expected = at.screenFromWorld(worldFromGeo(m_place));
        const QPointF away = disc(image) - QPointF(expected.x, expected.y);
        QVERIFY2(std::hypot(away.x(), away.y()) < 1.5, qPrintable(u"%1, %2"_s.arg(away.x()).arg(away.y())));
        QCOMPARE(image.pixelColor(20, 20), QColor(200, 200, 200));
    }

    /// While nearer ones are here, they stand in for what is on its way.
    void nearerTilesFillIn()
    {
        write(16, CoordinateSystem::Wgs84);
        show(CoordinateSystem::Wgs84, 3, 18);
        QVERIFY(!picture(camera(16)).isNull());
        const Camera farther = camera(15);
        const QImage image = rendered(*m_scene, farther, 1);
        const ScreenPoint expected = farther.screenFromWorld(worldFromGeo(m_place));
        const QPointF away = disc(image) - QPointF(expected.x, expected.y);
        QVERIFY2(std::hypot(away.x(), away.y()) < 1, qPrintable(u"%1, %2"_s.arg(away.x()).arg(away.y())));
    }

    /// What is drawn in strips and parts is what is drawn at once.
    void movesKeepTilesWhole()
    {
        for (const double zoom : {15.0, 15.37}) {
            write(15, CoordinateSystem::Gcj02);
            show(CoordinateSystem::Gcj02, 3, 18);
            m_view->setLayers(m_view->layers() | MapLayer::Choropleth | MapLayer::Roads);
            MapPicture picture;
            Camera at = camera(zoom);
            picture.update(*m_scene, at, 1);
            QVERIFY(!this->picture(at).isNull());
            for (const QPoint by : {QPoint(31, 0), QPoint(-7, 53), QPoint(120, -40), QPoint(0, 1)}) {
                at = moved(at, by, 1);
                picture.update(*m_scene, at, 1);
                QVERIFY(!this->picture(at).isNull());
                picture.update(*m_scene, at, 1);
                QCOMPARE(test::differences(picture.image(), rendered(*m_scene, at, 1)), 0);
            }
        }
    }

    /// A district without a single tile looks as if none were configured.
    void withoutTilesTheBaseMapIsComplete()
    {
        m_view->setLayers(MapLayer::Roads);
        const QImage plain = rendered(*m_scene, camera(15), 1);
        show(CoordinateSystem::Wgs84, 3, 18);
        QCOMPARE(test::differences(picture(camera(15)), plain), 0);
        m_view->setLayers(m_view->layers() | MapLayer::Tiles);
        const QImage bare = picture(camera(15));
        // But for the line that says whose tiles they would be.
        const QRect above(0, 0, bare.width(), bare.height() - 60);
        QCOMPARE(test::differences(bare.copy(above), plain.copy(above)), 0);
    }

    void opacityAndThemeDimTiles()
    {
        write(15, CoordinateSystem::Wgs84);
        show(CoordinateSystem::Wgs84, 3, 18);
        const QPoint somewhere(20, 20);
        QCOMPARE(picture(camera(15)).pixelColor(somewhere), QColor(200, 200, 200));
        m_view->setLook(MapLayer::Tiles, {.opacity = 0});
        const int without = picture(camera(15)).pixelColor(somewhere).red();
        m_view->setLook(MapLayer::Tiles, {.opacity = 0.5});
        const int half = picture(camera(15)).pixelColor(somewhere).red();
        QVERIFY2(std::abs(half - (without + 200) / 2) <= 2, qPrintable(QString::number(half)));
        m_view->setLook(MapLayer::Tiles, {});
        m_scene->setPalette(Palette::load(u"night"_s).value());
        const int night = picture(camera(15)).pixelColor(somewhere).red();
        QVERIFY2(night < 80, qPrintable(QString::number(night)));
    }

    void tilesHaveTheirZooms()
    {
        show(CoordinateSystem::Wgs84, 10, 16);
        const auto zoomOf = [&](double zoom, double scale = 1, double ratio = 1) {
            m_scene->setScale(scale);
            return TileLayer::tileZoom(m_scene->frame(camera(zoom, ratio), ratio)).value_or(-1);
        };
        QCOMPARE(zoomOf(9.4), -1);
        QCOMPARE(zoomOf(9.6), 10);
        QCOMPARE(zoomOf(14.49), 14);
        QCOMPARE(zoomOf(19), 16);
        // On a wall of twice the size, and on a fine screen, names stay as large as they were.
        QCOMPARE(zoomOf(15, 2), 14);
        QCOMPARE(zoomOf(15, 1, 2), 15);
        m_view->setLook(MapLayer::Tiles, {.fromZoom = 12});
        QCOMPARE(zoomOf(11), -1);
    }
};

QTEST_MAIN(TestTileLayer)
#include "tst_tilelayer.moc"
