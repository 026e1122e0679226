// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/pastincidents.h"
#include "maps/print/printdrawing.h"
#include "maps/print/printmargins.h"
#include "maps/raster/ringimage.h"
#include "maps/tiles/tileset.h"
#include "tests/support/shownprint.h"

#include <QDir>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What is on a printed sheet, and what never is.
class PrintDrawingTest : public test::ShownPrintTest {
    Q_OBJECT

private:
    /// A sheet of A4 as it would be printed with a hundred dots an inch.
    [[nodiscard]] static QImage sheet(const PrintOrder &order)
    {
        QImage image(1090, 750, QImage::Format_RGB32);
        image.setDotsPerMeterX(3937);
        image.setDotsPerMeterY(3937);
        image.fill(Qt::white);
        const PrintSheet sheet(image.size(), 100);
        PrintDrawing drawing(order, sheet);
        QPainter painter(&image);
        return drawing.draw(painter, [](double) { return true; }) ? image : QImage();
    }
    /// By how much the colours of two pictures of one size differ at most.
    [[nodiscard]] static int farthestApart(const QImage &a, const QImage &b)
    {
        int most = 0;
        for (int y = 0; y < a.height(); ++y) {
            for (int x = 0; x < a.width(); ++x) {
                const QRgb one = a.pixel(x, y), other = b.pixel(x, y);
                most = std::max({most, std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                    std::abs(qBlue(one) - qBlue(other))});
            }
        }
        return most;
    }

private Q_SLOTS:
    void init()
    {
        show();
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup() { m_shown.reset(); }

    /// Two districts that differ by where devices stand, but not by how many a community has, make the same sheet.
    void noSheetTellsWhereDevicesStand_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<MapLayer>("layer");
        QTest::addColumn<AreaMeasure>("measure");
        QTest::newRow("devices") << 16.0 << MapLayer::Devices << AreaMeasure::Open;
        QTest::newRow("clusters") << 13.5 << MapLayer::DeviceClusters << AreaMeasure::Open;
        QTest::newRow("cones") << 17.0 << MapLayer::Cones << AreaMeasure::Open;
        QTest::newRow("silent by grid") << 16.0 << MapLayer::Devices << AreaMeasure::DevicesSilent;
    }

    void noSheetTellsWhereDevicesStand()
    {
        QFETCH(const double, zoom);
        QFETCH(const MapLayer, layer);
        QFETCH(const AreaMeasure, measure);
        const ChangeBatch one = test::sampleDistrict({400, 300, 40, 60, 40}, m_shown->now());
        DistrictStore first, second, third;
        first.apply(one);
        ChangeBatch moved = one;
        moved.responders.clear();
        std::unordered_map<AreaId, std::vector<AreaId>> grids; // by community
        for (const Area &area : one.areas) {
            if (area.level == AreaLevel::Grid && area.parent)
                grids[*area.parent].push_back(area.id);
        }
        for (Device &device : moved.devices) {
            device.position->longitude += 0.004;
            if (const Area *community = first.ancestor(*device.grid, AreaLevel::Community))
                device.grid = grids[community->id].front();
            device.name = u"another"_s;
        }
        second.apply(moved);
        ChangeBatch fewer = one;
        fewer.devices.resize(fewer.devices.size() / 2);
        third.apply(fewer);
        look(zoom);
        m_shown->view().setLayers(
            {MapLayer::Choropleth, MapLayer::Incidents, MapLayer::Places, MapLayer::Responders, layer});
        m_shown->view().setLook(layer, {.fromZoom = farthestZoom});
        m_shown->view().setAreaShading({measure, false});
        m_shown->selection().select(one.devices.front().id);
        const auto what = order(first);
        QVERIFY(what->lacks.devices && what->lacks.teams);
        QVERIFY(!what->view->layers().testFlag(layer) && !what->view->layers().testFlag(MapLayer::Responders));
        QCOMPARE(what->selection->thing(), SelectedThing());
        const QImage printed = sheet(*what);
        QVERIFY(!printed.isNull());
        QCOMPARE(sheet(*order(second)), printed);
        // The numbers are there, else this would be no test.
        QVERIFY(sheet(*order(third)) != printed);
    }

    void aSheetWithoutDevicesOnTheScreenHasNoNumbers()
    {
        look(14);
        m_shown->view().setLayers(MapLayer::Incidents | MapLayer::Devices); // which begin nearer
        QVERIFY(!order(m_shown->store())->lacks.devices);
        QVERIFY(order(m_shown->store())->devices.empty());
    }

