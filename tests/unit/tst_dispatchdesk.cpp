// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/casefolder.h"
#include "data/view/dispatchdesk.h"
#include "data/view/selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// A station's decisions until the screen shows what came of them, and the case file of what is selected.
class DispatchDeskTest : public QObject {
    Q_OBJECT

private:
    DistrictStore m_store;
    Selection m_selection;

    void put(std::int64_t id, std::int64_t version)
    {
        ChangeBatch batch;
        Incident incident;
        incident.id = IncidentId{id};
        incident.version = version;
        incident.state = IncidentState::Filed;
        batch.incidents = {incident};
        m_store.apply(batch);
    }
    void remove(std::int64_t id)
    {
        ChangeBatch batch;
        batch.incidentsRemoved = {IncidentId{id}};
        m_store.apply(batch);
    }

private Q_SLOTS:
    void init()
    {
        m_selection.clear();
        put(1, 4 + (m_store.incident(IncidentId{1}) ? m_store.incident(IncidentId{1})->version : 0));
        put(2, 4 + (m_store.incident(IncidentId{2}) ? m_store.incident(IncidentId{2})->version : 0));
    }

    void aDecisionIsSettledByItsRow()
    {
        DispatchDesk desk(m_store);
        QSignalSpy requested(&desk, &DispatchDesk::requested), settled(&desk, &DispatchDesk::settled);
        const std::int64_t seen = m_store.incident(IncidentId{1})->version;
        const auto key = desk.act(IncidentId{1}, u"file"_s, {{u"note"_s, u"x"_s}});
        QVERIFY(key);
        QCOMPARE(requested.size(), 1);
        const auto request = requested[0][0].value<DispatchRequest>();
        QCOMPARE(request.seen, seen);
        QCOMPARE(request.key, *key);
        QCOMPARE(desk.entryOf(IncidentId{1})->answer.state, RequestState::Sending);
        desk.answer({.key = *key, .state = RequestState::Done, .version = seen + 1});
        QVERIFY(desk.entry(*key) && settled.isEmpty()); // a wish is not a fact
        put(1, seen + 1);
        QVERIFY(!desk.entry(*key));
        QCOMPARE(settled.size(), 1);
    }

    /// An incident that leaves the store when it is closed is settled by the polls.
    void aClosedIncidentSettlesByHearing()
    {
        DispatchDesk desk(m_store);
        const auto key = desk.act(IncidentId{1}, u"verify"_s);
        desk.answer({.key = *key, .state = RequestState::Done, .version = 99});
        remove(1);
        desk.hear();
        QVERIFY(desk.entry(*key));
        desk.hear();
        QVERIFY(!desk.entry(*key));
    }

    void oneDecisionAtATime()
    {
        DispatchDesk desk(m_store);
        const auto first = desk.act(IncidentId{1}, u"file"_s);
        QVERIFY(first);
        QVERIFY(!desk.act(IncidentId{1}, u"note"_s));
        QVERIFY(desk.act(IncidentId{2}, u"note"_s)); // another incident does not wait
        desk.answer({.key = *first, .state = RequestState::Unknown, .reason = u"cut"_s});
        QVERIFY(!desk.act(IncidentId{1}, u"file"_s)); // never a blind repeat
        desk.answer({.key = *first, .state = RequestState::Conflict, .happened = u"filed"_s});
        QVERIFY(desk.act(IncidentId{1}, u"dispatch"_s));
        QVERIFY(!desk.entry(*first));
        QVERIFY(!desk.act(IncidentId{77}, u"file"_s)); // nothing the store doesn't show
    }

    void dismissing()
    {
        DispatchDesk desk(m_store);
        QSignalSpy withdrawn(&desk, &DispatchDesk::withdrawn);
        const auto key = desk.act(IncidentId{1}, u"file"_s);
        desk.dismiss(*key);
        QVERIFY(desk.entry(*key) && withdrawn.isEmpty()); // it is on its way
        desk.answer({.key = *key, .state = RequestState::Waiting});
        desk.dismiss(*key);
        QCOMPARE(withdrawn.size(), 1);
        QVERIFY(desk.entry(*key)); // the writer says whether it was in time
        desk.answer({.key = *key, .state = RequestState::Refused, .reason = u"withdrawn"_s});
        desk.dismiss(*key);
        QVERIFY(!desk.entry(*key));
        desk.answer({.key = *key, .state = RequestState::Done}); // of nobody any more
        QVERIFY(desk.entries().empty());
    }

    void theFolderFollowsSelectionAndVersions()
    {
        CaseFolder folder(m_store, m_selection);
        QSignalSpy wished(&folder, &CaseFolder::wished);
        QCOMPARE(folder.state(), CaseFolder::State::None);
        m_selection.select(IncidentId{1});
        QCOMPARE(wished.size(), 1);
        QCOMPARE(folder.state(), CaseFolder::State::Reading);
        const auto number = wished[0][0].value<CaseWish>().number;
        const auto file = std::make_shared<const CaseFile>(CaseFile{.incident = IncidentId{1}, .version = 4});
        folder.take(number + 5, file);
        QVERIFY(!folder.file()); // not what was wished for
        folder.take(number, file);
        QCOMPARE(folder.state(), CaseFolder::State::Read);
        // It changes: what was read stays until the next is here.
        put(1, m_store.incident(IncidentId{1})->version + 1);
        QCOMPARE(wished.size(), 2);
        QVERIFY(folder.file());
        folder.fail(wished[1][0].value<CaseWish>().number, u"cut"_s);
        QCOMPARE(folder.state(), CaseFolder::State::Failed);
        QCOMPARE(folder.reason(), u"cut"_s);
        folder.refresh();
        QCOMPARE(wished.size(), 3);
        // Of another incident nothing stays.
        m_selection.select(IncidentId{2});
        QVERIFY(!folder.file());
        QCOMPARE(wished.size(), 4);
        folder.take(wished[2][0].value<CaseWish>().number, file);
        QVERIFY(!folder.file());
        // One that did not change is not read again.
        put(1, m_store.incident(IncidentId{1})->version + 1);
        QCOMPARE(wished.size(), 4);
        m_selection.select(AreaId{3});
        QCOMPARE(folder.state(), CaseFolder::State::None);
        folder.take(wished[3][0].value<CaseWish>().number, file);
        QVERIFY(!folder.file());
    }
};

QTEST_GUILESS_MAIN(DispatchDeskTest)
#include "tst_dispatchdesk.moc"
