// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"
#include "maps/view/regionpanel.h"
#include "tests/support/shownmap.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <QWheelEvent>

#include <memory>
#include <numbers>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Tool = MapTools::Tool;

/// Selecting a part of the map by mouse and keys, and what is told of it.
class RegionToolTest : public test::ShownMapTest {
    Q_OBJECT

private:
    [[nodiscard]] RegionPanel *panel() const { return map().findChild<RegionPanel *>(); }
    [[nodiscard]] const RegionSketch &sketch() const { return tools().region()->sketch(); }
    [[nodiscard]] const RegionCounts &counts() const { return tools().region()->counts(); }
    [[nodiscard]] WorldPoint worldAt(QPoint at) const { return worldFromGeo(placeAt(at)); }
    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = panel()->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    [[nodiscard]] MapButton *panelButton(const QString &text) const { return test::mapButton(*panel(), text); }
    void drag(const std::vector<QPoint> &way, Qt::KeyboardModifiers keys = {}) const
    {
        QTest::mousePress(surface(), Qt::LeftButton, keys, way.front());
        for (const QPoint &at : way) {
            QMouseEvent move(
                QEvent::MouseMove, at, surface()->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(surface(), &move);
        }
        QTest::mouseRelease(surface(), Qt::LeftButton, keys, way.back());
    }
    /// Around a place in the map.
    [[nodiscard]] static std::vector<QPoint> circle(QPoint middle, int radius)
    {
        std::vector<QPoint> way;
        for (int i = 0; i < 60; ++i) {
            const double angle = 2 * std::numbers::pi * i / 60;
            way.emplace_back(
                middle.x() + qRound(radius * std::cos(angle)), middle.y() + qRound(radius * std::sin(angle)));
        }
        return way;
    }
    /// Devices in the picture's box, without an index.
    [[nodiscard]] int devicesIn(QPoint from, QPoint to) const
    {
        const WorldPoint a = worldAt(from), b = worldAt(to);
        const DeviceColumns &devices = m_shown->store().devices();
        return int(std::ranges::count_if(
            devices.position, [&](WorldPoint p) { return WorldRect{a.x, a.y, b.x, b.y}.contains(p); }));
    }

private Q_SLOTS:
    void init()
    {
        m_shown = std::make_unique<test::ShownMap>();
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup() { m_shown.reset(); }

    void aDragIsABox()
    {
        const Camera before = map().camera();
        // The negative control: without the tool a drag moves the map.
        drag({{300, 150}, {330, 170}, {300, 150}});
        QVERIFY(sketch().corners.empty());
        map().show(before);
        button(u"圈选"_s)->click();
        QVERIFY(panel()->isVisible() && surface()->hasFocus());
        QSignalSpy selected(&m_shown->selection(), &Selection::changed);
        const QPoint from(250, 120), to(620, 400);
        drag({from, {300, 160}, to});
        QCOMPARE(map().camera(), before);
        QCOMPARE(selected.size(), 0);
        QVERIFY(sketch().isClosed);
        QCOMPARE(boxOf(sketch().ring()), (WorldRect{worldAt(from).x, worldAt(from).y, worldAt(to).x, worldAt(to).y}));
        QCOMPARE_GT(counts().allDevices(), 0);
        QCOMPARE(counts().allDevices(), devicesIn(from, to));
        QVERIFY(says(u"%1 · 超期 %2"_s.arg(counts().allOpen()).arg(counts().overdue)));
        QVERIFY(says(u"紧急 %1"_s.arg(counts().open[0])));
        QVERIFY(says(u"%1 · 在岗队伍 %2"_s.arg(counts().places).arg(counts().teams)));
        QCOMPARE_GT(tools().region()->ground().grids, tools().region()->ground().communities);
        // The next one takes its place.
        drag({{100, 100}, {120, 120}, {200, 220}});
        QCOMPARE(boxOf(sketch().ring()).left, worldAt({100, 100}).x);
        QCOMPARE(counts().allDevices(), devicesIn({100, 100}, {200, 220}));
        // The same again after it was cleared.
        const RegionGround ground = tools().region()->ground();
        QTest::keyClick(surface(), Qt::Key_Escape);
        QCOMPARE(tools().region()->ground(), RegionGround());
        drag({{100, 100}, {120, 120}, {200, 220}});
        QCOMPARE(tools().region()->ground(), ground);
        QVERIFY(panel()->accessibleDescription().contains(u"紧急 %1"_s.arg(counts().open[0])));
    }

    void ctrlAndTheWheelMoveTheMap()
    {
        button(u"圈选"_s)->click();
        drag({{250, 120}, {300, 160}, {620, 400}});
        const RegionSketch before = sketch();
        const RegionCounts counted = counts();
        const Camera camera = map().camera();
        drag({{500, 300}, {480, 280}, {450, 260}}, Qt::ControlModifier);
        QVERIFY(map().camera().centre != camera.centre);
        QCOMPARE(surface()->cursor().shape(), Qt::CrossCursor);
        QWheelEvent wheel({500, 300}, surface()->mapToGlobal(QPointF(500, 300)), {}, {0, 120}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &wheel);
        QVERIFY(map().camera().zoom > camera.zoom);
        QTest::keyClick(surface(), Qt::Key_Left);
        QCOMPARE(sketch(), before);
        QCOMPARE(overlay()->region(), before);
        QCOMPARE(counts(), counted);
    }

    /// It stays where it is on the ground, and the map's own picture is not drawn anew for it.
    void theOutlineFollowsTheCamera()
    {
        button(u"圈选"_s)->click();
        drag({{250, 120}, {300, 160}, {420, 300}});
        for (const double zoom : {11.5, 14.0, 20.0}) {
            Camera camera = map().camera();
            camera.zoom = zoom;
            camera.centre = sketch().corners.front();
            map().show(camera);
            const ScreenPoint corner = map().camera().screenFromWorld(sketch().corners.front());
            const QImage shown = map().grab().toImage();
            QCOMPARE(shown.pixel(int(corner.x) + 8, int(corner.y)), m_shown->palette().focus.argb());
            QVERIFY(shown.pixel(int(corner.x) - 8, int(corner.y)) != m_shown->palette().focus.argb());
        }
        QTRY_VERIFY(map().canvas().isSharp());
        (void)map().grab();
        const int pictures = map().canvas().picturesDrawn();
        QTest::mousePress(surface(), Qt::LeftButton, {}, {400, 200});
        for (int x = 410; x < 500; x += 10) {
            QTest::mouseMove(surface(), {x, x - 150});
            (void)map().grab();
        }
        QCOMPARE(map().canvas().picturesDrawn(), pictures);
        QVERIFY(!sketch().isClosed && sketch().corners.size() == 2);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, {490, 340});
        QVERIFY(sketch().isClosed);
    }

    void aDragIsALasso()
    {
        button(u"圈选"_s)->click();
        panelButton(u"套索"_s)->click();
        drag(circle({430, 270}, 130));
        QVERIFY(sketch().isClosed && sketch().kind == RegionSketch::Kind::Lasso);
        QCOMPARE_GT(sketch().ring().size(), 30);
        const double metres = 130 * worldWidthMetres(placeAt({430, 270}).latitude) / map().camera().worldSize();
        const double circleArea = std::numbers::pi * metres * metres;
        QCOMPARE_LE(std::abs(tools().region()->ground().area_m2 / circleArea - 1), 0.02);
        QCOMPARE_GT(counts().allDevices(), devicesIn({340, 180}, {520, 360}) - 1); // the box within
        QCOMPARE_LE(counts().allDevices(), devicesIn({300, 140}, {560, 400}));
        // Another way to draw leaves what stands.
        panelButton(u"框"_s)->click();
        QVERIFY(sketch().isClosed && sketch().kind == RegionSketch::Kind::Lasso);
        // The next one is of that kind.
        drag({{300, 150}, {310, 160}, {400, 250}});
        QVERIFY(sketch().isClosed && sketch().kind == RegionSketch::Kind::Box);
    }

    void aDragThatBoundsNothingIsNone()
    {
        button(u"圈选"_s)->click();
        drag({{300, 150}, {350, 150}, {400, 150}});
        QVERIFY(sketch().corners.empty() && !overlay()->isVisible());
        QCOMPARE(counts(), RegionCounts());
    }

    void keysSetABox()
    {
        button(u"圈选"_s)->setFocus();
        QTest::keyClick(button(u"圈选"_s), Qt::Key_Return);
        QVERIFY(surface()->hasFocus());
        const QPoint middle(map().width() / 2, map().height() / 2);
        const WorldPoint first = worldAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QCOMPARE(sketch().corners.size(), 1);
        // On the same spot there is no box yet.
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(!sketch().isClosed);
        QTest::keyClick(surface(), Qt::Key_Right);
        QTest::keyClick(surface(), Qt::Key_Down);
        QCOMPARE(overlay()->region().ring().size(), 4); // it leads to the crosshair
        QTest::keyClick(surface(), Qt::Key_Backspace);
        QVERIFY(sketch().corners.empty());
        QTest::keyClick(surface(), Qt::Key_Return);
        QTest::keyClick(surface(), Qt::Key_Left);
        QTest::keyClick(surface(), Qt::Key_Up);
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(sketch().isClosed);
        const WorldRect box = boxOf(sketch().ring());
        QVERIFY(std::abs(box.left - first.x) < 1e-9 && std::abs(box.top - first.y) < 1e-9);
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(sketch().corners.empty() && tools().tool() == Tool::Region && panel()->isVisible());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(tools().tool() == Tool::None && !panel()->isVisible());
        // A drag is the map's again.
        const WorldPoint centre = map().camera().centre;
        drag({{300, 150}, {330, 170}, {340, 180}});
        QVERIFY(map().camera().centre != centre);
    }

    void keysSetALasso()
    {
        button(u"圈选"_s)->click();
        panelButton(u"套索"_s)->click();
        surface()->setFocus(Qt::TabFocusReason);
        for (const auto key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left}) {
            QTest::keyClick(surface(), Qt::Key_Return);
            QTest::keyClick(surface(), key);
        }
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(!sketch().isClosed);
        QTest::keyClick(surface(), Qt::Key_Return);
        QVERIFY(sketch().isClosed);
        QCOMPARE(sketch().ring().size(), 4);
        QTest::keyClick(panelButton(u"清除"_s), Qt::Key_Escape);
        QVERIFY(sketch().corners.empty() && tools().tool() == Tool::Region);
    }

