// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"
#include "tests/support/shownmap.h"

#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;
using Tool = MapTools::Tool;

/// The tools of the map by mouse and keys: their buttons, measuring, and what is shown of it.
class MapToolsTest : public test::ShownMapTest {
    Q_OBJECT

private:
    [[nodiscard]] std::vector<GeoPoint> points() const { return tools().measurement().points; }
    /// As a person does it: the first click of the two comes alone.
    void doubleClick(QPoint at) const
    {
        click(at);
        QTest::mouseDClick(surface(), Qt::LeftButton, {}, at);
    }

private Q_SLOTS:
    void init()
    {
        m_shown = std::make_unique<test::ShownMap>();
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup() { m_shown.reset(); }

    void buttonsNameTheirKeys()
    {
        for (const QString &name : {u"测距"_s, u"测面"_s, u"坐标"_s, u"圈选"_s}) {
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
        QTest::newRow("1366x768") << QSize(586, 366) << 0.8 << 4;
        QTest::newRow("1920x1080") << QSize(936, 576) << 1.0 << 4;
        QTest::newRow("4K") << QSize(1872, 1152) << 2.0 << 4;
        QTest::newRow("small") << QSize(400, 300) << 1.0 << 0;
    }

    void buttonsHaveRoomOrAreNotThere()
    {
        QFETCH(const QSize, size);
        QFETCH(const double, scale);
        map().setScale(scale);
        map().resize(size);
        QTRY_VERIFY(map().canvas().isSharp() && !map().scene().furniture().empty());
        int shown = 0;
        for (const MapButton *one : tools().buttons()) {
            shown += one->isVisible();
            for (const QRectF &rect : map().scene().furniture())
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
        QVERIFY(!std::holds_alternative<std::monostate>(m_shown->selection().thing()));
        m_shown->selection().select({});
        QSignalSpy selected(&m_shown->selection(), &Selection::changed);
        button(u"测距"_s)->click();
        click(a);
        click(b);
        click(c);
        QCOMPARE(selected.size(), 0);
        QCOMPARE(points(), (std::vector{placeAt(a), placeAt(b), placeAt(c)}));
        QCOMPARE(tools().measurement().total(),
            *geodesicMetres(placeAt(a), placeAt(b)) + *geodesicMetres(placeAt(b), placeAt(c)));
        // The scale of the map agrees: it is exact in the middle of the view only.
        const double metres = worldWidthMetres(placeAt(a).latitude) / map().camera().worldSize() * (120 + 80);
        QCOMPARE_LE(std::abs(tools().measurement().total() / metres - 1), 0.01);
    }

    void doubleClickEndsAndTheNextClickBeginsAnew()
    {
        button(u"测距"_s)->click();
        const double zoom = map().camera().zoom;
        click({400, 300});
        click({520, 300});
        doubleClick({520, 380});
        QVERIFY(tools().hasEnded());
        QCOMPARE(points().size(), 3);
        QCOMPARE(map().camera().zoom, zoom);
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
        const QPoint middle(map().width() / 2, map().height() / 2);
        const GeoPoint first = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QTest::keyClick(surface(), Qt::Key_Right);
        // The line leads to the crosshair.
        QVERIFY(overlay()->marks().pointer);
        QCOMPARE(*overlay()->marks().pointer, placeAt(middle));
        const GeoPoint second = placeAt(middle);
        QTest::keyClick(surface(), Qt::Key_Return);
        QCOMPARE(points(), (std::vector{first, second}));
        QVERIFY(std::holds_alternative<std::monostate>(m_shown->selection().thing()));
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
        QShortcut shortcut(QKeySequence(Qt::Key_Escape), &map());
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
        const Camera before = map().camera();
        click({400, 300});
        QTest::mousePress(surface(), Qt::LeftButton, {}, {500, 300});
        QTest::mouseMove(surface(), {460, 280});
        QTest::mouseMove(surface(), {450, 270});
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, {450, 270});
        QVERIFY(map().camera().centre != before.centre);
        QCOMPARE(points().size(), 1);
        QCOMPARE(surface()->cursor().shape(), Qt::CrossCursor);
        QWheelEvent wheel({500, 300}, surface()->mapToGlobal(QPointF(500, 300)), {}, {0, 120}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(surface(), &wheel);
        QVERIFY(map().camera().zoom > before.zoom);
    }

    /// A line follows the pointer over the map, and the map's own picture is not drawn again for it.
    void theLineFollowsThePointer()
    {
        auto *hint = map().findChild<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        // The negative control: without a tool the pointer is told what lies there.
        QTest::mouseMove(surface(), {400, 421});
        QTRY_VERIFY(hint && hint->isVisible());
        button(u"测距"_s)->click();
        QVERIFY(!hint->isVisible());
        QTest::mouseMove(surface(), {400, 300});
        click({400, 300});
        QTest::mouseMove(surface(), {520, 300});
        QTRY_VERIFY(map().canvas().isSharp());
        (void)map().grab();
        const int pictures = map().canvas().picturesDrawn();
        const auto isCrossed = [&] {
            const QImage shown = map().grab().toImage();
            int inked = 0;
            for (int y = 340; y < 380; ++y)
                inked += shown.pixel(400, y) == m_shown->palette().text.argb();
            return inked > 10;
        };
        QVERIFY(!isCrossed());
        QTest::mouseMove(surface(), {400, 420});
        QVERIFY(overlay()->marks().pointer);
        QCOMPARE(*overlay()->marks().pointer, placeAt({400, 420}));
        QVERIFY(isCrossed());
        QCOMPARE(map().canvas().picturesDrawn(), pictures);
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
            Camera camera = map().camera();
            camera.zoom = zoom;
            camera.centre = worldFromGeo(before.front());
            map().show(camera);
            QCOMPARE(points(), before);
            QCOMPARE(tools().measurement().total(), total);
            const ScreenPoint at = map().camera().screenFromWorld(worldFromGeo(before.front()));
            const QImage shown = map().grab().toImage();
            QCOMPARE(shown.pixel(int(at.x), int(at.y)), m_shown->palette().panel.argb());
        }
    }

    void theOverlayTellsTheResult()
    {
        button(u"测距"_s)->click();
        QVERIFY(overlay()->accessibleName().isEmpty() && !overlay()->isVisible());
        click({400, 300});
        click({520, 380});
        QVERIFY2(overlay()->accessibleName().endsWith(u"米"_s), qPrintable(overlay()->accessibleName()));
        QVERIFY(overlay()->isVisible() && overlay()->geometry() == map().rect());
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(overlay()->accessibleName().isEmpty() && !overlay()->isVisible());
    }

    void everythingIsReachedByTab()
    {
        button(u"坐标"_s)->click();
        QSet<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(map().window()->focusWidget(), Qt::Key_Tab);
            reached.insert(map().window()->focusWidget());
        }
        QVERIFY(reached.contains(surface()) && reached.contains(input()));
        for (const QString &name : {u"测距"_s, u"测面"_s, u"坐标"_s, u"WGS84"_s, u"复制"_s})
            QVERIFY2(reached.contains(button(name)), qPrintable(name));
    }
};

QTEST_MAIN(MapToolsTest)
#include "tst_maptools.moc"
