// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/incidents/stepclock.h"
#include "widgets/theme/appearance.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

/// An inbox over a sample district.
struct Desk {
    explicit Desk(int incidents)
    {
        status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        store.apply(sample::district(clock.now(), {.incidents = incidents, .devices = 0, .trends = false}));
    }

    [[nodiscard]] std::vector<IncidentId> shown() const
    {
        std::vector<IncidentId> ids;
        for (int row = 0; row < inbox.proxy().rowCount(); ++row)
            ids.push_back(inbox.proxy().idAt(row));
        return ids;
    }

    /// Changes some incidents, adds and removes others.
    [[nodiscard]] ChangeBatch randomBatch(std::mt19937 &random, int changes)
    {
        ChangeBatch batch;
        const auto &all = store.incidents();
        for (int i = 0; i < changes; ++i) {
            Incident incident = all[random() % all.size()];
            incident.version = ++version;
            switch (random() % 4) {
            case 0:
                batch.incidentsRemoved.push_back(incident.id);
                break;
            case 1:
                incident.id = {next++};
                [[fallthrough]];
            default:
                incident.severity = Severity(1 + random() % 3);
                incident.state = IncidentState(1 + random() % 6);
                incident.dueAt = clock.now() + std::chrono::seconds(int(random() % 9000) - 3000);
                batch.incidents.push_back(incident);
            }
        }
        return batch;
    }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock server{clock};
    DistrictStore store;
    ViewState view{Language::Chinese};
    Selection selection;
    DataStatusSource status;
    Appearance appearance{*Theme::load(u"day"_s, 1)};
    mutable IncidentInbox inbox{store, view, selection, status, server, appearance};
    std::int64_t version = 100;
    std::int64_t next = 5'000'000;
};

} // namespace

