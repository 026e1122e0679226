// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "maps/view/heatpanel.h"
#include "maps/view/mapslider.h"
#include "tests/support/shownmap.h"

#include <QTest>

#include <set>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// The days of the heat, chosen as a person does.
class HeatPanelTest : public test::ShownMapTest {
    Q_OBJECT
private:
    std::unique_ptr<PastIncidents> m_past;
    std::vector<PastIncidentOrder> m_orders;

    [[nodiscard]] HeatPanel *panel() const { return map().findChild<HeatPanel *>(); }
    [[nodiscard]] MapSlider *slider() const { return panel()->findChild<MapSlider *>(); }
    [[nodiscard]] MapButton *choice(const QString &text) const { return test::mapButton(*panel(), text); }

    void answer(int count)
    {
        auto rows = std::make_shared<PastIncidentRows>();
        for (int i = 0; i < count; ++i) {
            PastIncident past{.day = m_orders.back().to};
            if (i % 10 != 0)
                past.at = worldFromGeo({120.19 + 0.0005 * (i % 97), 30.26 + 0.0005 * (i % 89)});
            rows->rows.push_back(past);
        }
        m_past->take(m_orders.back().number, rows);
    }

private Q_SLOTS:
    void init()
    {
        m_shown.reset();
        m_orders.clear();
        m_shown = std::make_unique<test::ShownMap>();
        m_past = std::make_unique<PastIncidents>(m_shown->store(), m_shown->view(), [this] { return m_shown->now(); });
        connect(m_past.get(), &PastIncidents::ordered, this,
            [this](const PastIncidentOrder &order) { m_orders.push_back(order); });
        map().usePast(*m_past);
        QVERIFY(m_shown->waitUntilDrawn());
    }
    void cleanup()
    {
        m_shown.reset(); // before what it shows
        m_past.reset();
    }

    void isThereWithTheLayer()
    {
        QVERIFY(panel()->isHidden());
        button(u"热力"_s)->click();
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(map().rect().contains(panel()->geometry()));
        QVERIFY(choice(u"在办"_s)->isChecked());
        QCOMPARE(panel()->message(), u"现有在办事件"_s);
        button(u"热力"_s)->click();
        QTRY_VERIFY(panel()->isHidden());
    }

    void aSpanIsReadAndCounted()
    {
        button(u"热力"_s)->click();
        choice(u"30 天"_s)->click();
        QVERIFY(choice(u"30 天"_s)->isChecked());
        QVERIFY(!choice(u"在办"_s)->isChecked());
        QVERIFY(panel()->message().contains(u"正在读取"_s));
        QTRY_COMPARE(m_orders.size(), 1u);
        const QImage before = rendered(map().scene(), map().camera(), 1);
        answer(500);
        QVERIFY2(panel()->message().contains(u"2018-08-02 至 2018-08-31 · 受理"_s), qPrintable(panel()->message()));
        QVERIFY2(panel()->message().contains(u"50 件无位置"_s), qPrintable(panel()->message()));
        QVERIFY(rendered(map().scene(), map().camera(), 1) != before);
        // Again the open ones.
        choice(u"在办"_s)->click();
        QCOMPARE(m_shown->view().heatSpan(), std::nullopt);
    }

    void theEndsAreMovedByKeys()
    {
        button(u"热力"_s)->click();
        choice(u"7 天"_s)->click();
        slider()->setFocus();
        QTest::keyClick(slider(), Qt::Key_Left);
        QCOMPARE(m_shown->view().heatSpan(), (HeatSpan{7, 0}));
        QVERIFY(!choice(u"7 天"_s)->isChecked());
        QTest::keyClick(slider(), Qt::Key_Down);
        QCOMPARE(m_shown->view().heatSpan(), (HeatSpan{7, 1}));
        QTest::keyClick(slider(), Qt::Key_Up);
        QTest::keyClick(slider(), Qt::Key_Right);
        QCOMPARE(m_shown->view().heatSpan(), (HeatSpan{6, 0}));
        QVERIFY(choice(u"7 天"_s)->isChecked());
    }

    /// As far back as anybody keeps incidents, and near today from day to day.
    void theLineReachesYears()
    {
        button(u"热力"_s)->click();
        choice(u"7 天"_s)->click();
        QTest::mouseClick(slider(), Qt::LeftButton, {}, QPoint(0, slider()->height() / 2));
        QCOMPARE(m_shown->view().heatSpan(), (HeatSpan{HeatSpan::mostDays, 0}));
        QCOMPARE_GE(HeatSpan::mostDays, 10 * 365);
        choice(u"7 天"_s)->click();
        std::set<int> days;
        for (int x = slider()->width() / 2; x < slider()->width(); ++x) {
            QTest::mouseClick(slider(), Qt::LeftButton, {}, QPoint(x, slider()->height() / 2));
            days.insert(m_shown->view().heatSpan()->from);
        }
        for (int day = 1; day <= 7; ++day)
            QVERIFY2(days.contains(day), qPrintable(QString::number(day)));
    }

    void aFailureCanBeTriedAgain()
    {
        button(u"热力"_s)->click();
        choice(u"90 天"_s)->click();
        QTRY_COMPARE(m_orders.size(), 1u);
        QVERIFY(choice(u"重试"_s)->isHidden());
        m_past->fail(m_orders.back().number, u"网络断开"_s);
        QVERIFY(choice(u"重试"_s)->isVisible());
        QVERIFY(panel()->message().contains(u"读取失败"_s));
        QCOMPARE(choice(u"重试"_s)->toolTip(), u"网络断开"_s);
        choice(u"重试"_s)->click();
        QCOMPARE(m_orders.size(), 2u);
        QVERIFY(choice(u"重试"_s)->isHidden());
    }

    /// It keeps off the legend, the buttons, and the panel of a tool.
    void coversNothing()
    {
        button(u"热力"_s)->click();
        button(u"坐标"_s)->click();
        QTRY_VERIFY(panel()->isHidden()); // there is no room for both
        map().resize(1500, 900);
        QTRY_VERIFY(panel()->isVisible());
        const auto other = tools().panel();
        QVERIFY(other);
        QVERIFY(!panel()->geometry().intersects(*other));
        for (const MapButton *one : map().findChildren<MapButton *>(Qt::FindDirectChildrenOnly))
            QVERIFY(one->isHidden() || !one->geometry().intersects(panel()->geometry()));
        for (const QRectF &rect : map().scene().furniture())
            QVERIFY(!rect.intersects(panel()->geometry()));
    }
};

QTEST_MAIN(HeatPanelTest)
#include "tst_heatpanel.moc"
