// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/layerpanel.h"
#include "maps/view/mapslider.h"
#include "tests/support/mapbuttons.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <memory>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The panel of the layers: what it changes in the view, and that it follows it.
class LayerPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<LayerPanel> m_panel;

    template <class T>
    [[nodiscard]] T *named(const QString &name) const
    {
        for (T *child : m_panel->findChildren<T *>()) {
            if (child->accessibleName() == name)
                return child;
        }
        return nullptr;
    }
    [[nodiscard]] MapButton *button(const QString &text) const { return test::mapButton(*m_panel, text); }
    /// Presses at a share of a slider's line.
    static void press(MapSlider *slider, double share)
    {
        const double text = slider->accessibleName().contains(u"级别"_s) ? 62 : 44;
        QTest::mouseClick(slider, Qt::LeftButton, {},
            QPoint(int(std::lround(8 + share * (slider->width() - 16 - text))), slider->height() / 2));
    }

private Q_SLOTS:
    void init()
    {
        const auto palette = Palette::load(u"day"_s);
        QVERIFY(palette);
        m_panel.reset();
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_panel = std::make_unique<LayerPanel>(*m_view, *palette, nullptr);
        m_panel->arrangeIn({0, 0, 800, 600});
        m_panel->show();
    }

    void everyLayerHasItsRow()
    {
        QVERIFY(!button(LayerPanel::nameOf(MapLayer::Tiles))); // no source
        m_panel->offerTiles();
        for (const MapLayer layer : allMapLayers) {
            const QString name = LayerPanel::nameOf(layer);
            QVERIFY(!name.isEmpty());
            QVERIFY(button(name));
            QVERIFY(button(name)->isVisible());
            QCOMPARE(button(name)->isChecked(), m_view->layers().testFlag(layer));
            button(name)->click();
            QCOMPARE(button(name)->isChecked(), m_view->layers().testFlag(layer));
            QVERIFY(named<MapSlider>(name + u"：不透明度"_s));
            QVERIFY(named<MapSlider>(name + u"：显示级别"_s));
        }
    }

    void opacityFollowsKeysAndPointer()
    {
        auto *slider = named<MapSlider>(u"设备：不透明度"_s);
        QSignalSpy changed(m_view.get(), &ViewState::layersChanged);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(m_view->look(MapLayer::Devices).opacity, 0.95);
        QCOMPARE(slider->text(), u"95%"_s);
        press(slider, 0.5);
        QCOMPARE(m_view->look(MapLayer::Devices).opacity, 0.5);
        press(slider, 0);
        QTest::keyClick(slider, Qt::Key_Down);
        QCOMPARE(m_view->look(MapLayer::Devices).opacity, 0.0);
        QCOMPARE(changed.count(), 3);
        QCOMPARE(m_view->look(MapLayer::Places), usualLook(MapLayer::Places));
    }

    void zoomsAreARange()
    {
        auto *slider = named<MapSlider>(u"设备：显示级别"_s);
        QCOMPARE(slider->text(), u"15.5–20"_s);
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Down);
        QCOMPARE(slider->text(), u"16–19.5"_s);
        QCOMPARE(m_view->look(MapLayer::Devices), (LayerLook{1, 16, 19.5}));
        // The nearest handle is taken, and neither goes past the other.
        press(slider, 0);
        QCOMPARE(m_view->look(MapLayer::Devices), (LayerLook{1, farthestZoom, 19.5}));
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(m_view->look(MapLayer::Devices), (LayerLook{1, 19.5, 19.5}));
        press(slider, 1);
        QCOMPARE(m_view->look(MapLayer::Devices), (LayerLook{1, 19.5, nearestZoom}));
    }

    void itFollowsTheViewAndGoesBack()
    {
        m_view->setLook(MapLayer::Heat, {0.3, 12, 14});
        QCOMPARE(named<MapSlider>(u"热力：不透明度"_s)->text(), u"30%"_s);
        QCOMPARE(named<MapSlider>(u"热力：显示级别"_s)->text(), u"12–14"_s);
        button(u"恢复默认"_s)->click();
        QCOMPARE(m_view->look(MapLayer::Heat), usualLook(MapLayer::Heat));
        QCOMPARE(named<MapSlider>(u"热力：不透明度"_s)->text(), u"100%"_s);
    }

    /// One of the measures and one of the scales is always chosen, by mouse and by key.
    void areasAreColouredByWhatIsChosen()
    {
        for (const AreaMeasure measure : allAreaMeasures) {
            MapButton *choice = button(LayerPanel::nameOf(measure));
            QVERIFY(choice);
            QTest::mouseClick(choice, Qt::LeftButton);
            QCOMPARE(m_view->areaShading(), (AreaShading{measure, false}));
            QTest::mouseClick(choice, Qt::LeftButton); // it stays
            for (const AreaMeasure other : allAreaMeasures)
                QCOMPARE(button(LayerPanel::nameOf(other))->isChecked(), other == measure);
        }
        QTest::keyClick(button(u"连续"_s), Qt::Key_Space);
        QCOMPARE(m_view->areaShading(), (AreaShading{allAreaMeasures.back(), true}));
        QVERIFY(!button(u"分级"_s)->isChecked());
        m_view->setAreaShading({AreaMeasure::Reported, false});
        QVERIFY(button(LayerPanel::nameOf(AreaMeasure::Reported))->isChecked());
        QVERIFY(button(u"分级"_s)->isChecked());
        button(u"恢复默认"_s)->click();
        QCOMPARE(m_view->areaShading(), AreaShading());
    }

    /// No choice is cut off or lies over another, however narrow the panel is.
    void choicesHaveTheirRoom()
    {
        for (const int wide : {800, 320}) {
            m_panel->arrangeIn({0, 0, wide, 600});
            std::vector<QRect> taken;
            for (const MapButton *one : m_panel->findChildren<MapButton *>()) {
                QVERIFY(one->isVisible());
                QVERIFY(m_panel->rect().contains(one->geometry()));
                for (const QRect &other : taken)
                    QVERIFY(!other.intersects(one->geometry()));
                taken.push_back(one->geometry());
            }
        }
    }

    void aLowOneLeavesTheChoicesOut()
    {
        m_panel->arrangeIn({0, 0, 800, 330});
        QVERIFY(m_panel->height() <= 330);
        QVERIFY(!button(u"连续"_s)->isVisible());
        m_panel->arrangeIn({0, 0, 800, 600});
        QVERIFY(button(u"连续"_s)->isVisible());
    }

    void nonsenseIsBroughtIntoRange()
    {
        m_view->setLook(MapLayer::Roads, {7, -3, 99});
        QCOMPARE(m_view->look(MapLayer::Roads), (LayerLook{1, farthestZoom, nearestZoom}));
        m_view->setLook(MapLayer::Roads, {0.5, 18, 12});
        QCOMPARE(m_view->look(MapLayer::Roads), (LayerLook{0.5, 18, 18}));
        m_view->setLook(MapLayer::Roads, {std::numeric_limits<double>::quiet_NaN(), 10, 12});
        QCOMPARE(m_view->look(MapLayer::Roads), (LayerLook{0.5, 18, 18}));
    }

    void aNarrowOneLeavesTheZoomsOut()
    {
        m_panel->arrangeIn({0, 0, 320, 600});
        QVERIFY(m_panel->width() <= 320);
        QVERIFY(!named<MapSlider>(u"设备：显示级别"_s)->isVisible());
        QVERIFY(named<MapSlider>(u"设备：不透明度"_s)->isVisible());
    }
};

QTEST_MAIN(LayerPanelTest)
#include "tst_layerpanel.moc"