/// The list of open incidents: order, filter, selection and speed.
class TestIncidentInbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelsKeepTheRules()
    {
        Desk desk(60);
        IncidentModel model(desk.store, Language::Chinese);
        IncidentProxy proxy(model, desk.store, desk.view, desk.server);
        const QAbstractItemModelTester source(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester sorted(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::mt19937 random(3);
        for (int round = 0; round < 30; ++round)
            desk.store.apply(desk.randomBatch(random, 20));
        desk.view.setFilter({.severity = Severity::Pressing});
        desk.view.setTodo(Todo::Overdue);
        desk.clock.advance(20min);
        proxy.tick();
    }

    void incrementalEqualsRebuild_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("filtered");
        QTest::addColumn<int>("todo");
        QTest::newRow("urgency") << int(IncidentModel::SeverityColumn) << false << int(Todo::All);
        QTest::newRow("urgency, one street") << int(IncidentModel::SeverityColumn) << true << int(Todo::All);
        QTest::newRow("title") << int(IncidentModel::TitleColumn) << false << int(Todo::All);
        QTest::newRow("clock of overdue ones") << int(IncidentModel::ClockColumn) << false << int(Todo::Overdue);
        QTest::newRow("state, being handled") << int(IncidentModel::StateColumn) << true << int(Todo::Handling);
    }
    void incrementalEqualsRebuild()
    {
        QFETCH(int, column);
        QFETCH(bool, filtered);
        QFETCH(int, todo);
        Desk desk(300);
        if (filtered)
            desk.view.setFilter({.area = desk.store.incidents().front().street});
        desk.view.setTodo(Todo(todo));
        desk.inbox.proxy().sort(column, Qt::DescendingOrder);
        std::mt19937 random(7);
        for (int round = 0; round < 40; ++round) {
            desk.store.apply(desk.randomBatch(random, 30));
            desk.clock.advance(30s);
            desk.inbox.tick();
        }
        IncidentModel model(desk.store, Language::Chinese);
        IncidentProxy fresh(model, desk.store, desk.view, desk.server);
        fresh.sort(column, Qt::DescendingOrder);
        std::vector<IncidentId> expected;
        for (int row = 0; row < fresh.rowCount(); ++row)
            expected.push_back(fresh.idAt(row));
        QVERIFY(!expected.empty());
        QVERIFY(desk.shown() == expected);
        for (int group = 0; group < 6; ++group)
            QCOMPARE(desk.inbox.proxy().count(Todo(group)), fresh.count(Todo(group)));
    }

    void mostUrgentFirst()
    {
        const Desk desk(40);
        QCOMPARE(desk.shown().front(), IncidentId{1});
        const auto shown = desk.shown();
        QVERIFY(std::ranges::is_sorted(shown, {}, [&](IncidentId id) { return desk.store.incident(id)->severity; }));
    }

    void groupsCountWhatTheyShow()
    {
        Desk desk(80);
        for (int group = 0; group < 6; ++group) {
            desk.view.setTodo(Todo(group));
            QCOMPARE(desk.inbox.proxy().rowCount(), desk.inbox.proxy().count(Todo(group)));
        }
        desk.view.setTodo(Todo::All);
        QCOMPARE(desk.inbox.proxy().rowCount(), 80);
    }

    void filtersByPinyin()
    {
        Desk desk(80);
        desk.view.setFilter({.text = u"ddc"_s});
        QVERIFY(desk.inbox.proxy().rowCount() >= 1);
        for (const IncidentId id : desk.shown())
            QCOMPARE(desk.store.incident(id)->type, IncidentTypeId{1});
    }

    void becomesOverdueByTheClock()
    {
        Desk desk(1);
        desk.view.setTodo(Todo::Overdue);
        QCOMPARE(desk.inbox.proxy().rowCount(), 0);
        desk.clock.advance(49s);
        desk.inbox.tick();
        QCOMPARE(desk.inbox.proxy().rowCount(), 1);
        QCOMPARE(desk.inbox.proxy().count(Todo::Overdue), 1);
    }

    void selectionGoesBothWays()
    {
        Desk desk(40);
        desk.inbox.resize(500, 640);
        desk.inbox.setVisible(true);
        desk.selection.select(IncidentId{20});
        const int row = desk.inbox.table().currentIndex().row();
        QCOMPARE(desk.inbox.proxy().idAt(row), IncidentId{20});
        QTest::keyClick(&desk.inbox.table(), Qt::Key_Home);
        QCOMPARE(*desk.selection.as<IncidentId>(), desk.shown().front());
        QTest::keyClick(&desk.inbox.table(), Qt::Key_Down);
        QCOMPARE(*desk.selection.as<IncidentId>(), desk.shown()[1]);
        desk.selection.clear();
        QVERIFY(!desk.inbox.table().selectionModel()->hasSelection());
    }

    void selectionStaysWhenItsRowGoes()
    {
        Desk desk(40);
        desk.selection.select(IncidentId{20});
        ChangeBatch batch;
        batch.incidentsRemoved = {{20}};
        desk.store.apply(batch);
        QCOMPARE(*desk.selection.as<IncidentId>(), IncidentId{20});
        QVERIFY(!desk.inbox.table().selectionModel()->hasSelection());
    }

    void selectionFollowsItsRow()
    {
        Desk desk(40);
        desk.selection.select(IncidentId{20});
        Incident urgent = *desk.store.incident({20});
        urgent.severity = Severity::Urgent;
        urgent.dueAt = desk.clock.now() - 1h;
        ++urgent.version;
        ChangeBatch batch;
        batch.incidents = {urgent};
        desk.store.apply(batch);
        QCOMPARE(desk.inbox.table().currentIndex().row(), 0);
        QCOMPARE(*desk.selection.as<IncidentId>(), IncidentId{20});
    }

    void clocks()
    {
        const Instant now(1000h);
        QCOMPARE(stepClock(now - 60s, now - 60s, now + 48s, now).text(Language::Chinese), u"00:48"_s);
        QVERIFY(!stepClock(now - 60s, now - 60s, now + 48s, now).warns);
        QVERIFY(stepClock(now - 60s, now - 60s, now + 12s, now).warns);
        QCOMPARE(stepClock(now - 60s, now - 60s, now - 5s, now).text(Language::Chinese), u"−00:05"_s);
        QCOMPARE(stepClock(now - 60s, now - 60s, {}, now).text(Language::English), u"1 min"_s);
    }

    void fiftyThousandRows()
    {
        Desk desk(50'000);
        desk.inbox.resize(500, 640);
        desk.inbox.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&desk.inbox));
        std::mt19937 random(11);
        std::vector<double> times;
        for (int round = 0; round < 15; ++round) {
            const ChangeBatch batch = desk.randomBatch(random, 100);
            QElapsedTimer timer;
            timer.start();
            desk.store.apply(batch);
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        qInfo("100 changes in 50,000 rows: median %.2f ms, worst %.2f ms", times[times.size() / 2], times.back());
        QVERIFY(times[times.size() / 2] <= 16);
    }
};

QTEST_MAIN(TestIncidentInbox)
#include "tst_incidentinbox.moc"
