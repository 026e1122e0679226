// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/geo/mercator.h"
#include "data/view/pastincidents.h"
#include "tests/support/sampledistrict.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// PastIncidents with answers from here instead of a database.
class TestPastIncidents : public QObject {
    Q_OBJECT
private:
    Instant m_now{std::chrono::seconds(1'535'700'000)}; // 31 August 2018, 15:20
    const QDate m_today{2018, 8, 31};
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<PastIncidents> m_past;
    std::vector<PastIncidentOrder> m_orders;

    void show(std::optional<HeatSpan> span)
    {
        m_view->setHeatSpan(span);
        m_view->setLayers(m_view->layers() | MapLayer::Heat);
    }
    /// As a database would tell of the incidents of the store, were they of that day.
    std::shared_ptr<PastIncidentRows> rowsOfStore(QDate day, const QString &text = {}) const
    {
        auto rows = std::make_shared<PastIncidentRows>();
        for (const Incident &incident : m_store->incidents()) {
            const bool isNamed = !text.isEmpty()
                && (incident.title.contains(text, Qt::CaseInsensitive)
                    || incident.foreignCaseNumber.contains(text, Qt::CaseInsensitive)
                    || incident.sourceId.contains(text, Qt::CaseInsensitive));
            rows->rows.push_back(
                {day, worldPlace(incident.position), incident.type, incident.street.value_or(AreaId{0}),
                    incident.grid.value_or(AreaId{0}), incident.circle, incident.severity, isNamed});
        }
        return rows;
    }
    static std::shared_ptr<PastIncidentRows> rowsOf(std::initializer_list<QDate> days)
    {
        auto rows = std::make_shared<PastIncidentRows>();
        for (const QDate day : days)
            rows->rows.push_back({.day = day, .at = worldFromGeo({120.2, 30.3})});
        return rows;
    }

private Q_SLOTS:
    void init()
    {
        m_past.reset();
        m_orders.clear();
        m_store = std::make_unique<DistrictStore>();
        m_store->apply(test::sampleDistrict({10, 10, 300, 5, 5}, m_now));
        m_view = std::make_unique<ViewState>(Language::Chinese);
        m_past = std::make_unique<PastIncidents>(*m_store, *m_view, [this] { return m_now; });
        connect(m_past.get(), &PastIncidents::ordered, this,
            [this](const PastIncidentOrder &order) { m_orders.push_back(order); });
    }

    void asksOnlyWhileHeatOfDaysIsShown()
    {
        QCOMPARE(m_past->state(), PastIncidents::State::None);
        m_view->setHeatSpan(HeatSpan{29, 0});
        QCOMPARE(m_past->state(), PastIncidents::State::None);
        m_view->setLayers(m_view->layers() | MapLayer::Heat);
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        QTRY_COMPARE(m_orders.size(), 1u);
        QCOMPARE(m_orders.front().from, m_today.addDays(-29));
        QCOMPARE(m_orders.front().to, m_today.addDays(-1));
        m_past->take(m_orders.front().number, rowsOf({m_today.addDays(-3)}));
        QCOMPARE(m_past->state(), PastIncidents::State::Read);
        m_view->setHeatSpan({});
        QCOMPARE(m_past->state(), PastIncidents::State::None);
        QVERIFY(m_past->places().empty());
    }

    /// Somebody who drags an end asks once, and for what it came to.
    void asksOnceWhileAnEndIsMoved()
    {
        show(HeatSpan{29, 0});
        for (int from = 30; from < 60; ++from)
            m_view->setHeatSpan(HeatSpan{from, 0});
        QTRY_COMPARE(m_orders.size(), 1u);
        QCOMPARE(m_orders.front().from, m_today.addDays(-59));
    }

    void aPartOfWhatIsReadNeedsNoOrder()
    {
        show(HeatSpan{29, 1});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_past->take(m_orders.front().number, rowsOf({m_today.addDays(-1), m_today.addDays(-5), m_today.addDays(-29)}));
        QCOMPARE(m_past->count(), 3);
        const auto before = m_past->revision();
        m_view->setHeatSpan(HeatSpan{10, 1});
        QCOMPARE(m_past->state(), PastIncidents::State::Read);
        QCOMPARE(m_past->count(), 2);
        QVERIFY(m_past->revision() != before);
        m_view->setHeatSpan(HeatSpan{29, 5});
        QCOMPARE(m_past->count(), 2);
        m_view->setHeatSpan(HeatSpan{30, 5});
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        QCOMPARE(m_past->count(), 2); // what is known stays
        QTRY_COMPARE(m_orders.size(), 2u);
    }

    void todayComesFromTheStore()
    {
        const auto today = std::ranges::count_if(m_store->incidents(),
            [&](const Incident &incident) { return shanghai::dayOf(incident.reportedAt) == m_today; });
        QVERIFY(today > 0);
        show(HeatSpan{0, 0});
        QCOMPARE(m_past->state(), PastIncidents::State::Read); // nobody need be asked
        QCOMPARE(m_past->count(), int(today));
        ChangeBatch batch;
        Incident another = m_store->incidents().front();
        another.id = {900'000};
        another.reportedAt = m_now;
        batch.incidents.push_back(another);
        QSignalSpy changed(m_past.get(), &PastIncidents::changed);
        m_store->apply(batch);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_past->count(), int(today) + 1);
        QVERIFY(m_orders.empty());
        // With earlier days those stand as they are, and without today nothing has changed.
        m_view->setHeatSpan(HeatSpan{1, 0});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_past->take(m_orders.back().number, rowsOf({m_today.addDays(-1)}));
        QCOMPARE(m_past->count(), int(today) + 2);
        batch.incidents.front().id = {900'001};
        m_store->apply(batch);
        QCOMPARE(m_past->count(), int(today) + 3);
        m_view->setHeatSpan(HeatSpan{1, 1});
        changed.clear();
        batch.incidents.front().id = {900'002};
        m_store->apply(batch);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_past->count(), 1);
    }

    /// The filter means the same for earlier days as for what is in the store.
    void everyFilterMatchesAsTheStoresOwn_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("text");
        QTest::newRow("all") << 0 << QString();
        QTest::newRow("circle") << 1 << QString();
        QTest::newRow("severity") << 2 << QString();
        QTest::newRow("street") << 3 << QString();
        QTest::newRow("community") << 4 << QString();
        QTest::newRow("grid") << 5 << QString();
        QTest::newRow("nowhere") << 6 << QString();
        QTest::newRow("title") << 0 << u"车"_s;
        QTest::newRow("area name") << 0 << u"社区"_s;
        QTest::newRow("a type") << 7 << QString();
        QTest::newRow("street and text") << 3 << u"a"_s;
        QTest::newRow("number") << 0 << u"1"_s;
        QTest::newRow("none") << 0 << u"无此文字"_s;
    }
    void everyFilterMatchesAsTheStoresOwn()
    {
        QFETCH(int, which);
        QFETCH(QString, text);
        Filter filter;
        filter.text = text;
        const auto with = std::ranges::find_if(
            m_store->incidents(), [](const Incident &incident) { return incident.grid && incident.street; });
        QVERIFY(with != m_store->incidents().end());
        if (which == 1)
            filter.circle = with->circle;
        else if (which == 2)
            filter.severity = Severity::Pressing;
        else if (which == 3)
            filter.area = with->street;
        else if (which == 4)
            filter.area = m_store->ancestor(*with->grid, AreaLevel::Community)->id;
        else if (which == 5)
            filter.area = with->grid;
        else if (which == 6)
            filter.area = AreaId{123'456};
        else if (which == 7)
            filter.text = text = m_store->catalogue().incidentTypes.value(with->type).name;
        m_view->setFilter(filter);
        show(HeatSpan{1, 1});
        QTRY_COMPARE(m_orders.size(), 1u);
        QCOMPARE(m_orders.back().text, text);
        m_past->take(m_orders.back().number, rowsOfStore(m_today.addDays(-1), text));
        const auto own = std::ranges::count_if(m_store->incidents(), [&](const Incident &incident) {
            // A number alone is the database's to tell.
            return filter.matches(incident, *m_store);
        });
        if (text != "1"_L1)
            QCOMPARE(m_past->count(), int(own));
        QVERIFY(m_past->count() >= int(m_past->places().size()));
        if (which == 6 || text == u"无此文字"_s)
            QCOMPARE(m_past->count(), 0);
        else
            QVERIFY(m_past->count() > 0);
    }

    void anAnswerThatIsLateIsNone()
    {
        show(HeatSpan{9, 1});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_view->setHeatSpan(HeatSpan{19, 1});
        m_past->take(m_orders.front().number, rowsOf({m_today.addDays(-1)}));
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        QTRY_COMPARE(m_orders.size(), 2u);
        m_past->fail(m_orders.front().number, u"late"_s);
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        m_past->take(m_orders.back().number, rowsOf({m_today.addDays(-1)}));
        QCOMPARE(m_past->state(), PastIncidents::State::Read);
    }

    /// An answer to what nobody wanted for a while is not taken for one to what is wanted now.
    void ordersNeverShareANumber()
    {
        show(HeatSpan{9, 1});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_view->setHeatSpan(HeatSpan{0, 0}); // nothing is asked for
        m_view->setHeatSpan(HeatSpan{99, 1});
        QTRY_COMPARE(m_orders.size(), 2u);
        m_past->take(m_orders.front().number, rowsOf({m_today.addDays(-1)}));
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        QCOMPARE(m_past->count(), 0);
    }

    void aFailureIsToldAndTriedAgain()
    {
        show(HeatSpan{9, 1});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_past->fail(m_orders.back().number, u"cut"_s);
        QCOMPARE(m_past->state(), PastIncidents::State::Failed);
        QCOMPARE(m_past->reason(), u"cut"_s);
        m_past->retry();
        QCOMPARE(m_past->state(), PastIncidents::State::Reading);
        QCOMPARE(m_orders.size(), 2u);
        QVERIFY(m_orders[0].number != m_orders[1].number);
        QCOMPARE(m_orders[1].from, m_orders[0].from);
        m_past->take(m_orders.back().number, rowsOf({m_today.addDays(-1)}));
        QCOMPARE(m_past->count(), 1);
        m_past->retry();
        QCOMPARE(m_orders.size(), 2u);
    }

    /// What is read anew when a day is over asks for the days that are meant now.
    void aNewDayIsANewSpan()
    {
        show(HeatSpan{1, 0});
        QTRY_COMPARE(m_orders.size(), 1u);
        m_past->take(m_orders.back().number, rowsOf({m_today.addDays(-1)}));
        m_now += std::chrono::hours(24);
        ChangeBatch anew = m_store->state();
        m_store->apply(anew);
        QTRY_COMPARE(m_orders.size(), 2u);
        QCOMPARE(m_orders.back().from, m_today);
        QCOMPARE(m_orders.back().to, m_today);
        QCOMPARE(m_past->days(), std::pair(m_today, m_today.addDays(1)));
    }
};

QTEST_GUILESS_MAIN(TestPastIncidents)
#include "tst_pastincidents.moc"