    void clicksSetALasso()
    {
        button(u"圈选"_s)->click();
        panelButton(u"套索"_s)->click();
        click({300, 150});
        click({500, 150});
        QTest::mouseClick(surface(), Qt::RightButton, {}, {450, 350});
        QVERIFY(!sketch().isClosed);
        click({500, 350});
        QTest::mouseClick(surface(), Qt::RightButton, {}, {450, 350});
        QVERIFY(sketch().isClosed);
        QCOMPARE(sketch().ring().size(), 3);
    }

    void escInADragGivesItUp()
    {
        button(u"圈选"_s)->click();
        QTest::mousePress(surface(), Qt::LeftButton, {}, {300, 150});
        QTest::mouseMove(surface(), {350, 200});
        QTest::mouseMove(surface(), {400, 250});
        QVERIFY(!sketch().corners.empty());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QTest::mouseMove(surface(), {450, 300});
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, {450, 300});
        QVERIFY(sketch().corners.empty() && tools().tool() == Tool::Region);
    }

    void figuresFollowTheData()
    {
        button(u"圈选"_s)->click();
        drag({{250, 120}, {300, 160}, {620, 400}});
        const RegionCounts before = counts();
        ChangeBatch batch;
        const DeviceColumns &devices = m_shown->store().devices();
        const auto inside
            = std::ranges::find_if(devices.position, [&](WorldPoint p) { return boxOf(sketch().ring()).contains(p); });
        const auto row = std::size_t(inside - devices.position.begin());
        QVERIFY(inside != devices.position.end() && devices.state[row] == DeviceState::Online);
        Device device{.id = devices.id[row], .kind = devices.kind[row], .state = DeviceState::Fault, .name = {}};
        device.position = geoFromWorld(*inside);
        device.version = 2;
        batch.devices.push_back(device);
        Incident incident = m_shown->store().incidents().front();
        incident.id = {9000};
        incident.severity = Severity::Urgent;
        incident.state = IncidentState::Filed;
        incident.position = device.position;
        incident.dueAt = Instant{std::chrono::seconds(1)};
        batch.incidents.push_back(incident);
        m_shown->store().apply(batch);
        QCOMPARE(counts(), before); // soon, not within the change
        QTRY_COMPARE(counts().devicesIn(DeviceState::Fault), before.devicesIn(DeviceState::Fault) + 1);
        QCOMPARE(counts().devicesIn(DeviceState::Online), before.devicesIn(DeviceState::Online) - 1);
        QCOMPARE(counts().open[0], before.open[0] + 1);
        QCOMPARE(counts().overdue, before.overdue + 1);
        QVERIFY(says(u"%1 · 超期 %2"_s.arg(counts().allOpen()).arg(counts().overdue)));
        // What the filter hides is not counted, and it says so.
        Filter filter;
        filter.severity = Severity::Urgent;
        m_shown->view().setFilter(filter);
        QTRY_COMPARE(counts().open[2], 0);
        QCOMPARE(counts().open[0], before.open[0] + 1);
        QVERIFY(says(u"事件按当前筛选计"_s));
    }

    /// Nothing but the clock has changed.
    void anIncidentBecomesOverdue()
    {
        button(u"圈选"_s)->click();
        drag({{250, 120}, {300, 160}, {620, 400}});
        const RegionCounts before = counts();
        ChangeBatch batch;
        Incident incident = m_shown->store().incidents().front();
        incident.id = {9000};
        incident.state = IncidentState::Filed;
        incident.position = placeAt({400, 300});
        incident.dueAt = m_shown->now() + 200ms;
        batch.incidents.push_back(incident);
        m_shown->store().apply(batch);
        QTRY_COMPARE(counts().allOpen(), before.allOpen() + 1);
        QCOMPARE(counts().overdue, before.overdue);
        m_shown->setNow(m_shown->now() + 1s);
        QTRY_COMPARE(counts().overdue, before.overdue + 1);
    }

    void thePanelFitsAndClears()
    {
        button(u"圈选"_s)->click();
        QVERIFY(!panelButton(u"适合"_s)->isVisible() && !panelButton(u"清除"_s)->isVisible());
        drag({{400, 200}, {410, 210}, {460, 240}});
        const double zoom = map().camera().zoom;
        panelButton(u"适合"_s)->click();
        QCOMPARE_GT(map().camera().zoom, zoom);
        const WorldRect box = boxOf(sketch().ring());
        const ScreenPoint from = map().camera().screenFromWorld({box.left, box.top});
        const ScreenPoint to = map().camera().screenFromWorld({box.right, box.bottom});
        const QRectF seen(QPointF(from.x, from.y), QPointF(to.x, to.y));
        QVERIFY(QRectF(map().rect()).contains(seen));
        QVERIFY2(!seen.intersects(panel()->geometry()), "the panel lies over the region");
        panelButton(u"清除"_s)->click();
        QVERIFY(sketch().corners.empty() && surface()->hasFocus() && tools().tool() == Tool::Region);
    }

    void longNamesAreCut()
    {
        ChangeBatch batch;
        for (Area area : m_shown->store().areas()) {
            area.name = u"名字很长的社区"_s.repeated(9);
            area.version = 2;
            batch.areas.push_back(area);
        }
        m_shown->store().apply(batch);
        button(u"圈选"_s)->click();
        const QSize size = panel()->size();
        drag({{150, 100}, {300, 160}, {700, 430}});
        QCOMPARE(counts().communities.size(), RegionCounts::mostCommunities);
        QCOMPARE(panel()->size(), size);
        const auto labels = panel()->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text().startsWith(u"名字很长") && label->text().endsWith(u'…')
                && label->fontMetrics().horizontalAdvance(label->text()) <= label->width();
        }));
    }

    void everythingIsReachedByTab()
    {
        button(u"圈选"_s)->click();
        drag({{250, 120}, {300, 160}, {620, 400}});
        QSet<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(map().window()->focusWidget(), Qt::Key_Tab);
            reached.insert(map().window()->focusWidget());
        }
        for (const QString &name : {u"框"_s, u"适合"_s, u"清除"_s})
            QVERIFY2(reached.contains(panelButton(name)), qPrintable(name));
    }

    void thePanelHasRoom_data()
    {
        QTest::addColumn<bool>("english");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("scale");
        for (const bool english : {false, true}) {
            const char *const language = english ? "english" : "chinese";
            QTest::addRow("%s 1366x768", language) << english << QSize(586, 366) << 0.8;
            QTest::addRow("%s 1920x1080", language) << english << QSize(936, 576) << 1.0;
            QTest::addRow("%s 4K", language) << english << QSize(1872, 1152) << 2.0;
        }
    }

    void thePanelHasRoom()
    {
        QFETCH(const bool, english);
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        QTranslator translator;
        if (english)
            QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
        m_shown = std::make_unique<test::ShownMap>(size, scale, english ? Language::English : Language::Chinese);
        QVERIFY(m_shown->waitUntilDrawn());
        tools().setTool(Tool::Region);
        const QSize empty = panel()->size();
        drag({{size.width() / 3, size.height() / 4}, {size.width() / 2, size.height() / 3},
            {size.width() * 2 / 3, size.height() / 2}});
        QVERIFY(sketch().isClosed);
        QCOMPARE(panel()->size(), empty);
        QVERIFY(map().rect().contains(panel()->geometry()));
        for (const QRectF &rect : map().scene().furniture())
            QVERIFY(!QRectF(rect.topLeft(), rect.size()).intersects(panel()->geometry()));
        for (const MapButton *one : map().findChildren<MapButton *>(Qt::FindDirectChildrenOnly))
            QVERIFY2(one->isHidden() || !one->geometry().intersects(panel()->geometry()), qPrintable(one->text()));
        for (const QLabel *label : panel()->findChildren<QLabel *>(Qt::FindDirectChildrenOnly)) {
            QVERIFY2(
                label->fontMetrics().horizontalAdvance(label->text()) <= label->width(), qPrintable(label->text()));
            QVERIFY(panel()->rect().contains(label->geometry()));
            for (const QChar letter : english ? label->text() : QString())
                QVERIFY2(letter.script() != QChar::Script_Han, qPrintable(label->text()));
        }
        for (const MapButton *one : panel()->findChildren<MapButton *>())
            QVERIFY2(one->width() >= one->sizeHint().width(), qPrintable(one->text()));
        QCoreApplication::removeTranslator(&translator);
    }
};

QTEST_MAIN(RegionToolTest)
#include "tst_regiontool.moc"
