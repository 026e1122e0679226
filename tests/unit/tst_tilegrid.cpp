// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "maps/tiles/tilecache.h"
#include "maps/tiles/tilegrid.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace wuquan;

namespace {
const WorldPoint hangzhou = worldFromGeo({120.21, 30.27});

WorldRect around(WorldPoint middle, double side)
{
    return {middle.x - side / 2, middle.y - side / 2, middle.x + side / 2, middle.y + side / 2};
}
} // namespace

class TestTileGrid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The numbers that every tile map gives to this place.
    void knowsTheScheme()
    {
        const TileGrid grid;
        const auto found = grid.tiles(around(hangzhou, 1e-9), 15);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found.front(), (TileKey{15, 27325, 13490}));
        const WorldRect box = grid.bounds(found.front());
        QVERIFY(box.contains(hangzhou));
        QVERIFY(std::abs(box.width() - 1.0 / 32768) < 1e-15);
        QCOMPARE(found.front().parent().value(), (TileKey{14, 13662, 6745}));
        QCOMPARE(found.front().ancestor(0), (TileKey{0, 0, 0}));
        QVERIFY(!(TileKey{0, 0, 0}).parent());
    }

    void coversAPart_data()
    {
        QTest::addColumn<int>("system");
        QTest::addColumn<int>("zoom");
        for (const int zoom : {9, 12, 15, 18, 20}) {
            QTest::addRow("WGS84, %d", zoom) << int(CoordinateSystem::Wgs84) << zoom;
            QTest::addRow("GCJ-02, %d", zoom) << int(CoordinateSystem::Gcj02) << zoom;
        }
    }
    void coversAPart()
    {
        QFETCH(int, system);
        QFETCH(int, zoom);
        const TileGrid grid{CoordinateSystem(system)};
        const WorldRect part = around(hangzhou, 7.3 / std::exp2(zoom));
        const auto tiles = grid.tiles(part, zoom);
        QVERIFY(!tiles.empty());
        // Every place of the part lies in exactly one tile, but for a hair at the edges where a shift bends them.
        int bare = 0;
        for (int y = 0; y <= 40; ++y) {
            for (int x = 0; x <= 40; ++x) {
                const WorldPoint at{part.left + part.width() * x / 40, part.top + part.height() * y / 40};
                const auto count
                    = std::ranges::count_if(tiles, [&](TileKey tile) { return grid.bounds(tile).contains(at); });
                bare += count == 0;
                QVERIFY(count <= 2);
            }
        }
        QVERIFY2(bare <= 2, qPrintable(QString::number(bare)));
        // The nearest to the middle first.
        QVERIFY(grid.bounds(tiles.front()).grown(1e-9).contains(part.centre()));
        const std::set<std::pair<int, int>> each = [&] {
            std::set<std::pair<int, int>> all;
            for (const TileKey tile : tiles)
                all.insert({tile.column, tile.row});
            return all;
        }();
        QCOMPARE(each.size(), tiles.size());
    }

    /// What a shifted tile shows at one of its pixels lies where it really is, to half a pixel.
    void shiftedTilesLieRight_data()
    {
        QTest::addColumn<int>("zoom");
        for (int zoom = 9; zoom <= 20; ++zoom)
            QTest::addRow("%d", zoom) << zoom;
    }
    void shiftedTilesLieRight()
    {
        QFETCH(int, zoom);
        const TileGrid grid(CoordinateSystem::Gcj02);
        double worst = 0;
        for (const TileKey tile : grid.tiles(around(hangzhou, 9 / std::exp2(zoom)), zoom)) {
            const WorldRect box = grid.bounds(tile);
            for (const double across : {0.0, 0.3, 0.5, 1.0}) {
                for (const double down : {0.0, 0.5, 0.8, 1.0}) {
                    // The place that the picture shows there, by its own numbers.
                    const WorldPoint theirs{
                        (tile.column + across) / std::exp2(zoom), (tile.row + down) / std::exp2(zoom)};
                    const WorldPoint really = worldFromGeo(wgs84From(CoordinateSystem::Gcj02, geoFromWorld(theirs)));
                    const double pixel = 1 / std::exp2(zoom + 8);
                    worst = std::max({worst, std::abs(box.left + across * box.width() - really.x) / pixel,
                        std::abs(box.top + down * box.height() - really.y) / pixel});
                }
            }
        }
        QVERIFY2(worst < 0.5, qPrintable(QString::number(worst)));
    }

    void refusesZoomsThatAreNone()
    {
        const TileGrid grid;
        QVERIFY(grid.tiles(around(hangzhou, 0.1), -1).empty());
        QVERIFY(grid.tiles(around(hangzhou, 0.1), greatestTileZoom + 1).empty());
        QVERIFY(grid.tiles({}, 10).empty());
    }

    void memoryIsBounded()
    {
        TileCache cache(4 * 4096);
        const QImage tile(32, 32, QImage::Format_RGB32);
        for (int i = 0; i < 10; ++i) {
            cache.put({10, i, 0}, tile);
            QVERIFY(cache.find({10, 0, 0})); // used each time
        }
        QCOMPARE(cache.bytes(), 4 * 4096);
        QVERIFY(cache.find({10, 9, 0}));
        QVERIFY(!cache.find({10, 3, 0}));
        cache.put({10, 9, 0}, tile); // again
        QCOMPARE(cache.bytes(), 4 * 4096);
        // What is in view has room even so.
        cache.setLeast(8);
        for (int i = 0; i < 8; ++i)
            cache.put({11, i, 0}, tile);
        for (int i = 0; i < 8; ++i)
            QVERIFY(cache.find({11, i, 0}));
    }
};

QTEST_GUILESS_MAIN(TestTileGrid)
#include "tst_tilegrid.moc"
