// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/roomnews.h"
#include "data/view/marked.h"
#include "data/view/room.h"

#include <QSignalSpy>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the database tells of the rooms, and what a station makes of it.
class RoomNewsTest : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<const RoomNews> pointing(std::vector<RoomPointer> pointers)
    {
        return std::make_shared<const RoomNews>(RoomNews{.role = u"operator"_s, .pointers = std::move(pointers)});
    }

private Q_SLOTS:
    void allOfItIsRead()
    {
        const auto news = readRoomNews(
            "{\"now\": 5, \"role\": \"operator\", \"post\": \"彭埠甲\", \"idle_minutes\": 15, "
            "\"looking\": [{\"incident\": 7, \"post\": \"区\"}], "
            "\"pointers\": [{\"id\": 3, \"by\": \"区\", \"at\": 1000, \"incident\": 7, \"longitude\": 120.2, \"latitude\": 30.3, \"zoom\": 15.5, \"words\": \"看\", \"own\": true}, "
            "{\"id\": 2, \"by\": \"区\", \"at\": 900}], "
            "\"call\": {\"id\": 1, \"at\": 2000, \"by\": \"区\", \"open\": true, \"posts\": [{\"id\": 9, \"tier\": 2, \"name\": \"甲\", \"name_en\": \"A\", \"answered\": 2100, "
            "\"by\": \"甲室\", \"words\": \"到\", \"mine\": true}, {\"id\": 8, \"tier\": 1, \"name\": \"乙\", \"name_en\": \"B\"}]}, "
            "\"shift\": {\"id\": 4, \"opened\": 3000, \"by\": \"早班\", \"entries\": [{\"at\": 3100, \"post\": \"甲\", \"words\": \"一切正常\"}], "
            "\"last\": {\"closed\": 2900, \"by\": \"夜班\", \"words\": \"注意\", \"summary\": {\"open\": 5, \"overdue\": 2, \"released\": 1}}}, "
            "\"voids\": [{\"id\": 1, \"kind\": \"grid\", \"area\": 6, \"since\": 100, \"n\": 1, \"of\": 1}, "
            "{\"id\": 2, \"kind\": \"devices\", \"area\": 4, \"device_kind\": 3, \"since\": 200, \"n\": 12, \"of\": 20}, "
            "{\"id\": 3, \"kind\": \"patrol\", \"responder\": 44, \"since\": 300}, {\"id\": 4, \"kind\": \"something new\"}]}");
        QVERIFY(news);
        const auto at = [](int ms) { return Instant(std::chrono::milliseconds(ms)); };
        QCOMPARE(news->role, u"operator"_s);
        QCOMPARE(news->post, u"彭埠甲"_s);
        QCOMPARE(news->idleMinutes, 15);
        QCOMPARE(news->onlookers, (std::vector<Onlooker>{{IncidentId{7}, u"区"_s}}));
        QCOMPARE(news->pointers,
            (std::vector<RoomPointer>{{3, u"区"_s, at(1000), IncidentId{7}, GeoPoint{120.2, 30.3}, 15.5, u"看"_s, true},
                {2, u"区"_s, at(900), {}, {}, 0, {}, false}}));
        QVERIFY(news->call);
        QCOMPARE(*news->call,
            (RollCall{1, at(2000), u"区"_s, {}, true,
                {{9, 2, u"甲"_s, u"A"_s, at(2100), u"甲室"_s, u"到"_s, true},
                    {8, 1, u"乙"_s, u"B"_s, {}, {}, {}, false}}}));
        QVERIFY(news->shift);
        QCOMPARE(*news->shift,
            (RoomShift{4, at(3000), u"早班"_s, {{at(3100), u"甲"_s, u"一切正常"_s}},
                ClosedShift{at(2900), u"夜班"_s, u"注意"_s, 5, 2, 1}}));
        QCOMPARE(news->voids,
            (std::vector<VoidAlert>{{1, VoidAlert::Kind::Grid, AreaId{6}, {}, {}, at(100), 1, 1},
                {2, VoidAlert::Kind::Devices, AreaId{4}, {}, DeviceKindId{3}, at(200), 12, 20},
                {3, VoidAlert::Kind::Patrol, {}, ResponderId{44}, {}, at(300), 0, 0}}));
    }

    void whatIsNotOfItIsNothing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("a list") << "[]"_ba << false;
        QTest::newRow("cut off") << "{\"role\": \"ope"_ba << false;
        QTest::newRow("nobody's") << "{\"now\": 5}"_ba << true;
        QTest::newRow("other kinds of values")
            << "{\"role\": 5, \"looking\": {}, \"pointers\": [7, null], \"call\": [], \"shift\": \"x\", \"voids\": 1}"_ba
            << true;
    }
    void whatIsNotOfItIsNothing()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const bool, isRead);
        const auto news = readRoomNews(json);
        QCOMPARE(news.has_value(), isRead);
        if (news)
            QVERIFY(
                news->role.isEmpty() && news->onlookers.empty() && !news->call && !news->shift && news->voids.empty());
    }

    void answersAreRead()
    {
        const QUuid key = QUuid::createUuid();
        QCOMPARE(
            roomAnswer(key, "{\"outcome\": \"done\", \"shift\": 5}"), (RoomAnswer{key, RequestState::Done, {}, {}}));
        QCOMPARE(roomAnswer(key, "{\"outcome\": \"refused\", \"reason\": \"call_open\"}"),
            (RoomAnswer{key, RequestState::Refused, u"call_open"_s, {}}));
        QCOMPARE(roomAnswer(key, "x").state, RequestState::Refused);
        QVERIFY(!roomAnswer(key, "x").reason.isEmpty());
    }

    /// Only what is pointed out while we are there, once, and not by ourselves.
    void onlyNewPointersLead()
    {
        DistrictStore store;
        Selection selection;
        Room room(store, selection);
        QSignalSpy pointed(&room, &Room::pointedAt), changed(&room, &Room::changed);
        room.take(pointing({{.id = 5}}));
        QVERIFY(pointed.isEmpty()); // it was there before us
        QCOMPARE(changed.size(), 1);
        room.take(pointing({{.id = 5}}));
        QCOMPARE(changed.size(), 1); // nothing new
        room.take(pointing({{.id = 8, .isOwn = true}, {.id = 7}, {.id = 6}, {.id = 5}}));
        QCOMPARE(pointed.size(), 2);
        QCOMPARE(pointed[0][0].value<RoomPointer>().id, 6);
        QCOMPARE(pointed[1][0].value<RoomPointer>().id, 7);
        room.take(pointing({}));
        room.take(pointing({{.id = 7}}));
        QCOMPARE(pointed.size(), 2);
        room.take(pointing({{.id = 9}}));
        QCOMPARE(pointed.size(), 3);
    }

    void whoWasThereIsNotKnownWhenNothingIsHeard()
    {
        DistrictStore store;
        Selection selection;
        Room room(store, selection);
        QSignalSpy looked(&room, &Room::looked);
        RoomNews news{.role = u"operator"_s,
            .onlookers = {{IncidentId{7}, u"区"_s}, {IncidentId{7}, u"区"_s}},
            .shift = RoomShift{.id = 1}};
        room.take(std::make_shared<const RoomNews>(news));
        QCOMPARE(room.onlookers(IncidentId{7}), QStringList{u"区"_s});
        room.lose();
        QVERIFY(!room.isHeard() && room.onlookers(IncidentId{7}).isEmpty());
        QVERIFY(room.news().shift); // what was written down still is
        room.take(std::make_shared<const RoomNews>(news));
        QCOMPARE(room.onlookers(IncidentId{7}).size(), 1);
        selection.select(IncidentId{7});
        selection.select(AreaId{2});
        QCOMPARE(looked.size(), 2);
        QCOMPARE(looked[0][0].value<std::optional<IncidentId>>(), std::optional(IncidentId{7}));
        QVERIFY(!looked[1][0].value<std::optional<IncidentId>>());
    }

    void ticksAreOfWhatIsThere()
    {
        DistrictStore store;
        const auto put = [&](std::int64_t id) {
            ChangeBatch batch;
            Incident incident;
            incident.id = IncidentId{id};
            incident.version = 1;
            batch.incidents = {incident};
            store.apply(batch);
        };
        put(1);
        put(2);
        MarkedIncidents marked(store);
        QSignalSpy changed(&marked, &MarkedIncidents::changed);
        marked.add({IncidentId{2}, IncidentId{1}, IncidentId{2}});
        QCOMPARE(marked.all(), (std::vector{IncidentId{2}, IncidentId{1}}));
        marked.toggle(IncidentId{2});
        QVERIFY(!marked.contains(IncidentId{2}));
        marked.toggle(IncidentId{2});
        ChangeBatch gone;
        gone.incidentsRemoved = {IncidentId{1}};
        store.apply(gone);
        QCOMPARE(marked.all(), std::vector{IncidentId{2}});
        QCOMPARE(changed.size(), 4);
        marked.clear();
        marked.clear();
        QCOMPARE(changed.size(), 5);
    }
};

QTEST_GUILESS_MAIN(RoomNewsTest)
#include "tst_roomnews.moc"
