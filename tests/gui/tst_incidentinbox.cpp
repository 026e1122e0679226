// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "tests/support/sanitized.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/incidents/stepclock.h"
#include "widgets/incidents/todobar.h"
#include "widgets/theme/appearance.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>
#include <QTranslator>

#include <algorithm>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

/// An inbox over a sample district.
struct Desk {
    explicit Desk(
        int incidents, Language language = Language::Chinese, const QString &theme = u"day"_s, double scale = 1)
        : view(language)
        , appearance(*Theme::load(theme, scale))
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
    ViewState view;
    Selection selection;
    DataStatusSource status;
    Appearance appearance;
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

    void focusSelectsNothing()
    {
        Desk desk(40);
        const AreaId street = *desk.store.incidents().front().street;
        desk.inbox.resize(500, 640);
        desk.inbox.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&desk.inbox));
        IncidentTable &table = desk.inbox.table();
        desk.selection.select(street);
        table.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(table.hasFocus());
        QVERIFY(desk.selection.as<AreaId>());
        QVERIFY(!table.currentIndex().isValid());
        // The window comes back to the front after the selection was cleared.
        desk.selection.clear();
        QFocusEvent back(QEvent::FocusIn, Qt::ActiveWindowFocusReason);
        QCoreApplication::sendEvent(&table, &back);
        QCOMPARE(desk.selection.thing(), SelectedThing());

        const QColor focus = Theme::color(desk.appearance.theme().palette.focus);
        QVERIFY(table.framesFocus());
        QCOMPARE(table.viewport()->grab().toImage().pixelColor(1, table.viewport()->height() / 2), focus);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(*desk.selection.as<IncidentId>(), desk.shown().front());
        QVERIFY(!table.framesFocus());
        // The selected row is scrolled out of sight.
        table.scrollToBottom();
        QVERIFY(table.framesFocus());
    }

    /// Whoever clicks a group goes on in the list by keys.
    void aGroupLeavesTheKeyboardInTheList()
    {
        Desk desk(80);
        desk.inbox.resize(500, 580);
        desk.inbox.setVisible(true);
        desk.inbox.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.inbox));
        desk.inbox.table().setFocus();
        QTRY_VERIFY(desk.inbox.table().hasFocus());
        const auto groups = desk.inbox.findChildren<TodoButton *>();
        QTest::mouseClick(groups[1], Qt::LeftButton);
        QCOMPARE(desk.view.todo(), Todo::ToDispatch);
        QVERIFY(desk.inbox.table().hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QCOMPARE(*desk.selection.as<IncidentId>(), desk.inbox.proxy().idAt(0));
    }

    /// At the width that the station gives it.
    void groupsAreNotCut_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("zh") << Language::Chinese;
        QTest::newRow("en") << Language::English;
    }
    void groupsAreNotCut()
    {
        QFETCH(const Language, language);
        QTranslator english;
        if (language == Language::English) {
            QVERIFY(english.load(u":/i18n/wuquan_en.qm"_s));
            QCoreApplication::installTranslator(&english);
        }
        Desk desk(80, language);
        desk.inbox.resize(500, 580);
        desk.inbox.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&desk.inbox));
        for (const TodoButton *group : desk.inbox.findChildren<TodoButton *>())
            QVERIFY2(group->width() >= group->sizeHint().width(), qPrintable(group->text()));
    }

    void sortsByKeys()
    {
        Desk desk(40);
        desk.inbox.resize(500, 640);
        desk.inbox.setVisible(true);
        const auto states = [&] {
            std::vector<Todo> todos;
            for (const IncidentId id : desk.shown())
                todos.push_back(todoOf(desk.store.incident(id)->state));
            return todos;
        };
        QTest::keyClick(&desk.inbox.table(), Qt::Key_5, Qt::ControlModifier);
        QVERIFY(std::ranges::is_sorted(states()));
        QTest::keyClick(&desk.inbox.table(), Qt::Key_5, Qt::ControlModifier);
        QVERIFY(std::ranges::is_sorted(states(), std::ranges::greater()));
        QTest::keyClick(&desk.inbox.table(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(desk.shown().front(), IncidentId{1});
        QCOMPARE(desk.selection.thing(), SelectedThing());
        for (int column = 0; column < IncidentModel::ColumnCount; ++column) {
            const QString told = desk.inbox.proxy().headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
            QVERIFY2(told.contains(u"Ctrl+%1"_s.arg(column + 1)), qPrintable(told));
        }
        QVERIFY(desk.inbox.table().accessibleDescription().contains(u"Ctrl+5"_s));
    }

    void selectedElsewhereIsFoundInItsGroup()
    {
        Desk desk(40);
        const IncidentId handled
            = std::ranges::find(desk.store.incidents(), IncidentState::Handling, &Incident::state)->id;
        desk.view.setTodo(Todo::ToDispatch);
        desk.selection.select(handled);
        QCOMPARE(desk.view.todo(), Todo::All);
        QCOMPARE(desk.inbox.proxy().idAt(desk.inbox.table().currentIndex().row()), handled);
        // Who then opens a group wants that group.
        desk.view.setTodo(Todo::ToDispatch);
        QCOMPARE(desk.view.todo(), Todo::ToDispatch);
        QCOMPARE(*desk.selection.as<IncidentId>(), handled);
        // What the filter hides is in no group.
        desk.view.setFilter({.severity = Severity::Urgent});
        desk.selection.clear();
        desk.selection.select(handled);
        QCOMPARE(desk.view.todo(), Todo::ToDispatch);
    }

    void selectedRowIsReadable_data()
    {
        QTest::addColumn<QString>("theme");
        for (const char *theme : {"day", "night", "wall"})
            QTest::newRow(theme) << QString::fromLatin1(theme);
    }
    void selectedRowIsReadable()
    {
        QFETCH(QString, theme);
        Desk desk(40, Language::Chinese, theme, 2);
        desk.inbox.resize(1000, 1280);
        desk.inbox.setVisible(true);
        desk.selection.select(IncidentId{20});
        const IncidentTable &table = desk.inbox.table();
        const QImage image = table.viewport()->grab().toImage();
        const Rgb fill = desk.appearance.theme().palette.selectionFill;
        for (const int column :
            {IncidentModel::TitleColumn, IncidentModel::CommunityColumn, IncidentModel::StateColumn}) {
            // Within the outline and without the line beneath.
            const QRect cell
                = table.visualRect(table.currentIndex().siblingAtColumn(column)).adjusted(10, 10, -10, -10);
            double best = 0;
            for (int y = cell.top(); y <= cell.bottom(); ++y) {
                for (int x = cell.left(); x <= cell.right(); ++x) {
                    const QColor c = image.pixelColor(x, y);
                    best = std::max(
                        best, contrast({std::uint8_t(c.red()), std::uint8_t(c.green()), std::uint8_t(c.blue())}, fill));
                }
            }
            QVERIFY2(best >= 6, qPrintable(u"column %1: %2"_s.arg(column).arg(best)));
        }
    }

    void cutTitleIsToldWhole()
    {
        Desk desk(3);
        Incident wordy = *desk.store.incident({2});
        wordy.title = u"<b>消防通道</b>停车,"_s.repeated(6);
        ++wordy.version;
        ChangeBatch batch;
        batch.incidents = {wordy};
        desk.store.apply(batch);
        desk.inbox.resize(400, 640);
        desk.inbox.setVisible(true);
        IncidentTable &table = desk.inbox.table();
        const int row = *desk.inbox.proxy().rowOf({2});
        QCOMPARE(table.cutText(row, IncidentModel::TitleColumn), wordy.title);
        QCOMPARE(table.cutText(*desk.inbox.proxy().rowOf({3}), IncidentModel::TitleColumn), QString());
        const QPoint at = table.visualRect(desk.inbox.proxy().index(row, IncidentModel::TitleColumn)).center();
        QHelpEvent hover(QEvent::ToolTip, at, table.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(table.viewport(), &hover);
        QVERIFY(QToolTip::text().contains(wordy.title.toHtmlEscaped()));
        QToolTip::hideText();
    }

    void clockColumnHoldsEveryClock_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<double>("scale");
        QTest::newRow("zh 1080") << Language::Chinese << 1.0;
        QTest::newRow("zh 768") << Language::Chinese << 0.8;
        QTest::newRow("en 1080") << Language::English << 1.0;
        QTest::newRow("en 768") << Language::English << 0.8;
    }
    void clockColumnHoldsEveryClock()
    {
        QFETCH(Language, language);
        QFETCH(double, scale);
        Desk desk(3, language, u"day"_s, scale);
        desk.inbox.resize(int(500 * scale), 640);
        desk.inbox.setVisible(true);
        const IncidentTable &table = desk.inbox.table();
        const int room = table.header()->sectionSize(IncidentModel::ClockColumn) - 2 * desk.appearance.theme().px(4);
        const QFontMetrics strong(desk.appearance.theme().font(TextRole::Strong));
        for (const auto length : {48s, 3599s, 35'999s, 86'399s, 20 * 86'400s + 86'399s, 99 * 86'400s, 4000 * 86'400s}) {
            for (const auto kind : {StepClock::Kind::Age, StepClock::Kind::Remaining, StepClock::Kind::Overdue}) {
                const QString text = StepClock{kind, length, true}.shortText(language);
                QVERIFY2(strong.horizontalAdvance(text) <= room, qPrintable(text));
            }
        }
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
        const StepClock old = stepClock(now - 24h + 1min, now, {}, now);
        QCOMPARE(old.text(Language::Chinese), u"23 小时 59 分钟"_s);
        QCOMPARE(old.shortText(Language::Chinese), u"23 小时"_s);
        QCOMPARE(stepClock(now - 80h, now, {}, now).shortText(Language::English), u"3 d"_s);
        QCOMPARE(stepClock(now - 1min, now, now - 291h - 15min, now).shortText(Language::Chinese), u"−12 天 03:15"_s);
        QCOMPARE(stepClock(now, now, now - 150 * 24h, now).shortText(Language::Chinese), u"−150 天"_s);
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
        if (!isSanitized)
            QVERIFY(times[times.size() / 2] <= 16);
    }
};

QTEST_MAIN(TestIncidentInbox)
#include "tst_incidentinbox.moc"
