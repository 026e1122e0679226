// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "maps/layers/devicelayer.h"
#include "maps/layers/incidentmarks.h"
#include "maps/style/type.h"
#include "maps/view/picture.h"
#include "maps/view/scene.h"
#include "tests/support/sampledistrict.h"

#include <QTest>

#include <ctime>

using namespace wuquan;
using namespace Qt::StringLiterals;

class MapRenderTest : public QObject {
    Q_OBJECT

private:
    const Instant m_now{std::chrono::seconds(1'535'700'000)};
    const GeoPoint m_middle{120.222, 30.285};
    Basemap m_basemap;
    DistrictStore m_store;

    [[nodiscard]] Palette palette(const QString &theme) const { return Palette::load(theme).value_or(Palette{}); }

    [[nodiscard]] Camera camera(GeoPoint centre, double zoom, QSize size) const
    {
        return settled({worldFromGeo(centre), zoom, double(size.width()), double(size.height())}, {}, 1);
    }

    [[nodiscard]] static QRgb pixel(const QImage &image, const Camera &camera, GeoPoint at, QPoint offset = {})
    {
        const ScreenPoint p = camera.screenFromWorld(worldFromGeo(at));
        const QPoint where = QPoint(int(std::lround(p.x)), int(std::lround(p.y))) + offset;
        return image.rect().contains(where) ? image.pixel(where) : 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto basemap = Basemap::load();
        QVERIFY(basemap);
        m_basemap = *basemap;
        QVERIFY(!m_basemap.water.empty());
        QVERIFY(m_basemap.roads.size() > 1000);
        m_store.apply(test::sampleDistrict({}, m_now));
        QCOMPARE(m_store.areas().size(), std::size_t(770));
    }

    void pictures_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<double>("zoom");
        for (const char *theme : {"day", "night"}) {
            for (const double zoom : {12.3, 14.08, 15.75, 17.5})
                QTest::addRow("%s %.2f", theme, zoom) << QString::fromLatin1(theme) << zoom;
        }
    }

    void pictures()
    {
        QFETCH(const QString, theme);
        QFETCH(const double, zoom);
        Selection selection;
        ViewState view(Language::Chinese);
        const Palette colours = palette(theme);
        MapScene scene(m_store, selection, view, m_basemap, colours);
        const Camera at = camera(m_middle, zoom, {1280, 800});
        const QImage image = rendered(scene, at, 1);
        QCOMPARE(image.size(), QSize(1280, 800));

        // Names: inside, never over each other, the furniture or an incident.
        QVERIFY(!scene.labels().empty());
        const auto &labels = scene.labels();
        for (std::size_t i = 0; i < labels.size(); ++i) {
            QVERIFY(QRectF(image.rect()).contains(labels[i].rect));
            for (std::size_t k = i + 1; k < labels.size(); ++k)
                QVERIFY2(!labels[i].rect.intersects(labels[k].rect), qPrintable(labels[i].text + labels[k].text));
            for (const QRectF &rect : scene.furniture())
                QVERIFY(!labels[i].rect.intersects(rect));
            for (const Incident *incident : shownIncidents(m_store, {})) {
                const ScreenPoint p = at.screenFromWorld(worldFromGeo(*incident->position));
                QVERIFY2(!labels[i].rect.contains(p.x, p.y), qPrintable(labels[i].text));
            }
        }
        // The urgent ones are above all others, so their colour is in their middle; furniture may lie over them.
        for (const Incident *incident : shownIncidents(m_store, {})) {
            const ScreenPoint p = at.screenFromWorld(worldFromGeo(*incident->position));
            const bool covered = std::ranges::any_of(
                scene.furniture(), [&](const QRectF &rect) { return rect.adjusted(-2, -2, 2, 2).contains(p.x, p.y); });
            if (incident->severity == Severity::Urgent
                && image.rect().adjusted(2, 2, -2, -2).contains(int(p.x), int(p.y)) && !covered)
                QCOMPARE(pixel(image, at, *incident->position), colours.severity[0].argb());
        }
    }

    void waterHasItsColour()
    {
        Selection selection;
        ViewState view(Language::Chinese);
        for (const QString &theme : {u"day"_s, u"night"_s}) {
            const Palette colours = palette(theme);
            MapScene scene(m_store, selection, view, m_basemap, colours);
            const GeoPoint river{120.235, 30.255};
            const Camera at = camera(river, 14, {600, 400});
            const QImage image = rendered(scene, at, 1);
            QCOMPARE(pixel(image, at, labelPoint(m_basemap.water.front())) == 0, true); // far outside this view
            int water = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    water += image.pixel(x, y) == colours.water.argb();
            }
            QVERIFY2(water > image.width() * image.height() / 8, qPrintable(QString::number(water)));
        }
    }