    void everySheetSaysWhoAndWhen()
    {
        const QString mark = PrintMargins::watermark(m_facts, false);
        for (const QString &word : {u"chen_li"_s, u"seat-03"_s, u"2018-08-31 15:20:00"_s})
            QVERIFY2(mark.contains(word), qPrintable(mark));
        PrintFacts unknown = m_facts;
        unknown.user.clear();
        QVERIFY(PrintMargins::watermark(unknown, false).contains(u"未连接"_s));
        PrintFacts hostile = m_facts;
        hostile.user = u"a\n\u202eb%1%2"_s;
        QVERIFY(PrintMargins::watermark(hostile, false).contains(u"a\ufffd\ufffdb%1%2"_s));
        QVERIFY(PrintMargins::watermark(hostile, false).contains(u"seat-03"_s));
    }

    void aDrillSaysSoAllOverTheSheet()
    {
        QVERIFY(PrintMargins::watermark(m_facts, true).startsWith(u"演练 · 用户 chen_li"_s));
        QVERIFY(!PrintMargins::watermark(m_facts, false).contains(u"演练"_s));
        look(14);
        const auto real = order(m_shown->store());
        QVERIFY(!real->isDrill);
        ChangeBatch marked = m_shown->store().state();
        marked.attributes = QHash<QString, QString>{{u"drill"_s, u"演练"_s}};
        DistrictStore store;
        store.apply(marked);
        const auto drill = order(store);
        QVERIFY(drill->isDrill);
        // In each ninth of the map, not only in the margins.
        const QImage here = sheet(*drill), there = sheet(*real);
        QCOMPARE(here.size(), there.size());
        const QRect map = PrintSheet(here.size(), 100).map;
        for (int i = 0; i < 9; ++i) {
            const QRect part(map.left() + i % 3 * map.width() / 3, map.top() + i / 3 * map.height() / 3,
                map.width() / 3, map.height() / 3);
            QVERIFY2(here.copy(part) != there.copy(part), qPrintable(QString::number(i)));
        }
    }

    void oldDataIsSaidToBeOld()
    {
        const QString now = PrintMargins::currency(m_facts);
        QVERIFY(now.contains(u"15:20:00"_s));
        const QImage current = sheet(*order(m_shown->store()));
        using enum DataStatus::State;
        for (const DataStatus::State state : {Connecting, Stale, Down, Refused}) {
            m_facts.state = state;
            m_facts.asOf = m_shown->now() - std::chrono::minutes(12);
            QVERIFY(PrintMargins::currency(m_facts).contains(u"不是最新"_s));
            QVERIFY(PrintMargins::currency(m_facts).contains(u"12 分钟"_s));
            m_facts.asOf.reset();
            QVERIFY(PrintMargins::currency(m_facts).contains(u"不是最新"_s));
        }
        QVERIFY(sheet(*order(m_shown->store())) != current);
    }

    /// The ground is drawn in strips, of which nothing is seen.
    void stripsFitTogether()
    {
        for (const double zoom : {13.0, 15.7, 17.0}) {
            look(zoom);
            const auto what = order(m_shown->store());
            what->view->setLayers(what->view->layers() | MapLayer::Places);
            const PrintSheet sheet(QSize(800, 1600), 100);
            PrintDrawing drawing(*what, sheet);
            QImage drawn(800, 1600, QImage::Format_RGB32);
            {
                QPainter painter(&drawn);
                QVERIFY(drawing.drawGround(painter, [](double) { return true; }));
            }
            QVERIFY(sheet.map.height() > 800); // several
            DistrictStore store;
            MapScene scene(store, *what->selection, *what->view, m_basemap, what->palette);
            store.apply(what->state);
            scene.setScale(drawing.frame().scale);
            RingImage whole(sheet.map.size());
            scene.drawGround(
                whole, {QRect({}, sheet.map.size())}, scene.frame(drawing.camera(), drawing.frame().pixelRatio));
            QImage expected(sheet.map.size(), QImage::Format_RGB32);
            whole.copy(QRect({}, sheet.map.size()), expected, {});
            QVERIFY(farthestApart(drawn.copy(sheet.map), expected) <= 2); // rounded otherwise
        }
    }

