// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/upkeep.h"
#include "tests/support/livestations.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// Decisions of stations through the database to other stations, each with its own login.
class DispatchLiveTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::LiveStations> m_stations;
    int m_reported = 0;
    SystemClock m_clock;

    [[nodiscard]] std::unique_ptr<LiveSession> started(const QString &user, bool throughProxy = false) const
    {
        return m_stations->started(user, throughProxy);
    }
    [[nodiscard]] postgres::Session open() const { return m_stations->open(); }
    [[nodiscard]] std::int64_t number(const QByteArray &sql) const
    {
        auto session = open();
        const auto rows = session.query(sql);
        return rows ? rows->value<std::int64_t>().value_or(-1) : -1;
    }
    /// A new incident of the first street.
    [[nodiscard]] IncidentId reported()
    {
        return IncidentId{number("select (wuquan.ingest('resident', 'live-" + QByteArray::number(++m_reported)
            + "', 1::smallint, 'noise', 5, 120.2, 30.3, now()) ->> 'incident')::bigint")};
    }
    [[nodiscard]] static RequestState stateOf(LiveSession &session, const QUuid &key)
    {
        const auto *entry = session.dispatch().entry(key);
        return entry ? entry->answer.state : RequestState::Done;
    }
    [[nodiscard]] static bool offers(LiveSession &session, const QString &action)
    {
        const CaseFile *file = session.caseFolder().file();
        return file && std::ranges::contains(file->actions, action, &CaseAction::action);
    }
    /// Acts and waits until the screen shows it.
    static bool done(LiveSession &session, IncidentId incident, const QString &action, const QJsonObject &detail = {})
    {
        const auto key = session.dispatch().act(incident, action, detail);
        return key && QTest::qWaitFor([&] { return !session.dispatch().entry(*key); }, 10000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_stations = std::make_unique<test::LiveStations>();
        const QString fault = m_stations->start(
            "insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values "
            "(4, 3, 'c', '社区', 2, '{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}'),"
            "(5, 4, 'g', '网格', 4, '{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}');"
            "insert into wuquan.incident_type_limit values (1, 2, 60, 'second'), (1, 3, 60, 'minute'), (1, 4, 2, "
            "'working_hour'), (1, 6, 1, 'working_day');"
            "insert into wuquan.responder_kind values (1, 'patrol', '巡逻', 'Patrol');"
            "insert into wuquan.suited_kind values (1, 1, 1);"
            "insert into wuquan.responder (kind_id, name, street_id, longitude, latitude) values (1, '巡一', 2, 120.2, "
            "30.3), (1, '巡二', 2, 120.21, 30.3);"
            "select wuquan.seat_put('op_a', 'operator', '彭埠甲', 2), wuquan.seat_put('op_b', 'operator', '彭埠乙', 2), "
            "wuquan.seat_put('op_far', 'operator', '别处', 3), wuquan.seat_put('team', 'field', '巡一', 2, null, 1), "
            "wuquan.seat_put('chief', 'head', '彭埠负责人', 2), wuquan.seat_put('boss', 'leader', '区领导'), wuquan.seat_put('wall', 'wall', '大屏')");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    /// From the report to the end, by three logins, each seeing at its station what the others did.
    void theWholeLoop()
    {
        const auto room = started(u"op_a"_s), team = started(u"team"_s), chief = started(u"chief"_s);
        for (LiveSession *session : {room.get(), team.get(), chief.get()})
            QTRY_VERIFY_WITH_TIMEOUT(session->store().isComplete(), 15000);
        const IncidentId incident = reported();
        for (LiveSession *session : {room.get(), team.get(), chief.get()}) {
            QTRY_VERIFY(session->store().incident(incident));
            session->selection().select(incident);
        }
        QTRY_VERIFY(offers(*room, u"file"_s));
        QVERIFY(!offers(*team, u"file"_s));
        QCOMPARE(room->caseFolder().file()->suited, (std::vector<ResponderKindId>{{1}}));
        QVERIFY(done(*room, incident, u"dispatch"_s, {{u"responder"_s, 1}})); // files it too
        QTRY_VERIFY(offers(*team, u"accept"_s));
        QVERIFY(done(*team, incident, u"accept"_s));
        QVERIFY(done(*team, incident, u"arrive"_s));
        QVERIFY(done(*team, incident, u"handle"_s));
        QTRY_COMPARE(chief->store().incident(incident)->state, IncidentState::FedBack);
        QTRY_VERIFY(offers(*chief, u"verify"_s));
        QVERIFY(done(*chief, incident, u"verify"_s));
        QTRY_COMPARE(room->store().incident(incident)->state, IncidentState::Closed);
        // What was done, the newest first.
        QTRY_COMPARE(room->caseFolder().file()->version, room->store().incident(incident)->version);
        QStringList kinds, actors;
        for (const CaseEvent &event : room->caseFolder().file()->events) {
            kinds.prepend(event.kind);
            actors.prepend(event.actor);
        }
        QCOMPARE(kinds,
            (QStringList{
                u"reported"_s, u"filed"_s, u"dispatched"_s, u"accepted"_s, u"arrived"_s, u"handled"_s, u"closed"_s}));
        QCOMPARE(actors[2], u"彭埠甲"_s);
        QCOMPARE(actors[4], u"巡一"_s);
        QCOMPARE(actors[6], u"彭埠负责人"_s);
        QCOMPARE(number("select count(*) from wuquan.audit_verify()"), 0);
    }

    /// Two rooms decide at the same moment: one is done, the other is told by whom.
    void theSecondIsToldWhoWasFirst()
    {
        const auto here = started(u"op_a"_s), there = started(u"op_b"_s, true);
        for (LiveSession *session : {here.get(), there.get()})
            QTRY_VERIFY_WITH_TIMEOUT(session->store().isComplete(), 15000);
        const IncidentId incident = reported();
        QTRY_VERIFY(here->store().incident(incident) && there->store().incident(incident));
        // The other station has not heard of it yet.
        auto held = open();
        QVERIFY(held.run("begin; select from wuquan.incident where incident_id = " + QByteArray::number(incident.value)
            + " for update"));
        const auto first = here->dispatch().act(incident, u"dispatch"_s, {{u"responder"_s, 1}});
        QVERIFY(first);
        QTRY_COMPARE(
            number("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'op_a'"), 1);
        const auto second = there->dispatch().act(incident, u"dispatch"_s, {{u"responder"_s, 2}});
        QVERIFY(second);
        QTRY_COMPARE(
            number("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'op_b'"), 1);
        QVERIFY(held.run("commit"));
        QTRY_COMPARE(stateOf(*there, *second), RequestState::Conflict);
        const DispatchAnswer &answer = there->dispatch().entry(*second)->answer;
        QCOMPARE(answer.actor, u"彭埠甲"_s);
        QCOMPARE(answer.happened, u"dispatched"_s);
        QVERIFY(answer.at && *answer.at > m_clock.now() - std::chrono::minutes(1));
        QTRY_VERIFY(!here->dispatch().entry(*first));
        QCOMPARE(number("select count(*) from wuquan.dispatch_order where incident_id = "
                     + QByteArray::number(incident.value)),
            1);
        there->dispatch().dismiss(*second);
        QVERIFY(there->dispatch().entries().empty());
    }

    /// The answer got lost: the station asks again with the same key, and the order was given once.
    void aLostAnswerIsAskedForAgain()
    {
        const auto here = started(u"op_a"_s, true);
        QTRY_VERIFY_WITH_TIMEOUT(here->store().isComplete(), 15000);
        const IncidentId incident = reported();
        QTRY_VERIFY(here->store().incident(incident));
        auto held = open();
        QVERIFY(held.run("begin; select from wuquan.incident where incident_id = " + QByteArray::number(incident.value)
            + " for update"));
        QList<RequestState> seen;
        connect(&here->dispatch(), &DispatchDesk::changed, this, [&] {
            const auto *entry = here->dispatch().entryOf(incident);
            if (entry && (seen.isEmpty() || seen.last() != entry->answer.state))
                seen << entry->answer.state;
        });
        const auto key = here->dispatch().act(incident, u"dispatch"_s, {{u"responder"_s, 1}});
        QVERIFY(key);
        QTRY_COMPARE(
            number("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'op_a'"), 1);
        m_stations->proxy().setFault({.kind = fault::LinkFault::Kind::Refuse});
        QTRY_COMPARE(stateOf(*here, *key), RequestState::Unknown);
        QVERIFY(!here->dispatch().act(incident, u"dispatch"_s, {{u"responder"_s, 2}}));
        QVERIFY(held.run("commit"));
        m_stations->proxy().setFault({});
        QTRY_VERIFY_WITH_TIMEOUT(!here->dispatch().entry(*key), 15000);
        QVERIFY(seen.contains(RequestState::Done));
        QVERIFY(!seen.contains(RequestState::Conflict) && !seen.contains(RequestState::Refused));
        QCOMPARE(number("select count(*) from wuquan.dispatch_order where incident_id = "
                     + QByteArray::number(incident.value)),
            1);
        QCOMPARE(number("select count(*) from wuquan.incident_event where kind = 'dispatched' and incident_id = "
                     + QByteArray::number(incident.value)),
            1);
    }

    /// A street sees its own incidents alone; a leader sees all and may want something, but not act.
    void everybodySeesTheirOwn()
    {
        const auto far = started(u"op_far"_s), boss = started(u"boss"_s), room = started(u"op_a"_s);
        for (LiveSession *session : {far.get(), boss.get(), room.get()})
            QTRY_VERIFY_WITH_TIMEOUT(session->store().isComplete(), 15000);
        const IncidentId incident = reported();
        QTRY_VERIFY(boss->store().incident(incident) && room->store().incident(incident));
        QVERIFY(far->store().incidents().empty());
        boss->selection().select(incident);
        QTRY_VERIFY(offers(*boss, u"supervise"_s));
        QVERIFY(!offers(*boss, u"file"_s));
        const auto refused = boss->dispatch().act(incident, u"file"_s);
        QTRY_COMPARE(stateOf(*boss, *refused), RequestState::Refused);
        QCOMPARE(boss->dispatch().entry(*refused)->answer.code, u"role"_s);
        boss->dispatch().dismiss(*refused);
        QVERIFY(done(*boss, incident, u"supervise"_s, {{u"note"_s, u"速办"_s}}));
        // The room is told, and may go on with what it saw: a wish of a leader is no conflict.
        room->selection().select(incident);
        QTRY_VERIFY(room->caseFolder().file() && room->caseFolder().file()->supervisions.size() == 1);
        QVERIFY(done(*room, incident, u"file"_s));
        QVERIFY(done(*room, incident, u"answer"_s, {{u"note"_s, u"已派人"_s}}));
        QTRY_VERIFY(boss->caseFolder().file() && boss->caseFolder().file()->supervisions[0].answeredAt);
    }

    /// A wall follows everything and shows nothing that names a place or a case, and can't act.
    void aWallSeesKindsAndCommunities()
    {
        const auto wall = started(u"wall"_s), room = started(u"op_a"_s);
        for (LiveSession *session : {wall.get(), room.get()})
            QTRY_VERIFY_WITH_TIMEOUT(session->store().isComplete(), 15000);
        const IncidentId incident = reported();
        QTRY_VERIFY(wall->store().incident(incident) && room->store().incident(incident));
        const Incident &seen = *wall->store().incident(incident);
        QCOMPARE(room->store().incident(incident)->title, u"noise"_s);
        QCOMPARE(seen.title, u"噪声扰民"_s);
        QVERIFY(seen.sourceId.isEmpty());
        QCOMPARE(seen.grid, std::optional(AreaId{4})); // its community
        QVERIFY(seen.position && seen.position != room->store().incident(incident)->position);
        QVERIFY(!room->store().responders().empty() && wall->store().responders().empty());
        QVERIFY(done(*room, incident, u"file"_s));
        QTRY_COMPARE(wall->store().incident(incident)->state, IncidentState::Filed);
        wall->selection().select(incident);
        QTRY_COMPARE(wall->caseFolder().state(), CaseFolder::State::Failed);
        const auto refused = wall->dispatch().act(incident, u"dispatch"_s, {{u"responder"_s, 1}});
        QTRY_COMPARE(stateOf(*wall, *refused), RequestState::Refused);
        QCOMPARE(wall->dispatch().entry(*refused)->answer.reason, u"没有处置事件的权限"_s);
        QCOMPARE(wall->store().incident(incident)->state, IncidentState::Filed);
    }

    /// After a lost server a wall asks for what it may read, not first for what it may not.
    void aWallComesBackAsOne()
    {
        const auto wall = started(u"wall"_s);
        QTRY_VERIFY_WITH_TIMEOUT(wall->dataStatus().status().state == DataStatus::State::Live, 15000);
        QStringList reasons;
        connect(&wall->dataStatus(), &DataStatusSource::changed, this,
            [&] { reasons << wall->dataStatus().status().reason; });
        for (int time = 0; time < 2; ++time) {
            reasons.clear();
            QVERIFY(number("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'wall'") > 0);
            QTRY_VERIFY(!reasons.isEmpty());
            QTRY_VERIFY_WITH_TIMEOUT(wall->dataStatus().status().state == DataStatus::State::Live, 15000);
            const IncidentId incident = reported();
            QTRY_VERIFY_WITH_TIMEOUT(wall->store().incident(incident), 15000);
            QVERIFY2(reasons.filter(u"permission"_s).isEmpty(), qPrintable(reasons.join(u'\n')));
        }
    }

    /// The connection for case files lies idle: it learns of a lost server when the next file is wanted.
    void aCaseFileIsReadAfterTheServerWasLost()
    {
        const auto room = started(u"op_a"_s);
        QTRY_VERIFY_WITH_TIMEOUT(room->store().isComplete(), 15000);
        const IncidentId incident = reported();
        QTRY_VERIFY(room->store().incident(incident));
        room->selection().select(incident);
        QTRY_VERIFY(offers(*room, u"file"_s));
        QVERIFY(number("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'op_a'") > 1);
        QTRY_VERIFY(room->dataStatus().status().state == DataStatus::State::Down);
        QTRY_VERIFY_WITH_TIMEOUT(room->dataStatus().status().state == DataStatus::State::Live, 15000);
        QVERIFY(done(*room, incident, u"file"_s));
        QTRY_VERIFY(!offers(*room, u"file"_s) && offers(*room, u"dispatch"_s));
        QCOMPARE(room->caseFolder().state(), CaseFolder::State::Read);
    }

    /// Every station asks for it; each overdue step is recorded once, and its incident rises by a level.
    void overdueStepsAreMarkedOnce()
    {
        const IncidentId incident = reported();
        QVERIFY(open().run("update wuquan.incident set due_at = now() - interval '1 s' where incident_id = "
            + QByteArray::number(incident.value)));
        std::vector<std::unique_ptr<Upkeep>> markers;
        for (const QString &user : {u"op_a"_s, u"op_b"_s, u"team"_s, u"boss"_s}) {
            const QString at = u"host='%1' user=%2 dbname=postgres"_s.arg(m_stations->server().socketFolder(), user);
            markers.push_back(
                std::make_unique<Upkeep>([at]() -> Result<postgres::Settings> { return postgres::Settings::parse(at); },
                    std::chrono::milliseconds(10)));
            markers.back()->start();
        }
        const QByteArray of = "from wuquan.incident_event where incident_id = " + QByteArray::number(incident.value);
        QTRY_COMPARE(number("select count(*) " + of + " and kind = 'overdue'"), 1);
        // They go on asking, and nothing more comes of it.
        const auto asked = [&] {
            return number("select sum(calls) from (select xact_commit as calls from pg_stat_database where datname = "
                          "'postgres') s");
        };
        const std::int64_t before = asked();
        QTRY_VERIFY_WITH_TIMEOUT(asked() > before + 40, 20000);
        QCOMPARE(number("select count(*) " + of + " and kind = 'overdue'"), 1);
        QCOMPARE(
            number("select level from wuquan.incident where incident_id = " + QByteArray::number(incident.value)), 2);
        QCOMPARE(number("select count(*) from wuquan.audit_verify()"), 0);
        for (const auto &marker : markers) {
            QSignalSpy stopped(marker.get(), &LatestReader::stopped);
            marker->stop();
            QTRY_COMPARE(stopped.size(), 1);
        }
    }

    void whoeverHasNoSeatIsRefused()
    {
        QVERIFY(open().run("create role stranger login; grant usage on schema wuquan to stranger; grant select on all "
                           "tables in schema wuquan to stranger"));
        const auto stranger = started(u"stranger"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stranger->store().isComplete(), 15000);
        QVERIFY(stranger->store().incidents().empty());
    }
};

QTEST_GUILESS_MAIN(DispatchLiveTest)
#include "tst_dispatchlive.moc"
