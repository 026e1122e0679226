// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/mercator.h"
#include "data/view/datastatus.h"
#include "maps/pick/pick.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapwidget.h"
#include "tests/support/sampledistrict.h"
#include "widgets/incidents/incidentmodel.h"

#include <QGeoCoordinate>
#include <QLabel>
#include <QQuickItem>
#include <QQuickWidget>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <limits>
#include <memory>
#include <numbers>

using namespace wuquan;
using namespace Qt::StringLiterals;

class MapWidgetTest : public QObject {
    Q_OBJECT

private:
    const Instant m_now{std::chrono::seconds(1'535'700'000)};
    Basemap m_basemap;
    Palette m_palette;
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ViewState> m_view;
    DataStatusSource m_status;
    std::unique_ptr<MapWidget> m_map;

    [[nodiscard]] QWidget *surface() const { return m_map->findChild<MapCanvas *>(); }
    [[nodiscard]] QPointF middle() const { return {m_map->width() / 2.0, m_map->height() / 2.0}; }

    void wheel(QPointF at, int delta)
    {
        QWheelEvent event(
            at, surface()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &event);
    }

    /// Looks at a place from near.
    void look(GeoPoint at, double zoom)
    {
        Camera camera = m_map->camera();
        camera.centre = worldFromGeo(at);
        camera.zoom = zoom;
        m_map->show(camera);
    }

    void make(const ChangeBatch &batch)
    {
        m_map.reset();
        m_store = std::make_unique<DistrictStore>();
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_map = std::make_unique<MapWidget>(
            *m_store, *m_selection, *m_view, m_status, m_basemap, m_palette, [this] { return m_now; });
        m_map->resize(936, 636);
        m_map->QWidget::show();
        m_store->apply(batch);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto basemap = Basemap::load();
        QVERIFY(basemap);
        m_basemap = *basemap;
        const auto palette = Palette::load(u"day"_s);
        QVERIFY(palette);
        m_palette = *palette;
    }

    void init() { make(test::sampleDistrict({500, 500, 40, 20}, m_now)); }
    void cleanupTestCase() { m_map.reset(); }

    void announcesTheFirstCompletePictureOnce()
    {
        make({});
        QSignalSpy drawn(m_map.get(), &MapWidget::drawn);
        QTRY_VERIFY(m_map->canvas().picturesDrawn() > 0);
        QVERIFY(!m_map->isDrawn());
        m_store->apply(test::sampleDistrict({10, 10, 5, 0}, m_now));
        QTRY_COMPARE(drawn.size(), 1);
        QVERIFY(m_map->isDrawn());
    }

    void projectsLikeQtLocation()
    {
        auto *map = m_map->findChild<QQuickWidget *>()->rootObject()->findChild<QQuickItem *>(u"map"_s);
        QVERIFY(map);
        for (double zoom = m_map->camera().zoom; zoom <= 20; zoom += 0.43) {
            look({120.222, 30.285}, zoom);
            for (const QPointF offset : {QPointF(0, 0), QPointF(-400, -300), QPointF(401.5, 217.25)}) {
                const ScreenPoint at{middle().x() + offset.x(), middle().y() + offset.y()};
                const GeoPoint geo = geoFromWorld(m_map->camera().worldFromScreen(at));
                QPointF theirs;
                QVERIFY(QMetaObject::invokeMethod(
                    map, "fromCoordinate", qReturnArg(theirs), QGeoCoordinate(geo.latitude, geo.longitude), false));
                QVERIFY2(std::hypot(theirs.x() - at.x, theirs.y() - at.y) < 0.01,
                    qPrintable(u"zoom %1: %2, %3"_s.arg(zoom).arg(theirs.x() - at.x).arg(theirs.y() - at.y)));
            }
        }
    }

    void wheelKeepsThePlaceUnderTheCursor()
    {
        look({120.222, 30.285}, 14.2);
        for (const QPointF at : {QPointF(100, 80), QPointF(700, 500), middle()}) {
            for (const int delta : {120, 120, -120, 17}) {
                const WorldPoint held = m_map->camera().worldFromScreen({at.x(), at.y()});
                const double before = m_map->camera().zoom;
                wheel(at, delta);
                QVERIFY((m_map->camera().zoom > before) == (delta > 0));
                const ScreenPoint now = m_map->camera().screenFromWorld(held);
                QVERIFY(std::abs(now.x - at.x()) <= 0.51 && std::abs(now.y - at.y()) <= 0.51);
            }
        }
    }

    void dragMovesExactly()
    {
        look({120.222, 30.285}, 14.2);
        const WorldPoint held = m_map->camera().worldFromScreen({300, 300});
        QTest::mousePress(surface(), Qt::LeftButton, {}, {300, 300});
        for (const QPoint at : {QPoint(310, 305), QPoint(350, 333), QPoint(423, 377)})
            QTest::mouseMove(surface(), at);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, {423, 377});
        const ScreenPoint now = m_map->camera().screenFromWorld(held);
        QVERIFY(std::abs(now.x - 423) < 1e-3 && std::abs(now.y - 377) < 1e-3);
        QCOMPARE(m_selection->thing().index(), std::size_t(0));
    }

    void clickSelectsTheIncident()
    {
        const Incident &incident = m_store->incidents().front();
        look(*incident.position, 16.5);
        const ScreenPoint at = m_map->camera().screenFromWorld(worldFromGeo(*incident.position));
        QTest::mouseClick(surface(), Qt::LeftButton, {}, {int(at.x), int(at.y)});
        QVERIFY(m_selection->as<IncidentId>());
        QCOMPARE(*m_selection->as<IncidentId>(), incident.id);
    }

    void clickBesideSelectsTheArea()
    {
        Filter filter;
        filter.text = u"nothing matches this"_s;
        m_view->setFilter(filter); // hides the incidents
        look({120.222, 30.285}, 14);
        QTest::mouseClick(surface(), Qt::LeftButton, {}, middle().toPoint());
        QVERIFY(m_selection->as<AreaId>());
        QCOMPARE(m_store->area(*m_selection->as<AreaId>())->level, AreaLevel::Community);
        look({120.222, 30.285}, 16.1);
        m_view->setLayers(m_view->layers().setFlag(MapLayer::Devices, false));
        QTest::mouseClick(surface(), Qt::LeftButton, {}, middle().toPoint());
        QCOMPARE(m_store->area(*m_selection->as<AreaId>())->level, AreaLevel::Grid);
    }

    void hoverNamesWhatIsThere()
    {
        const Incident &incident = m_store->incidents().front();
        look(*incident.position, 16.5);
        QTest::mouseMove(surface(), middle().toPoint() + QPoint(1, 0));
        auto *hint = m_map->findChild<QLabel *>();
        QTRY_VERIFY(hint->isVisible());
        QCOMPARE(hint->textFormat(), Qt::PlainText);
        QCOMPARE(hint->text(), u"电动车充电起火 · 待派"_s);
    }

    void hoverNamesIncidentsAsTheListDoes_data()
    {
        QTest::addColumn<QString>("title");
        QTest::newRow("the type") << u"电动车充电起火"_s;
        QTest::newRow("the type and where") << u"电动车充电起火(彭埠)"_s;
        QTest::newRow("somebody's words") << u"3 号楼冒烟"_s;
        QTest::newRow("none") << QString();
    }

    void hoverNamesIncidentsAsTheListDoes()
    {
        QFETCH(const QString, title);
        Incident incident = m_store->incidents().front();
        incident.title = title;
        incident.version += 1;
        ChangeBatch batch;
        batch.incidents = {incident};
        m_store->apply(batch);
        for (const Language language : {Language::Chinese, Language::English}) {
            Selection selection;
            ViewState view(language);
            MapScene scene(*m_store, selection, view, m_basemap, m_palette);
            const QString name = ThingName::of(incident.id, scene.frame(m_map->camera(), 1), m_now);
            const QString listed = incidentTitle(*m_store, language, incident);
            QVERIFY2(name.startsWith(listed + u" · "_s), qPrintable(name + u" / "_s + listed));
        }
    }

    /// A fine wheel or touchpad turns by less than what the zoom snaps by.
    void tinyStepsOfTheWheelAddUp()
    {
        for (const int delta : {1, -1}) {
            look({120.222, 30.285}, 14);
            for (int i = 0; i < 40; ++i)
                wheel(middle(), delta);
            QVERIFY2(std::abs(m_map->camera().zoom - (14 + delta * 40 / 240.0)) < 0.02,
                qPrintable(QString::number(m_map->camera().zoom)));
        }
    }

    void keysMoveAndZoom()
    {
        look({120.222, 30.285}, 14);
        const Camera before = m_map->camera();
        QTest::keyClick(surface(), Qt::Key_Right);
        QVERIFY(m_map->camera().centre.x > before.centre.x);
        QTest::keyClick(surface(), Qt::Key_Up);
        QVERIFY(m_map->camera().centre.y < before.centre.y);
        QTest::keyClick(surface(), Qt::Key_Plus);
        QVERIFY(m_map->camera().zoom > before.zoom);
        QTest::keyClick(surface(), Qt::Key_Minus);
        QCOMPARE(m_map->camera().zoom, before.zoom);
        QTest::keyClick(surface(), Qt::Key_Home);
        const WorldRect extent = m_map->scene().extent();
        QVERIFY(m_map->camera().view().contains({extent.left, extent.top}));
        QVERIFY(m_map->camera().view().contains({extent.right, extent.bottom}));
    }

    void staysAtTheDistrict()
    {
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(surface(), Qt::Key_Left);
        QVERIFY(m_map->camera().view().intersects(m_map->scene().extent()));
        for (int i = 0; i < 40; ++i)
            wheel(middle(), -120);
        const double farthest = m_map->camera().zoom;
        QVERIFY(farthest > 9);
        for (int i = 0; i < 80; ++i)
            wheel(middle(), 120);
        QCOMPARE(m_map->camera().zoom, 20.0);
    }

    void selectionElsewhereIsBroughtIntoView()
    {
        look({120.19, 30.24}, 17);
        const Incident *away = nullptr;
        for (const Incident &incident : m_store->incidents()) {
            const ScreenPoint at = m_map->camera().screenFromWorld(worldFromGeo(*incident.position));
            if (at.x < -500 || at.x > 2000)
                away = &incident;
        }
        QVERIFY(away);
        m_selection->select(away->id);
        const ScreenPoint at = m_map->camera().screenFromWorld(worldFromGeo(*away->position));
        QVERIFY(std::hypot(at.x - middle().x(), at.y - middle().y()) < 2);
    }

    /// Nothing changes: no picture. Many changes before a frame: one picture.
    void drawsOnlyWhatChanged()
    {
        QTRY_VERIFY(m_map->isDrawn());
        QSignalSpy presented(&m_map->canvas(), &MapCanvas::presented);
        const int before = m_map->canvas().picturesDrawn();
        QTest::qWait(400); // a span without frames can only be seen by letting it pass
        QCOMPARE(m_map->canvas().picturesDrawn(), before);
        presented.clear(); // of the picture before
        const auto change = [this](Severity severity) {
            ChangeBatch batch;
            Incident changed = m_store->incidents().front();
            changed.version += 1;
            changed.severity = severity;
            batch.incidents = {changed};
            m_store->apply(batch);
        };
        const std::size_t first = std::size_t(m_store->incidents().front().severity);
        for (std::size_t i = 0; i < 20; ++i)
            change(allSeverities[(first + i) % allSeverities.size()]);
        QTRY_COMPARE(presented.size(), 1);
        QCOMPARE(m_map->canvas().picturesDrawn(), before + 1);

        // What the map doesn't show is no picture.
        QSignalSpy unchanged(&m_map->canvas(), &MapCanvas::unchanged);
        change(m_store->incidents().front().severity);
        QTRY_COMPARE(unchanged.size(), 1);
        QCOMPARE(m_map->canvas().picturesDrawn(), before + 1);
    }

    void survivesWhatDatabasesHold()
    {
        ChangeBatch batch = test::sampleDistrict({20, 20, 10, 5}, m_now);
        batch.areas[5].boundary.clear();
        batch.areas[6].boundary = {{{{-179, -80}, {179, -80}, {179, 80}, {-179, 80}}, {}}};
        batch.areas[7].boundary = {{{{120.2, 30.2}, {120.2, 30.2}, {120.2, 30.2}}, {}}};
        constexpr double infinite = std::numeric_limits<double>::infinity();
        batch.areas[9].boundary = {{{{120.2, 30.2}, {120.3, 30.3}, {120.3, 30.2}, {120.2, 30.3}}, {}}}; // a bow-tie
        batch.areas[10].boundary = {{{{120.2, 30.2}, {std::nan(""), 30.3}, {120.3, infinite}, {120.2, 30.3}}, {}}};
        batch.areas[11].boundary = {{{{30.2, 120.2}, {30.3, 120.2}, {30.3, 120.3}}, {}}}; // the other way round
        batch.areas[12].boundary = {{{{13'380'000, 3'540'000}, {13'390'000, 3'540'000}, {13'390'000, 3'550'000}}, {}}};
        batch.areas[13].boundary = {{{{0, 0}, {0, 0}, {0, 0}}, {}}};
        batch.areas[14].boundary = {{{}, {{{120.2, 30.2}}}}}; // a hole of one place in nothing
        Ring million;
        for (int i = 0; i < 1'000'000; ++i) {
            const double turn = i * 2e-6 * std::numbers::pi, far = 0.02 + 0.001 * (i % 7);
            million.push_back({120.25 + far * std::cos(turn), 30.3 + far * std::sin(turn)});
        }
        batch.areas[15].boundary = {{million, {}}};
        batch.areas[8].name = u"<img src=x>\u202e%1\n😀"_s.repeated(1000);
        batch.incidents[0].position = GeoPoint{std::nan(""), 30};
        batch.incidents[1].position = GeoPoint{30.2, 120.2};
        batch.incidents[2].position = GeoPoint{0, 0};
        batch.incidents[3].grid = AreaId{999999};
        batch.devices[0].position = GeoPoint{1e300, -1e300};
        batch.devices[1].position = GeoPoint{std::nan(""), std::nan("")};
        make(batch);
        for (const double zoom : {12.0, 15.6, 20.0}) {
            look({120.222, 30.285}, zoom);
            QVERIFY(!m_map->grab().isNull());
        }
        make({});
        m_map->fit();
        QVERIFY(!m_map->grab().isNull());
    }
};

QTEST_MAIN(MapWidgetTest)
#include "tst_mapwidget.moc"