    /// What is in memory of the tiles is on the sheet, though a worker draws it.
    void tilesAreOnTheSheet()
    {
        const QTemporaryDir folder;
        QVERIFY(folder.isValid());
        const TileGrid grid(CoordinateSystem::Wgs84);
        look(15);
        QImage red(256, 256, QImage::Format_RGB32);
        red.fill(QColor(240, 0, 0));
        for (const TileKey tile : grid.tiles(map().camera().view(), 15)) {
            const QString column = folder.filePath(u"15/%1"_s.arg(tile.column));
            QVERIFY(QDir().mkpath(column));
            QVERIFY(red.save(u"%1/%2.png"_s.arg(column).arg(tile.row)));
        }
        TileSource source;
        source.address = folder.filePath(u"{z}/{x}/{y}.png"_s);
        source.attribution = u"City survey"_s;
        source.fromZoom = source.toZoom = 15;
        TileSet tiles(source);
        map().useTiles(tiles);
        m_shown->view().setLayers(MapLayer::Tiles);
        const auto redAt = [&] {
            const QImage image = sheet(*order(m_shown->store()));
            const QRgb middle = image.pixel(image.width() / 2, image.height() / 2 - 37);
            return qRed(middle) > 180 && qGreen(middle) < 60;
        };
        QTRY_VERIFY(redAt());
        m_shown->view().setLayers({});
        QVERIFY(!redAt());
        tiles.disconnect(&map().scene());
    }

    /// Heat of earlier days is on the sheet as it is on the screen.
    void heatOfDaysIsOnTheSheet()
    {
        look(13);
        PastIncidents past(m_shown->store(), m_shown->view(), [this] { return m_shown->now(); });
        map().usePast(past);
        m_shown->view().setLayers(MapLayer::Heat);
        m_shown->view().setHeatSpan(HeatSpan{7, 1});
        const QImage none = sheet(*order(m_shown->store()));
        QSignalSpy ordered(&past, &PastIncidents::ordered);
        QTRY_VERIFY(past.state() == PastIncidents::State::Reading);
        QTRY_COMPARE(ordered.count(), 1);
        auto rows = std::make_shared<PastIncidentRows>();
        for (int i = 0; i < 50; ++i) {
            PastIncident one{.day = past.days().first};
            one.at = worldFromGeo({120.222, 30.285});
            rows->rows.push_back(one);
        }
        past.take(ordered.front().front().value<PastIncidentOrder>().number, rows);
        QCOMPARE(past.places().size(), std::size_t(50));
        const auto what = order(m_shown->store());
        QCOMPARE(what->past->places(), past.places());
        QVERIFY(sheet(*what) != none);
        const PrintSheet paper(QSize(1090, 750), 100);
        PrintDrawing drawing(*what, paper);
        const Frame frame = drawing.frame();
        const QStringList notes = PrintMargins(*what, paper, frame, nullptr).notes();
        QVERIFY2(notes.join(u' ').contains(u"2018-08-24 至 2018-08-30"_s), qPrintable(notes.join(u' ')));
        QVERIFY(!notes.join(u' ').contains(u"没有读全"_s));
        m_shown.reset(); // before what it looks at
    }

    /// What the screen shows is on the sheet, and the scale is that of the ground.
    void theSheetShowsWhatTheScreenShows()
    {
        look(15);
        const auto what = order(m_shown->store());
        for (const QSize size : {QSize(3270, 2244), QSize(2244, 3270), QSize(4724, 3272)}) {
            const PrintSheet sheet(size, 300);
            PrintDrawing drawing(*what, sheet);
            const WorldRect seen = map().camera().view(), printed = drawing.camera().view();
            const double pixel = 1 / drawing.camera().worldSize();
            QVERIFY(printed.grown(pixel).contains({seen.left, seen.top}));
            QVERIFY(printed.grown(pixel).contains({seen.right, seen.bottom}));
            const Frame frame = drawing.frame();
            QVERIFY(std::abs(frame.detailZoom() - 15) < 0.01);
            const double across = distanceMetres(
                geoFromWorld({printed.left, printed.centre().y}), geoFromWorld({printed.right, printed.centre().y}));
            const double millimetres = sheet.map.width() / sheet.millimetres(1);
            QVERIFY(std::abs(across / (millimetres / 1000) / PrintMargins::scaleNumber(frame) - 1) < 0.01);
        }
        QCOMPARE(PrintMargins::scaleText(26'543), u"1:26,500"_s);
        QCOMPARE(PrintMargins::scaleText(999.6), u"1:1,000"_s);
    }

    void nothingOnASheetLiesOverAnother()
    {
        for (const QSize size : {QSize(3270, 2244), QSize(2244, 3270), QSize(4724, 3272), QSize(100, 100)}) {
            const PrintSheet sheet(size, 300);
            const QList<QRect> rects{sheet.title, sheet.map, sheet.explanation, sheet.foot};
            for (qsizetype i = 0; i < rects.size(); ++i) {
                for (qsizetype k = i + 1; k < rects.size() && size.width() > 100; ++k)
                    QVERIFY(!rects[i].intersects(rects[k]));
            }
            QVERIFY(sheet.map.isValid());
        }
    }
};

QTEST_MAIN(PrintDrawingTest)
#include "tst_printdrawing.moc"
