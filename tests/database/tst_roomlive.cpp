// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/livestations.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What stations of several rooms know of each other, each with its own login: who looks, where to look, the roll-call,
/// the shift, files and callers.
class RoomLiveTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::LiveStations> m_stations;
    int m_reported = 0;

    [[nodiscard]] std::unique_ptr<LiveSession> started(const QString &user, bool throughProxy = false) const
    {
        auto session = m_stations->started(user, throughProxy);
        if (!QTest::qWaitFor([&] { return session->store().isComplete() && session->room().isHeard(); }, 15000))
            QTest::qFail("the station has not heard of its room", __FILE__, __LINE__);
        return session;
    }
    [[nodiscard]] std::int64_t number(const QByteArray &sql) const
    {
        auto session = m_stations->open();
        const auto rows = session.query(sql);
        return rows ? rows->value<std::int64_t>().value_or(-1) : -1;
    }
    [[nodiscard]] IncidentId reported()
    {
        return IncidentId{number("select (wuquan.ingest('resident', 'room-" + QByteArray::number(++m_reported)
            + "', 1::smallint, 'noise', 5, 120.2, 30.3, now()) ->> 'incident')::bigint")};
    }
    /// Waits until all that was asked for in the room is answered; what was refused, by its code.
    static QString settled(LiveSession &session)
    {
        auto &desk = session.room().desk();
        if (!QTest::qWaitFor(
                [&] { return desk.entries().empty() || isFinal(desk.entries().back().answer.state); }, 10000))
            return u"nothing was answered"_s;
        return desk.entries().empty() ? QString()
                                      : desk.entries().back().answer.code + desk.entries().back().answer.reason;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_stations = std::make_unique<test::LiveStations>();
        const QString fault = m_stations->start(
            "insert into wuquan.area (area_id, level, code, name, parent_id, boundary) values "
            "(4, 3, 'c', '社区', 2, '{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}'),"
            "(5, 4, 'g', '网格', 4, '{\"type\":\"Polygon\",\"coordinates\":[[[120.1,30.2],[120.3,30.2],[120.3,30.4]]]}');"
            "insert into wuquan.command_post (tier, name, name_en, street_id) values (3, '彭埠室', 'Pengbu', 2);"
            "select wuquan.seat_put('op_a', 'operator', '彭埠甲', 2), wuquan.seat_put('op_b', 'operator', '彭埠乙', 2), "
            "wuquan.seat_put('op_far', 'operator', '别处', 3), wuquan.seat_put('centre', 'district', '区中心'), "
            "wuquan.seat_put('chief', 'head', '彭埠负责人', 2), wuquan.seat_put('wall', 'wall', '大屏')");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void whoElseLooks()
    {
        const auto here = started(u"op_a"_s), centre = started(u"centre"_s), far = started(u"op_far"_s),
                   wall = started(u"wall"_s);
        const IncidentId incident = reported();
        for (LiveSession *session : {here.get(), centre.get(), wall.get()})
            QTRY_VERIFY(session->store().incident(incident));
        here->selection().select(incident);
        QTRY_COMPARE(centre->room().onlookers(incident), QStringList{u"彭埠甲"_s});
        QVERIFY(here->room().onlookers(incident).isEmpty()); // not oneself
        wall->selection().select(incident);
        centre->selection().select(incident);
        QTRY_COMPARE(here->room().onlookers(incident), QStringList{u"区中心"_s}); // and no wall
        QVERIFY(far->room().news().onlookers.empty() && wall->room().news().onlookers.empty());
        here->selection().clear();
        QTRY_VERIFY(centre->room().onlookers(incident).isEmpty());
    }

    void lookHere()
    {
        const auto here = started(u"op_a"_s), centre = started(u"centre"_s), far = started(u"op_far"_s);
        QSignalSpy hereSeen(&here->room(), &Room::pointedAt), centreSeen(&centre->room(), &Room::pointedAt),
            farSeen(&far->room(), &Room::pointedAt);
        const IncidentId incident = reported();
        QTRY_VERIFY(here->store().incident(incident));
        here->room().desk().pointHere(incident, GeoPoint{120.2, 30.3}, 15, u"看烟"_s);
        QCOMPARE(settled(*here), QString());
        QTRY_COMPARE(centreSeen.size(), 1);
        const auto pointer = centreSeen[0][0].value<RoomPointer>();
        QCOMPARE(pointer.by, u"彭埠甲"_s);
        QCOMPARE(pointer.incident, std::optional(incident));
        QCOMPARE(pointer.place, std::optional(GeoPoint{120.2, 30.3}));
        QCOMPARE(pointer.zoom, 15.0);
        QCOMPARE(pointer.words, u"看烟"_s);
        centre->room().desk().pointHere({}, GeoPoint{120.25, 30.31}, 0, {});
        QTRY_COMPARE(hereSeen.size(), 1); // the district's; not our own
        QTRY_COMPARE(farSeen.size(), 1);
        QVERIFY(!farSeen[0][0].value<RoomPointer>().incident);
        far->room().desk().pointHere(incident, {}, 0, {});
        QCOMPARE(settled(*far), u"unknown"_s);
    }

    void theRollIsCalled()
    {
        const auto here = started(u"op_a"_s), centre = started(u"centre"_s);
        const auto posts = [](LiveSession &session, auto test) {
            const auto &call = session.room().news().call;
            return call ? std::ranges::count_if(call->posts, test) : -1;
        };
        const auto isAnswered = [](const CalledPost &post) { return post.answeredAt.has_value(); };
        here->room().desk().beginCall(u"点名"_s);
        QCOMPARE(settled(*here), u"没有这样做的权限"_s);
        centre->room().desk().beginCall(u"五一"_s);
        QCOMPARE(settled(*centre), QString());
        QTRY_VERIFY(here->room().news().call && here->room().news().call->isOpen);
        QCOMPARE(here->room().news().call->words, u"五一"_s);
        QCOMPARE(posts(*here, [](const CalledPost &post) { return post.isMine; }), 1);
        const RollCall call = *here->room().news().call;
        const auto mine = std::ranges::find(call.posts, true, &CalledPost::isMine);
        here->room().desk().answerCall(call.id, mine->id, u"应到"_s);
        QCOMPARE(settled(*here), QString());
        QTRY_COMPARE(posts(*centre, isAnswered), 1);
        here->room().desk().answerCall(call.id, mine->id, {});
        QCOMPARE(settled(*here), u"already"_s);
        centre->room().desk().beginCall({});
        QCOMPARE(settled(*centre), u"call_open"_s);
        centre->room().desk().endCall(call.id);
        QCOMPARE(settled(*centre), QString());
        QTRY_VERIFY(here->room().news().call && !here->room().news().call->isOpen);
    }

    /// What was put aside comes back with the next shift, and what was written is signed.
    void theShiftIsHandedOver()
    {
        const auto here = started(u"op_a"_s), beside = started(u"op_b"_s), far = started(u"op_far"_s);
        const IncidentId incident = reported();
        QTRY_VERIFY(here->store().incident(incident));
        const auto shelved = here->dispatch().act(incident, u"shelve"_s, {{u"note"_s, u"检修"_s}});
        QVERIFY(shelved);
        QTRY_VERIFY(!here->dispatch().entry(*shelved));
        QVERIFY(here->store().incident(incident)->shelvedUntil);
        here->room().desk().writeShift(u"三号岗停电"_s);
        QCOMPARE(settled(*here), QString());
        QTRY_VERIFY(beside->room().news().shift && beside->room().news().shift->lines.size() == 1);
        QCOMPARE(beside->room().news().shift->lines[0].words, u"三号岗停电"_s);
        QVERIFY(!far->room().news().shift);
        beside->room().desk().handOver(u"请跟进三号岗"_s);
        QCOMPARE(settled(*beside), QString());
        QTRY_VERIFY(here->room().news().shift && here->room().news().shift->last);
        const ClosedShift &last = *here->room().news().shift->last;
        QCOMPARE(last.by, u"彭埠乙"_s);
        QCOMPARE(last.words, u"请跟进三号岗"_s);
        QCOMPARE(last.released, 1);
        QCOMPARE_GE(last.open, 1);
        QVERIFY(here->room().news().shift->lines.empty());
        QTRY_VERIFY(!here->store().incident(incident)->shelvedUntil);
        QCOMPARE(number("select count(*) from wuquan.audit_verify()"), 0);
        QCOMPARE(number("select count(*) from wuquan.shift_verify()"), 0);
    }

    /// A file as large as they may be, from one station to another, byte for byte.
    void aFileGoesAlong()
    {
        const auto here = started(u"op_a"_s), centre = started(u"centre"_s);
        QTemporaryDir folder;
        const IncidentId incident = reported();
        for (LiveSession *session : {here.get(), centre.get()}) {
            QTRY_VERIFY(session->store().incident(incident));
            session->selection().select(incident);
        }
        QTRY_VERIFY(here->caseFolder().file());
        QCOMPARE(here->caseFolder().file()->attachmentLimit, 10 * 1024 * 1024);
        QByteArray content(10 * 1024 * 1024, '\0');
        for (qsizetype i = 0; i < content.size(); ++i)
            content[i] = char(i * 31 + (i >> 8));
        const auto key = here->dispatch().attach(incident, u"现场.jpg"_s, content);
        QVERIFY(key);
        QTRY_VERIFY_WITH_TIMEOUT(!here->dispatch().entry(*key), 20000);
        QTRY_VERIFY(centre->caseFolder().file() && centre->caseFolder().file()->attachments.size() == 1);
        const CaseAttachment attached = centre->caseFolder().file()->attachments[0];
        QCOMPARE(attached.name, u"现场.jpg"_s);
        QCOMPARE(attached.bytes, content.size());
        QCOMPARE(attached.sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        QCOMPARE(attached.by, u"彭埠甲"_s);
        const AttachmentOrder order{attached.id, attached.name, attached.sha256, folder.path()};
        const auto state = [&](std::int64_t id) { return centre->attachments().entry(id).state; };
        for (const QString &expected : {u"现场.jpg"_s, u"现场 (2).jpg"_s}) { // nothing is overwritten
            centre->attachments().fetch(order);
            QTRY_COMPARE_WITH_TIMEOUT(state(attached.id), AttachmentShelf::State::Saved, 20000);
            QCOMPARE(centre->attachments().entry(attached.id).text, folder.filePath(expected));
            QFile saved(folder.filePath(expected));
            QVERIFY(saved.open(QIODevice::ReadOnly));
            QVERIFY(saved.readAll() == content);
        }
        AttachmentOrder wrong = order;
        wrong.sha256 = QByteArray(32, 'x');
        centre->attachments().fetch(wrong);
        QTRY_COMPARE_WITH_TIMEOUT(state(attached.id), AttachmentShelf::State::Failed, 20000);
        QCOMPARE(centre->attachments().entry(attached.id).text, u"文件与登记的校验值不符"_s);
        AttachmentOrder nowhere = order;
        nowhere.folder = folder.filePath(u"none"_s);
        centre->attachments().fetch(nowhere);
        QTRY_COMPARE_WITH_TIMEOUT(state(attached.id), AttachmentShelf::State::Failed, 20000);
        // Several at once: each is fetched; and one of another street is not ours.
        const auto far = started(u"op_far"_s);
        far->attachments().fetch(order);
        QTRY_COMPARE(far->attachments().entry(attached.id).text, u"没有这个文件，或不在您的范围内"_s);
        QCOMPARE(number("select count(*) from wuquan.audit_verify()"), 0);
    }

    void theCallerIsReached()
    {
        const auto here = started(u"op_a"_s), chief = started(u"chief"_s);
        const IncidentId incident = reported();
        QCOMPARE(number("select wuquan.contact_put('resident', 'room-" + QByteArray::number(m_reported)
                     + "', '13800001234')::int"),
            1);
        QString phone;
        connect(&chief->dispatch(), &DispatchDesk::settled, this,
            [&](const DispatchRequest &, const DispatchAnswer &answer) { phone = answer.phone; });
        for (LiveSession *session : {here.get(), chief.get()}) {
            QTRY_VERIFY(session->store().incident(incident));
            session->selection().select(incident);
            QTRY_VERIFY(session->caseFolder().file());
            QCOMPARE(session->caseFolder().file()->contact, u"138****1234"_s);
        }
        QVERIFY(chief->dispatch().act(incident, caseAction::seeContact, {{u"note"_s, u"核实地址"_s}}));
        QTRY_COMPARE(phone, u"13800001234"_s);
        const auto refused = here->dispatch().act(incident, caseAction::seeContact, {{u"note"_s, u"x"_s}});
        QTRY_COMPARE(here->dispatch().entry(*refused)->answer.code, u"role"_s);
        QTRY_COMPARE(chief->caseFolder().file()->events.front().kind, u"contact_seen"_s);
    }

    /// Cut off, a station says nothing of who is there; back again, it does, and what was asked for meanwhile is done
    /// once.
    void aCutIsSurvived()
    {
        const auto here = started(u"op_a"_s, true), centre = started(u"centre"_s);
        const std::int64_t before = number("select count(*) from wuquan.shift_entry");
        m_stations->proxy().setFault({.kind = fault::LinkFault::Kind::Refuse});
        QTRY_VERIFY_WITH_TIMEOUT(!here->room().isHeard(), 15000);
        here->room().desk().writeShift(u"断线时写的"_s);
        QTRY_COMPARE(here->room().desk().entries().back().answer.state, RequestState::Waiting);
        m_stations->proxy().setFault({});
        QTRY_VERIFY_WITH_TIMEOUT(here->room().isHeard() && here->room().desk().entries().empty(), 20000);
        QCOMPARE(number("select count(*) from wuquan.shift_entry") - before, 1);
    }
};

QTEST_GUILESS_MAIN(RoomLiveTest)
#include "tst_roomlive.moc"