    void areasHaveTheColourOfTheirClass_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("row");
        for (const auto &[count, row] : {std::pair{0, 0}, {1, 1}, {2, 2}, {3, 2}, {4, 3}, {6, 3}, {7, 4}, {30, 4}})
            QTest::addRow("%d", count) << count << row;
    }

    void areasHaveTheColourOfTheirClass()
    {
        QFETCH(const int, count);
        QFETCH(const int, row);
        DistrictStore store;
        ChangeBatch batch = test::sampleDistrict({0, 0, 0, 0}, m_now);
        const auto grid = std::ranges::find(batch.areas, AreaLevel::Grid, &Area::level);
        for (int i = 0; i < count; ++i) {
            Incident incident;
            incident.id = {i + 1};
            incident.state = IncidentState::Handling;
            incident.grid = grid->id; // without a position: counted, not drawn
            batch.incidents.push_back(incident);
        }
        const GeoPoint middle = labelPoint(grid->boundary);
        store.apply(batch);
        Selection selection;
        ViewState view(Language::Chinese);
        view.setLayers(view.layers().setFlag(MapLayer::Labels, false).setFlag(MapLayer::Roads, false));
        const Palette colours = palette(u"day"_s);
        MapScene scene(store, selection, view, m_basemap, colours);
        const Camera at = camera(middle, 16, {300, 300});
        const Rgb expected = row == 0 ? colours.background : colours.choropleth[std::size_t(row - 1)];
        QCOMPARE(pixel(rendered(scene, at, 1), at, middle), expected.argb());
        Filter filter;
        filter.circle = Circle::Campus;
        view.setFilter(filter);
        QCOMPARE(pixel(rendered(scene, at, 1), at, middle), colours.background.argb());
    }

    void marksHoldTheirContrastOnEveryClass()
    {
        for (const QString &theme : {u"day"_s, u"night"_s, u"wall"_s}) {
            const Palette colours = palette(theme);
            for (const Rgb &severity : colours.severity)
                QVERIFY2(
                    contrast(severity, colours.background) >= 3, qPrintable(theme)); // the halo is of the background
            QVERIFY(contrast(colours.secondary, colours.background) >= 6);
            QVERIFY(contrast(deviceInk(colours), colours.panel) >= 3);
        }
    }

    void furnitureStaysInsideAndApart_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("smallest") << QSize(400, 300) << 1.0;
        QTest::newRow("smallest, large type") << QSize(400, 300) << 2.0;
        QTest::newRow("station") << QSize(936, 636) << 1.0;
        QTest::newRow("4K") << QSize(3840, 2160) << 2.0;
        QTest::newRow("8K") << QSize(7680, 4320) << 4.0;
    }

    void furnitureStaysInsideAndApart()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        Selection selection;
        for (const Language language : {Language::Chinese, Language::English}) {
            ViewState view(language);
            MapScene scene(m_store, selection, view, m_basemap, palette(u"day"_s));
            scene.setScale(scale);
            const QImage image = rendered(scene, camera(m_middle, 12 + std::log2(scale), size), 1);
            const auto &placed = scene.furniture();
            QVERIFY(!placed.empty());
            for (std::size_t i = 0; i < placed.size(); ++i) {
                QVERIFY(QRectF(image.rect()).contains(placed[i]));
                for (std::size_t k = i + 1; k < placed.size(); ++k)
                    QVERIFY(!placed[i].intersects(placed[k]));
            }
        }
    }

    /// The colour of each severity stands in the legend, whatever the size.
    void legendExplainsTheMarks_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("1366x768") << QSize(590, 366) << 0.8;
        QTest::newRow("station") << QSize(936, 636) << 1.0;
        QTest::newRow("4K") << QSize(1872, 1272) << 2.0;
    }

    void legendExplainsTheMarks()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        Selection selection;
        const Palette colours = palette(u"day"_s);
        for (const Language language : {Language::Chinese, Language::English}) {
            ViewState view(language);
            MapScene scene(m_store, selection, view, m_basemap, colours);
            scene.setScale(scale);
            const QImage image = rendered(scene, camera(m_middle, 12 + std::log2(scale), size), 1);
            QCOMPARE(scene.furniture().size(), std::size_t(2));
            const QRect legend = scene.furniture().back().toRect();
            for (const Rgb &severity : colours.severity) {
                int found = 0;
                for (int y = legend.top(); y < legend.top() + legend.height() / 3; ++y) {
                    for (int x = legend.left(); x < legend.right(); ++x)
                        found += image.pixel(x, y) == severity.argb();
                }
                QVERIFY2(found > 20 * scale * scale, qPrintable(QString::number(found)));
            }
            QVERIFY(legend.width() < 0.4 * size.width());
        }
    }

    void scaleBarIsTrue_data()
    {
        QTest::addColumn<double>("metresPerPixel");
        QTest::addColumn<int>("metres");
        QTest::newRow("street") << 2.0 << 200;
        QTest::newRow("middle") << 8.25 << 500;
        QTest::newRow("district") << 30.0 << 2000;
    }

    void scaleBarIsTrue()
    {
        QFETCH(const double, metresPerPixel);
        const ScaleBar bar = scaleBar(metresPerPixel, 110);
        QTEST(bar.metres, "metres");
        QVERIFY(std::abs(bar.width * metresPerPixel - bar.metres) < 1e-6);
    }

    void sharedBordersAreDrawnOnce()
    {
        const AreaShapes shapes{m_store.areas()};
        std::size_t rings = 0, once = 0;
        for (const AreaShape &shape : shapes.shapes(AreaLevel::Grid)) {
            for (const auto &ring : shape.rings)
                rings += ring.size();
        }
        for (const AreaLevel level : {AreaLevel::District, AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid}) {
            for (const BorderLine &line : shapes.borders(level))
                once += line.points.size() - 1;
        }
        QVERIFY2(once < rings * 0.65, qPrintable(u"%1 of %2"_s.arg(once).arg(rings)));
    }

    /// One whole redraw at 4K with everything at street zoom. Processor time, because tests share the machine.
    void redrawAt4K()
    {
        Selection selection;
        ViewState view(Language::Chinese);
        MapScene scene(m_store, selection, view, m_basemap, palette(u"day"_s));
        scene.setScale(2);
        const Camera at = camera(m_middle, 16.5, {3840, 2160});
        MapPicture picture;
        picture.update(scene, at, 1);
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            view.setLayers(view.layers() ^ MapLayer::Places);
            const std::clock_t before = std::clock();
            picture.update(scene, at, 1);
            best = std::min(best, double(std::clock() - before) * 1000 / CLOCKS_PER_SEC);
        }
        qInfo("one redraw at 3840x2160, %zu devices held: %.1f ms of processor time", m_store.devices().size(), best);
#ifdef NDEBUG
        QVERIFY2(best < 250, "several times slower than it was");
#endif
    }
};

QTEST_MAIN(MapRenderTest)
#include "tst_maprender.moc"
