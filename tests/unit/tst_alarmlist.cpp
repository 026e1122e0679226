// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/alarmlist.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace wuquan;
using namespace Qt::StringLiterals;

/// Which incidents alarm, until when, in which order, and what of it is heard.
class AlarmListTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DistrictStore> m_store;
    std::unique_ptr<AlarmList> m_alarms;
    Instant m_now = Instant(std::chrono::days(20000));

    static Incident incident(std::int64_t id, Severity severity, IncidentState state, Instant reported)
    {
        Incident made;
        made.id = IncidentId{id};
        made.severity = severity;
        made.state = state;
        made.reportedAt = reported;
        made.street = AreaId{AreaId::Value(2 + id % 2)};
        made.version = 1;
        return made;
    }
    void put(Incident made)
    {
        const Incident *before = m_store->incident(made.id);
        made.version = before ? before->version + 1 : 1;
        ChangeBatch batch;
        batch.incidents = {std::move(made)};
        m_store->apply(batch);
    }
    [[nodiscard]] std::vector<std::int64_t> ids() const
    {
        std::vector<std::int64_t> made;
        for (const Alarm &alarm : m_alarms->standing())
            made.push_back(alarm.incident.value);
        return made;
    }

private Q_SLOTS:
    void init()
    {
        m_alarms.reset();
        m_store = std::make_unique<DistrictStore>();
        m_alarms = std::make_unique<AlarmList>(*m_store, [this] { return m_now; });
        ChangeBatch whole;
        whole.startsAnew = whole.complete = true;
        m_store->apply(whole);
    }

    void theGravestFirst()
    {
        Incident late = incident(1, Severity::Pressing, IncidentState::Handling, m_now - 3h);
        late.dueAt = m_now - 1min;
        put(late);
        late = incident(2, Severity::Urgent, IncidentState::Handling, m_now - 2h);
        late.dueAt = m_now - 10min;
        put(late);
        put(incident(3, Severity::Urgent, IncidentState::Filed, m_now - 1min));
        put(incident(4, Severity::Urgent, IncidentState::Collected, m_now - 2min));
        put(incident(5, Severity::Normal, IncidentState::Collected, m_now - 2min));
        late = incident(6, Severity::Normal, IncidentState::Handling, m_now - 3h);
        late.dueAt = m_now - 1h;
        put(late);
        put(incident(7, Severity::Urgent, IncidentState::Handling, m_now - 1h)); // somebody is on it
        put(incident(8, Severity::Urgent, IncidentState::Closed, m_now - 1h));
        QCOMPARE(ids(), (std::vector<std::int64_t>{4, 3, 2, 1}));
    }

    void whatIsNotedIsSilentUntilThereIsANewReason()
    {
        Incident one = incident(1, Severity::Urgent, IncidentState::Dispatched, m_now - 5min);
        one.dueAt = m_now + 5min;
        put(one);
        QCOMPARE(ids().size(), 1u);
        one.acknowledgedAt = m_now;
        put(one);
        QVERIFY(ids().empty());
        m_now += 6min;
        m_alarms->tick();
        QCOMPARE(ids().size(), 1u);
        QVERIFY(m_alarms->standing()[0].kind == AlarmKind::UrgentOverdue);
        QCOMPARE(m_alarms->standing()[0].since, *one.dueAt);
        one.acknowledgedAt = m_now;
        put(one);
        QVERIFY(ids().empty());
        // A clock that stands makes nothing overdue.
        Incident two = incident(2, Severity::Pressing, IncidentState::Handling, m_now - 1h);
        two.dueAt = m_now - 1min;
        two.suspendedAt = m_now - 10min;
        put(two);
        QVERIFY(ids().empty());
    }

    void aShelvedOneComesBackByItself()
    {
        Incident one = incident(1, Severity::Urgent, IncidentState::Filed, m_now - 1min);
        one.shelvedUntil = m_now + 1h;
        put(one);
        QVERIFY(ids().empty());
        QCOMPARE(m_alarms->shelvedCount(), 1);
        m_now += 59min;
        m_alarms->tick();
        QCOMPARE(m_alarms->shelvedCount(), 1);
        QSignalSpy changed(m_alarms.get(), &AlarmList::changed);
        m_now += 1min;
        m_alarms->tick();
        QCOMPARE(ids().size(), 1u);
        QCOMPARE(m_alarms->shelvedCount(), 0);
        QCOMPARE(changed.size(), 1);
        m_alarms->tick();
        QCOMPARE(changed.size(), 1); // nothing new is said again
    }

    void atMostOneSoundInTenSeconds()
    {
        QSignalSpy sounded(m_alarms.get(), &AlarmList::sounded);
        put(incident(1, Severity::Urgent, IncidentState::Filed, m_now));
        QCOMPARE(sounded.size(), 1);
        put(incident(2, Severity::Urgent, IncidentState::Filed, m_now));
        put(incident(3, Severity::Urgent, IncidentState::Filed, m_now));
        m_now += 9s;
        m_alarms->tick();
        QCOMPARE(sounded.size(), 1);
        m_now += 1s;
        m_alarms->tick();
        QCOMPARE(sounded.size(), 2);
        QCOMPARE(sounded[1][0].value<Alarm>().incident, IncidentId{2});
        m_now += 60s;
        m_alarms->tick();
        QCOMPARE(sounded.size(), 2); // what stands is not new
        // One that was noted before its turn is not heard.
        put(incident(4, Severity::Urgent, IncidentState::Filed, m_now));
        QCOMPARE(sounded.size(), 3);
        Incident five = incident(5, Severity::Urgent, IncidentState::Filed, m_now);
        put(five);
        five.acknowledgedAt = m_now;
        put(five);
        m_now += 60s;
        m_alarms->tick();
        QCOMPARE(sounded.size(), 3);
    }

    void whatStoodWhenWeCameIsNotHeard()
    {
        DistrictStore store;
        AlarmList alarms(store, [this] { return m_now; });
        QSignalSpy sounded(&alarms, &AlarmList::sounded);
        ChangeBatch batch;
        batch.startsAnew = batch.complete = true;
        for (std::int64_t id = 1; id <= 30; ++id)
            batch.incidents.push_back(incident(id, Severity::Urgent, IncidentState::Filed, m_now - 1h));
        store.apply(batch);
        QCOMPARE(alarms.standing().size(), 30u);
        QVERIFY(!alarms.isFlood() && sounded.isEmpty());
    }

    void moreThanTenInTenMinutesAreAFlood()
    {
        for (std::int64_t id = 1; id <= 10; ++id)
            put(incident(id, Severity::Urgent, IncidentState::Filed, m_now));
        QVERIFY(!m_alarms->isFlood());
        Incident late = incident(11, Severity::Pressing, IncidentState::Handling, m_now - 1h);
        late.dueAt = m_now - 1min;
        put(late);
        QVERIFY(m_alarms->isFlood());
        const auto groups = m_alarms->groups();
        QCOMPARE(groups.size(), 3u);
        QVERIFY((groups[0] == AlarmGroup{AlarmKind::Urgent, AreaId{2}, 5, IncidentId{2}}));
        QVERIFY((groups[1] == AlarmGroup{AlarmKind::Urgent, AreaId{3}, 5, IncidentId{1}}));
        QVERIFY((groups[2] == AlarmGroup{AlarmKind::PressingOverdue, AreaId{3}, 1, IncidentId{11}}));
        m_now += 10min;
        m_alarms->tick();
        QVERIFY(!m_alarms->isFlood());
    }
};

QTEST_GUILESS_MAIN(AlarmListTest)
#include "tst_alarmlist.moc"
