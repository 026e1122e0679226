// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/marked.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/theme/appearance.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// Rows of the inbox are ticked, to decide about all of them.
class InboxTicksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ticksByKeysAndClicks()
    {
        const FixedClock clock(shanghai::startOf(QDate(2026, 8, 27)) + 14h);
        const ServerClock server(clock);
        DistrictStore store;
        store.apply(sample::district(clock.now(), {.incidents = 300, .devices = 0, .trends = false}));
        ViewState view(Language::Chinese);
        Selection selection;
        DataStatusSource status;
        status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        Appearance appearance(*Theme::load(u"day"_s, 1));
        MarkedIncidents marked(store);
        IncidentInbox inbox(store, view, selection, status, server, appearance);
        inbox.tickWith(marked);
        QWidget &window = inbox;
        window.resize(500, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto &table = inbox.table();
        std::vector<IncidentId> ids;
        for (int row = 0; row < inbox.proxy().rowCount(); ++row)
            ids.push_back(inbox.proxy().idAt(row));
        const auto at = [&](int row) { return table.visualRect(inbox.proxy().index(row, 1)).center(); };
        QTest::keyClick(&table, Qt::Key_Space); // no row is the current one
        QVERIFY(marked.all().empty());
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at(1));
        QVERIFY(marked.all().empty());
        QTest::keyClick(&table, Qt::Key_Space);
        QCOMPARE(marked.all(), std::vector{ids[1]});
        const QImage ticked = table.viewport()->grab().toImage();
        QTest::keyClick(&table, Qt::Key_Space);
        QVERIFY(marked.all().empty());
        QVERIFY(table.viewport()->grab().toImage() != ticked);
        for (int step = 0; step < 2; ++step)
            QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(marked.all(), (std::vector{ids[1], ids[2], ids[3]}));
        QCOMPARE(*selection.as<IncidentId>(), ids[3]);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, at(2));
        QCOMPARE(marked.all(), (std::vector{ids[1], ids[3]}));
        QCOMPARE(*selection.as<IncidentId>(), ids[3]); // what is shown stays
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ShiftModifier, at(5));
        QCOMPARE(marked.all(), (std::vector{ids[1], ids[3], ids[4], ids[5]}));
        QTest::keyClick(&table, Qt::Key_Escape);
        QVERIFY(marked.all().empty());
        QCOMPARE(*selection.as<IncidentId>(), ids[5]); // Esc was for the ticks
        QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(marked.all().size(), 200U); // of more nobody has looked at all
        QVERIFY(marked.contains(ids[199]) && !marked.contains(ids[200]));
    }
};

QTEST_MAIN(InboxTicksTest)
#include "tst_inboxticks.moc"
