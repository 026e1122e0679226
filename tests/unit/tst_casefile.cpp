// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/casefile.h"
#include "data/live/dispatchwriter.h"

#include <QTest>

using namespace wuquan;
using namespace Qt::StringLiterals;

/// What the database answers about an incident, and to a decision, however odd.
class CaseFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsRead()
    {
        const auto file = readCaseFile(R"({"incident": 7, "version": 3, "role": "district", "post": "Centre",
            "actions": [{"action": "file", "name": "立案", "name_en": "File", "note": false},
                        {"action": "accept", "name": "签收", "name_en": "Accept", "note": false, "order": 12}],
            "events": [{"at": 1700000000123, "kind": "filed", "actor": "Room", "note": "words", "detail": {"score": 4}, "order": 11}],
            "orders": [{"id": 11, "main": true, "receiver": "甲", "receiver_en": "A", "task": "t", "sent_by": "Room", "sent": 5,
                        "accepted": 6, "ended": 7, "ended_as": "done"}],
            "supervisions": [{"id": 1, "kind": "instruct", "by": "Leader", "words": "quick", "at": 1, "due": 2, "answered": 3, "answer": "yes"}],
            "duplicates": [{"incident": 8, "metres": 12.5, "minutes": -3}],
            "handled": [[7, 2], [8, 0], ["x", 3], 9], "kinds": [4, 2],
            "card": [{"choice": 2, "kind": 3}, {"choice": 1, "responder": 12}, {"choice": 3}, {"choice": 0, "kind": 1}, 7]})");
        QVERIFY(file);
        QCOMPARE(file->incident, IncidentId{7});
        QCOMPARE(file->version, 3);
        QCOMPARE(file->role, u"district"_s);
        QCOMPARE(file->actions.size(), 2u);
        QCOMPARE(file->actions[1], (CaseAction{u"accept"_s, u"签收"_s, u"Accept"_s, false, 12}));
        QCOMPARE(file->events.size(), 1u);
        QCOMPARE(file->events[0].at, Instant(std::chrono::milliseconds(1'700'000'000'123)));
        QCOMPARE(file->events[0].detail.value(u"score"_s).toInt(), 4);
        QCOMPARE(file->events[0].order, std::optional<std::int64_t>(11));
        QVERIFY(file->orders[0].isMain && file->orders[0].acceptedAt && !file->orders[0].arrivedAt);
        QCOMPARE(file->orders[0].endedAs, u"done"_s);
        QCOMPARE(file->supervisions[0].answer, u"yes"_s);
        QCOMPARE(file->duplicates[0], (CaseDuplicate{IncidentId{8}, 12.5, -3}));
        QCOMPARE(file->suited, (std::vector<ResponderKindId>{{4}, {2}}));
        QCOMPARE(file->handled, (QHash<ResponderId, int>{{ResponderId{7}, 2}}));
        // In the order of choice; what names nobody, or no choice, is none.
        QCOMPARE(file->card,
            (std::vector<CardChoice>{{1, ResponderId{12}, std::nullopt}, {2, std::nullopt, ResponderKindId{3}}}));
    }

    void oddAnswersHarmNothing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isFile");
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("no JSON") << QByteArray("<html>") << false;
        QTest::newRow("an array") << QByteArray("[1]") << false;
        QTest::newRow("no incident") << QByteArray(R"({"version": 1})") << false;
        QTest::newRow("a text for a number") << QByteArray(R"({"incident": "7"})") << false;
        QTest::newRow("nothing but the incident") << QByteArray(R"({"incident": 7})") << true;
        QTest::newRow("lists that are none") << QByteArray(
            R"({"incident": 7, "events": 3, "orders": "x", "actions": {"a": 1}, "handled": {"7": 2}, "kinds": null, "card": 5})")
                                             << true;
        QTest::newRow("entries that are none") << QByteArray(R"({"incident": 7, "events": [1, null, "x"]})") << true;
        QTest::newRow("a long text") << QByteArray(R"({"incident": 7, "events": [{"note": ")")
                + QByteArray(1 << 20, 'x') + QByteArray(R"("}]})")
                                     << true;
    }
    void oddAnswersHarmNothing()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const bool, isFile);
        const auto file = readCaseFile(json);
        QCOMPARE(file.has_value(), isFile);
        if (file) {
            for (const CaseEvent &event : file->events)
                QCOMPARE_LE(event.note.size(), 1024);
        }
    }

    void answersAreUnderstood_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<DispatchAnswer>("expected");
        const QUuid key = QUuid::createUuid();
        QTest::newRow("done") << QByteArray(R"({"outcome": "done", "incident": 1, "version": 5, "state": 3})")
                              << DispatchAnswer{.key = key, .state = RequestState::Done, .version = 5};
        QTest::newRow("conflict") << QByteArray(
            R"({"outcome": "conflict", "version": 6, "event": {"kind": "dispatched", "actor": "Room", "at": "2026-11-26T23:14:32.366+00:00"}})")
                                  << DispatchAnswer{.key = key,
                                         .state = RequestState::Conflict,
                                         .version = 6,
                                         .happened = u"dispatched"_s,
                                         .actor = u"Room"_s,
                                         .at = Instant(std::chrono::milliseconds(1'795'734'872'366))};
        QTest::newRow("refused") << QByteArray(R"({"outcome": "refused", "reason": "own_case"})")
                                 << DispatchAnswer{.key = key, .state = RequestState::Refused, .code = u"own_case"_s};
        QTest::newRow("no sense") << QByteArray(
            "7") << DispatchAnswer{.key = key, .state = RequestState::Refused, .reason = u"数据库的回答读不懂"_s};
    }
    void answersAreUnderstood()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const DispatchAnswer, expected);
        QCOMPARE(dispatchAnswer(expected.key, json), expected);
    }
};

QTEST_GUILESS_MAIN(CaseFileTest)
#include "tst_casefile.moc"
