// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"
#include "data/geo/mercator.h"
#include "data/geo/placetext.h"
#include "data/view/datastatus.h"
#include "maps/view/coordinatepanel.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapcanvas.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/maptools.h"
#include "maps/view/mapwidget.h"
#include "maps/view/tooloverlay.h"
#include "tests/support/sampledistrict.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <QWheelEvent>

#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;
using Tool = MapTools::Tool;

/// The tools of the map: measuring by mouse and keys, the panel of coordinates, going to a place.
class MapToolsTest : public QObject {
    Q_OBJECT

private:
    Instant m_now{std::chrono::seconds(1'535'700'000)};
    Basemap m_basemap;
    Palette m_palette;
    std::unique_ptr<DataStatusSource> m_status;
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<MapWidget> m_map;

    [[nodiscard]] MapCanvas *surface() const { return m_map->findChild<MapCanvas *>(); }
    [[nodiscard]] ToolOverlay *overlay() const { return m_map->findChild<ToolOverlay *>(); }
    [[nodiscard]] CoordinatePanel *panel() const { return m_map->findChild<CoordinatePanel *>(); }
    [[nodiscard]] QLineEdit *input() const { return m_map->findChild<QLineEdit *>(); }
    [[nodiscard]] MapTools &tools() const { return m_map->tools(); }
    [[nodiscard]] std::vector<GeoPoint> points() const { return tools().measurement().points; }
    [[nodiscard]] MapButton *button(const QString &text) const
    {
        for (MapButton *button : m_map->findChildren<MapButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] GeoPoint placeAt(QPoint at) const
    {
        return geoFromWorld(m_map->camera().worldFromScreen({double(at.x()), double(at.y())}));
    }
    /// Whether the panel says something that contains the text.
    [[nodiscard]] bool says(const QString &text) const
    {
        return std::ranges::any_of(
            panel()->findChildren<QLabel *>(), [&](const QLabel *label) { return label->text().contains(text); });
    }
    void click(QPoint at) const { QTest::mouseClick(surface(), Qt::LeftButton, {}, at); }
    /// As a person does it: the first click of the two comes alone.
    void doubleClick(QPoint at) const
    {
        click(at);
        QTest::mouseDClick(surface(), Qt::LeftButton, {}, at);
    }
    void type(const QString &text)
    {
        input()->clear();
        QTest::keyClicks(input(), text);
        QTest::keyClick(input(), Qt::Key_Return);
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

    void init()
    {
        m_status = std::make_unique<DataStatusSource>();
        m_store = std::make_unique<DistrictStore>();
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_map = std::make_unique<MapWidget>(
            *m_store, *m_selection, *m_view, *m_status, m_basemap, m_palette, [this] { return m_now; });
        m_map->resize(936, 636);
        m_map->QWidget::show();
        m_map->activateWindow();
        m_store->apply(test::sampleDistrict({50, 50, 10, 20}, m_now));
        m_status->setStatus({DataStatus::State::Live, {}, m_now, {}});
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
        // It stays here when the legend takes its room.
        m_map->show(m_map->camera());
        QTRY_VERIFY(m_map->canvas().picturesDrawn() > 0 && m_map->canvas().isSharp());
    }
    void cleanup() { m_map.reset(); }

    void buttonsNameTheirKeys()
    {
        for (const QString &name : {u"测距"_s, u"测面"_s, u"坐标"_s}) {
            QVERIFY2(button(name) && button(name)->isVisible() && button(name)->isCheckable(), qPrintable(name));
            QVERIFY2(button(name)->toolTip().contains(u"Enter"_s) && button(name)->toolTip().contains(u"Esc"_s),
                qPrintable(button(name)->toolTip()));
            QVERIFY(button(name)->focusPolicy() & Qt::TabFocus);
            QVERIFY(button(name)->y() > button(u"适合"_s)->y());
        }
    }

    /// The map of a window of 1366×768 still has its tools; one without room has none rather than some.
    void buttonsHaveRoomOrAreNotThere_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("shown");
        QTest::newRow("1366x768") << QSize(586, 366) << 0.8 << 3;
        QTest::newRow("1920x1080") << QSize(936, 576) << 1.0 << 3;
        QTest::newRow("4K") << QSize(1872, 1152) << 2.0 << 3;
        QTest::newRow("small") << QSize(400, 300) << 1.0 << 0;
    }

    void buttonsHaveRoomOrAreNotThere()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        m_map->setScale(scale);
        m_map->resize(size);
        QTRY_VERIFY(m_map->canvas().isSharp() && !m_map->scene().furniture().empty());
        int shown = 0;
        for (const MapButton *one : tools().buttons()) {
            shown += one->isVisible();
            for (const QRectF &rect : m_map->scene().furniture())
                QVERIFY(one->isHidden() || !rect.intersects(one->geometry()));
        }
        QTEST(shown, "shown");
    }

    void oneToolAtATime()
    {
        button(u"测距"_s)->click();
        QCOMPARE(tools().tool(), Tool::Distance);
        QCOMPARE(surface()->cursor().shape(), Qt::CrossCursor);
        QVERIFY(surface()->hasFocus());
        button(u"测面"_s)->click();
        QCOMPARE(tools().tool(), Tool::Area);
        QVERIFY(!button(u"测距"_s)->isChecked() && button(u"测面"_s)->isChecked());
        button(u"测面"_s)->click();
        QCOMPARE(tools().tool(), Tool::None);
        QCOMPARE(surface()->cursor().shape(), Qt::ArrowCursor);
    }

    void clicksMeasureAndSelectNothing()
    {
        const QPoint a(400, 300), b(520, 300), c(520, 380);
        // The negative control: without a tool the same click selects.
        click(a);
        QVERIFY(!std::holds_alternative<std::monostate>(m_selection->thing()));
        m_selection->select({});
        QSignalSpy selected(m_selection.get(), &Selection::changed);
        button(u"测距"_s)->click();
        click(a);
        click(b);
        click(c);
        QCOMPARE(selected.size(), 0);
        QCOMPARE(points(), (std::vector{placeAt(a), placeAt(b), placeAt(c)}));
        QCOMPARE(tools().measurement().total(),
            *geodesicMetres(placeAt(a), placeAt(b)) + *geodesicMetres(placeAt(b), placeAt(c)));
        // The scale of the map agrees: it is exact in the middle of the view only.
        const double metres = worldWidthMetres(placeAt(a).latitude) / m_map->camera().worldSize() * (120 + 80);
        QCOMPARE_LE(std::abs(tools().measurement().total() / metres - 1), 0.01);
    }

    void doubleClickEndsAndTheNextClickBeginsAnew()
    {
        button(u"测距"_s)->click();
        const double zoom = m_map->camera().zoom;
        click({400, 300});
        click({520, 300});
        doubleClick({520, 380});
        QVERIFY(tools().hasEnded());
        QCOMPARE(points().size(), 3);
        QCOMPARE(m_map->camera().zoom, zoom);
        QTest::mouseMove(surface(), {600, 200});
        QVERIFY(!overlay()->marks().pointer);
        click({300, 250});
        QVERIFY(!tools().hasEnded());
        QCOMPARE(points(), (std::vector{placeAt({300, 250})}));
    }

    void rightClickEnds()
    {
        button(u"测面"_s)->click();
        click({400, 300});
        click({520, 300});
        QTest::mouseClick(surface(), Qt::RightButton, {}, {450, 350});
        QVERIFY(!tools().hasEnded()); // there is no area yet
        click({520, 380});
        QTest::mouseClick(surface(), Qt::RightButton, {}, {450, 350});
        QVERIFY(tools().hasEnded());
        QCOMPARE(points().size(), 3);
        const auto size = geodesicSize(points());
        QVERIFY(size);
        QCOMPARE(tools().measurement().area(), size->area_m2);
        QCOMPARE_GT(size->area_m2, 0.0);
    }

    void keysMeasure()
    {
        button(u"测距"_s)->setFocus();
        QTest::keyClick(button(u"测距"_s), Qt::Key_Return);
        QVERIFY(surface()->hasFocus());
        const QPoint middle(m_map->width() / 2, m_map->height() / 2);
        const GeoPoint first = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QTest::keyClick(surface(), Qt::Key_Right);
        // The line leads to the crosshair.
        QVERIFY(overlay()->marks().pointer);
        QCOMPARE(*overlay()->marks().pointer, placeAt(middle));
        const GeoPoint second = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QCOMPARE(points(), (std::vector{first, second}));
        QVERIFY(std::holds_alternative<std::monostate>(m_selection->thing()));
        QTest::keyClick(surface(), Qt::Key_Backspace);
        QCOMPARE(points(), (std::vector{first}));
        QTest::keyClick(surface(), Qt::Key_Return);
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(tools().hasEnded());
        QCOMPARE(points().size(), 2);
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(points().empty() && tools().tool() == Tool::Distance);
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(tools().tool(), Tool::None);
        // Without a tool Enter picks again.
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(points().empty());
    }

    /// The window has an Esc of its own, which clears the filter.
    void escBelongsToTheToolWhileItIsOn()
    {
        QShortcut shortcut(QKeySequence(Qt::Key_Escape), m_map.get());
        QSignalSpy escaped(&shortcut, &QShortcut::activated);
        button(u"坐标"_s)->click();
        QVERIFY(input()->hasFocus());
        QTest::keyClick(input(), Qt::Key_Escape);
        QCOMPARE(tools().tool(), Tool::None);
        button(u"测距"_s)->click();
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(tools().tool(), Tool::None);
        QCOMPARE(escaped.size(), 0);
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(escaped.size(), 1);
    }

    void dragAndWheelStillMoveTheMap()
    {
        button(u"测距"_s)->click();
        const Camera before = m_map->camera();
        click({400, 300});
        QTest::mousePress(surface(), Qt::LeftButton, {}, {500, 300});
        QTest::mouseMove(surface(), {460, 280});
        QTest::mouseMove(surface(), {450, 270});
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, {450, 270});
        QVERIFY(m_map->camera().centre != before.centre);
        QCOMPARE(points().size(), 1);
        QCOMPARE(surface()->cursor().shape(), Qt::CrossCursor);
        QWheelEvent wheel({500, 300}, surface()->mapToGlobal(QPointF(500, 300)), {}, {0, 120}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &wheel);
        QVERIFY(m_map->camera().zoom > before.zoom);
    }

    /// A line follows the pointer over the map, and the map's own picture is not drawn again for it.
    void theLineFollowsThePointer()
    {
        auto *hint = m_map->findChild<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        // The negative control: without a tool the pointer is told what lies there.
        QTest::mouseMove(surface(), {400, 421});
        QTRY_VERIFY(hint && hint->isVisible());
        button(u"测距"_s)->click();
        QVERIFY(!hint->isVisible());
        QTest::mouseMove(surface(), {400, 300});
        click({400, 300});
        QTest::mouseMove(surface(), {520, 300});
        QTRY_VERIFY(m_map->canvas().isSharp());
        (void)m_map->grab();
        const int pictures = m_map->canvas().picturesDrawn();
        const auto isCrossed = [&] {
            const QImage shown = m_map->grab().toImage();
            int inked = 0;
            for (int y = 340; y < 380; ++y)
                inked += shown.pixel(400, y) == m_palette.text.argb();
            return inked > 10;
        };
        QVERIFY(!isCrossed());
        QTest::mouseMove(surface(), {400, 420});
        QVERIFY(overlay()->marks().pointer);
        QCOMPARE(*overlay()->marks().pointer, placeAt({400, 420}));
        QVERIFY(isCrossed());
        QCOMPARE(m_map->canvas().picturesDrawn(), pictures);
        QVERIFY(!hint->isVisible());
    }

    /// The points stay where they are on the ground at any zoom.
    void marksFollowTheCamera()
    {
        button(u"测距"_s)->click();
        click({400, 300});
        click({520, 380});
        const std::vector<GeoPoint> before = points();
        const double total = tools().measurement().total();
        for (const double zoom : {11.0, 14.5, 20.0}) {
            Camera camera = m_map->camera();
            camera.zoom = zoom;
            camera.centre = worldFromGeo(before.front());
            m_map->show(camera);
            QCOMPARE(points(), before);
            QCOMPARE(tools().measurement().total(), total);
            const ScreenPoint at = m_map->camera().screenFromWorld(worldFromGeo(before.front()));
            const QImage shown = m_map->grab().toImage();
            QCOMPARE(shown.pixel(int(at.x), int(at.y)), m_palette.panel.argb());
        }
    }

    void theOverlayTellsTheResult()
    {
        button(u"测距"_s)->click();
        QVERIFY(overlay()->accessibleName().isEmpty() && !overlay()->isVisible());
        click({400, 300});
        click({520, 380});
        QVERIFY2(overlay()->accessibleName().endsWith(u"米"_s), qPrintable(overlay()->accessibleName()));
        QVERIFY(overlay()->isVisible() && overlay()->geometry() == m_map->rect());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(overlay()->accessibleName().isEmpty() && !overlay()->isVisible());
    }

    void thePanelTellsThePlace()
    {
        button(u"坐标"_s)->click();
        QVERIFY(panel()->isVisible());
        QTest::mouseMove(surface(), {300, 200});
        QTest::mouseMove(surface(), {301, 200});
        for (const CoordinateSystem system : {CoordinateSystem::Wgs84, CoordinateSystem::Gcj02, CoordinateSystem::Bd09})
            QVERIFY2(says(placeText(placeAt({301, 200}), system)), qPrintable(placeText(placeAt({301, 200}), system)));
        click({301, 200});
        QVERIFY(says(u"已固定"_s));
        QTest::mouseMove(surface(), {500, 250});
        QVERIFY(says(placeText(placeAt({301, 200}), CoordinateSystem::Wgs84)));
        QVERIFY(!says(placeText(placeAt({500, 250}), CoordinateSystem::Wgs84)));
        QVERIFY(std::holds_alternative<std::monostate>(m_selection->thing()));
        QTest::keyClick(surface(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), placeText(placeAt({301, 200}), CoordinateSystem::Wgs84));
        QVERIFY(says(u"已复制 WGS84 坐标。"_s));
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(panel()->isVisible() && !says(u"已固定"_s));
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(!panel()->isVisible());
    }

    void eachLineCanBeCopied()
    {
        button(u"坐标"_s)->click();
        click({301, 200});
        for (const auto &[name, system] :
            {std::pair{u"WGS84"_s, CoordinateSystem::Wgs84}, {u"CGCS2000"_s, CoordinateSystem::Cgcs2000},
                {u"GCJ-02"_s, CoordinateSystem::Gcj02}, {u"BD-09"_s, CoordinateSystem::Bd09}}) {
            QGuiApplication::clipboard()->clear();
            MapButton *copy = nullptr;
            for (MapButton *one : panel()->findChildren<MapButton *>()) {
                if (one->accessibleName() == u"复制 %1 坐标"_s.arg(name))
                    copy = one;
            }
            QVERIFY2(copy, qPrintable(name));
            QTest::keyClick(copy, Qt::Key_Return);
            QCOMPARE(QGuiApplication::clipboard()->text(), placeText(placeAt({301, 200}), system));
        }
    }

    void goToMovesTheCamera_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("text");
        const GeoPoint place{120.222, 30.285};
        QTest::newRow("longitude first") << u"WGS84"_s << u"120.222, 30.285"_s;
        QTest::newRow("latitude first") << u"WGS84"_s << u"30.285 120.222"_s;
        QTest::newRow("full width") << u"CGCS2000"_s << u"120.222,30.285"_s;
        QTest::newRow("gcj02") << u"GCJ-02"_s << placeText(place, CoordinateSystem::Gcj02);
        QTest::newRow("bd09") << u"BD-09"_s << placeText(place, CoordinateSystem::Bd09);
    }

