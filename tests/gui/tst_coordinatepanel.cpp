// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/geo/geodesic.h"
#include "data/geo/placetext.h"
#include "maps/view/coordinatepanel.h"
#include "tests/support/shownmap.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTranslator>

#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;
using Tool = MapTools::Tool;

/// The panel of coordinates over the map: what it tells, what can be copied, and going to a place.
class CoordinatePanelTest : public test::ShownMapTest {
    Q_OBJECT

private:
    [[nodiscard]] CoordinatePanel *panel() const { return map().findChild<CoordinatePanel *>(); }
    /// Whether the panel says something that contains the text.
    [[nodiscard]] bool says(const QString &text) const
    {
        return std::ranges::any_of(
            panel()->findChildren<QLabel *>(), [&](const QLabel *label) { return label->text().contains(text); });
    }
    void type(const QString &text) const
    {
        input()->clear();
        QTest::keyClicks(input(), text);
        QTest::keyClick(input(), Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_shown = std::make_unique<test::ShownMap>();
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup() { m_shown.reset(); }

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
        QVERIFY(std::holds_alternative<std::monostate>(m_shown->selection().thing()));
        QTest::keyClick(surface(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), placeText(placeAt({301, 200}), CoordinateSystem::Wgs84));
        QVERIFY(says(u"已复制 WGS84 坐标。"_s));
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(panel()->isVisible() && !says(u"已固定"_s));
        QTest::keyClick(surface(), Qt::Key_Escape);
        QVERIFY(!panel()->isVisible());
    }

    void namesKeepOffThePanel()
    {
        const auto isNamedBelow = [this](const QRectF &rect) {
            const int halo = 3;
            return std::ranges::any_of(map().scene().labels(), [&](const PlacedLabel &label) {
                return label.rect.adjusted(halo, halo, -halo, -halo).intersects(rect);
            });
        };
        button(u"坐标"_s)->click();
        const QRectF place = panel()->geometry();
        QTRY_VERIFY(!isNamedBelow(place));
        button(u"坐标"_s)->click();
        QTRY_VERIFY(isNamedBelow(place));
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
        const double zoom = map().camera().zoom;
        type(text);
        const GeoPoint centre = geoFromWorld(map().camera().centre);
        // The camera stands on whole pixels.
        QCOMPARE_LE(*geodesicMetres(centre, {120.222, 30.285}), 40075016.7 / map().camera().worldSize());
        QCOMPARE(map().camera().zoom, zoom);
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
        const Camera before = map().camera();
        QVERIFY(!says(told));
        input()->setText(text);
        QTest::keyClick(input(), Qt::Key_Return);
        QVERIFY(says(told));
        QCOMPARE(map().camera(), before);
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
        if (english)
            QVERIFY(translator.load(u":/i18n/wuquan_en.qm"_s) && QCoreApplication::installTranslator(&translator));
        m_shown = std::make_unique<test::ShownMap>(size, scale);
        QVERIFY(m_shown->waitUntilDrawn());
        tools().setTool(Tool::Coordinates);
        input()->setText(u"abc"_s);
        QTest::keyClick(input(), Qt::Key_Return);
        QVERIFY(map().rect().contains(panel()->geometry()));
        for (const QRectF &rect : map().scene().furniture())
            QVERIFY(!rect.intersects(panel()->geometry()));
        for (const MapButton *one : map().findChildren<MapButton *>(Qt::FindDirectChildrenOnly))
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
};

QTEST_MAIN(CoordinatePanelTest)
#include "tst_coordinatepanel.moc"