    void goToMovesTheCamera()
    {
        QFETCH(const QString, system);
        QFETCH(const QString, text);
        button(u"坐标"_s)->click();
        button(system)->click();
        const double zoom = m_map->camera().zoom;
        type(text);
        const GeoPoint centre = geoFromWorld(m_map->camera().centre);
        // The camera stands on whole pixels.
        QCOMPARE_LE(*geodesicMetres(centre, {120.222, 30.285}), 40075016.7 / m_map->camera().worldSize());
        QCOMPARE(m_map->camera().zoom, zoom);
        QVERIFY(overlay()->marks().pin);
        QCOMPARE_LE(*geodesicMetres(*overlay()->marks().pin, {120.222, 30.285}), 0.2);
        QVERIFY(says(u"已固定"_s));
    }

    void wrongInputIsTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("told");
        QTest::newRow("nothing") << QString() << u"请输入经度和纬度"_s;
        QTest::newRow("words") << u"abc"_s << u"读不出坐标"_s;
        QTest::newRow("long") << QString(400, u'1') << u"输入太长"_s;
        QTest::newRow("zero") << u"0, 0"_s << u"(0, 0) 不是有效的位置"_s;
        QTest::newRow("range") << u"500, 30"_s << u"超出范围"_s;
        QTest::newRow("elsewhere") << u"2.35, 48.85"_s << u"不在地图范围内"_s;
    }

    void wrongInputIsTold()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, told);
        button(u"坐标"_s)->click();
        const Camera before = m_map->camera();
        QVERIFY(!says(told));
        input()->setText(text);
        QTest::keyClick(input(), Qt::Key_Return);
        QVERIFY(says(told));
        QCOMPARE(m_map->camera(), before);
        QVERIFY(!overlay()->marks().pin);
        QTest::keyClicks(input(), u"1"_s);
        QVERIFY(!says(told));
    }

    /// In both languages and at every scale the panel covers nothing and cuts no text.
    void thePanelFits_data()
    {
        QTest::addColumn<bool>("english");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        for (const bool english : {false, true}) {
            const char *language = english ? "en" : "zh";
            QTest::addRow("1920x1080 %s", language) << english << QSize(936, 636) << 1.0;
            QTest::addRow("1366x768 %s", language) << english << QSize(700, 480) << 0.8;
            QTest::addRow("4K %s", language) << english << QSize(1872, 1272) << 2.0;
        }
    }

    void thePanelFits()
    {
        QFETCH(const bool, english);
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        QTranslator translator;
        if (english) {
            QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
            m_map = std::make_unique<MapWidget>(
                *m_store, *m_selection, *m_view, *m_status, m_basemap, m_palette, [this] { return m_now; });
            m_map->QWidget::show();
        }
        m_map->setScale(scale);
        m_map->resize(size);
        QTRY_VERIFY(m_map->canvas().isSharp() && !m_map->scene().furniture().empty());
        tools().setTool(Tool::Coordinates);
        input()->setText(u"abc"_s);
        QTest::keyClick(input(), Qt::Key_Return);
        QVERIFY(m_map->rect().contains(panel()->geometry()));
        for (const QRectF &rect : m_map->scene().furniture())
            QVERIFY(!rect.intersects(panel()->geometry()));
        for (const MapButton *one : m_map->findChildren<MapButton *>(Qt::FindDirectChildrenOnly))
            QVERIFY2(one->isHidden() || !one->geometry().intersects(panel()->geometry()), qPrintable(one->text()));
        for (const QLabel *label : panel()->findChildren<QLabel *>()) {
            const QSize needed = label->fontMetrics()
                                     .boundingRect(0, 0, label->width(), 1 << 20, Qt::TextWordWrap, label->text())
                                     .size();
            QVERIFY2(
                needed.width() <= label->width() && needed.height() <= label->height() + 1, qPrintable(label->text()));
            QVERIFY(panel()->rect().contains(label->geometry()));
        }
        for (const MapButton *one : panel()->findChildren<MapButton *>())
            QVERIFY2(one->width() >= one->sizeHint().width(), qPrintable(one->text()));
        QCoreApplication::removeTranslator(&translator);
    }

    void everythingIsReachedByTab()
    {
        button(u"坐标"_s)->click();
        QSet<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(m_map->window()->focusWidget(), Qt::Key_Tab);
            reached.insert(m_map->window()->focusWidget());
        }
        QVERIFY(reached.contains(surface()) && reached.contains(input()));
        for (const QString &name : {u"测距"_s, u"测面"_s, u"坐标"_s, u"WGS84"_s, u"复制"_s})
            QVERIFY2(reached.contains(button(name)), qPrintable(name));
    }
};

QTEST_MAIN(MapToolsTest)
#include "tst_maptools.moc"
