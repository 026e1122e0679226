// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"
#include "tests/support/casestation.h"
#include "widgets/incidents/caseactions.h"
#include "widgets/incidents/casequestion.h"
#include "widgets/incidents/casewords.h"
#include "widgets/incidents/responderpicker.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;
using test::Station;

/// What may be done with an incident: by keys, by clicks, and what the screen says of it.
class CaseActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qApp->setQuitOnLastWindowClosed(false); }
    void cleanup() { QCoreApplication::removeTranslator(&m_english); }

    /// Rule 11 of the screen rules: the nearest team is sent in two keys.
    void theNearestTeamInTwoKeys()
    {
        Station room;
        QVERIFY(room.isReady);
        room.hand(room.file({u"dispatch"_s, u"suspend"_s}));
        QTRY_VERIFY(room.list.hasFocus());
        const auto expected = recommend(*room.store.incident(room.incident), room.store, room.file({}), 6);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_D);
        QVERIFY(!room.list.hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().action, u"dispatch"_s);
        QCOMPARE(room.last().incident, room.incident);
        QCOMPARE(room.last().seen, room.store.incident(room.incident)->version);
        QCOMPARE(room.last().detail.value(u"responder"_s).toInteger(), expected.front().responder.value);
        QVERIFY(room.list.hasFocus()); // and goes on where they were
    }

    void aDigitSendsAnotherOneAndEscapeNobody()
    {
        Station room;
        room.hand(room.file({u"dispatch"_s}));
        QVERIFY(room.button(u"dispatch"_s));
        QTest::mouseClick(room.button(u"dispatch"_s), Qt::LeftButton);
        auto *picker = room.card.findChild<ResponderPicker *>();
        QVERIFY(picker->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!picker->isVisible() && room.requests.isEmpty());
        QTest::mouseClick(room.button(u"dispatch"_s), Qt::LeftButton);
        const auto expected = recommend(*room.store.incident(room.incident), room.store, room.file({}), 6);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
        QCOMPARE(room.last().detail.value(u"responder"_s).toInteger(), expected[2].responder.value);
    }

    /// Whom the plan names stands first, whatever else speaks against it, and says so.
    void theRunCardStandsFirst()
    {
        Station room;
        room.standBesideTheRoad(u"straight"_s);
        CaseFile file = room.file({u"dispatch"_s});
        const auto before = recommend(*room.store.incident(room.incident), room.store, file, 1000);
        const auto last = std::ranges::find_if(
            before.rbegin(), before.rend(), [](const Recommended &r) { return r.state != ResponderState::OffDuty; });
        QVERIFY(last->responder != before.front().responder);
        file.card = {{1, last->responder, std::nullopt}};
        room.hand(file);
        QTest::mouseClick(room.button(u"dispatch"_s), Qt::LeftButton);
        QVERIFY(room.button(u"预案第 1 位"_s));
        QVERIFY(room.button(u"预案第 1 位"_s)->accessibleName().startsWith(u"1  "_s));
        QVERIFY(room.button(u"直线"_s) && !room.button(u"沿路"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
        QCOMPARE(room.last().detail.value(u"responder"_s).toInteger(), last->responder.value);
    }

    /// Along the roads where the district says so.
    void theWayAlongRoads()
    {
        Station room;
        room.standBesideTheRoad(u"roads"_s);
        room.hand(room.file({u"dispatch"_s}));
        QTest::mouseClick(room.button(u"dispatch"_s), Qt::LeftButton);
        QVERIFY(room.button(u"沿路"_s));
        QVERIFY(!room.button(u"直线 "_s));
    }

    /// The database refuses a street room that sends a team of another street.
    void aStreetSendsItsOwn_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<bool>("others"); // whether teams of other streets are offered
        QTest::newRow("operator") << u"operator"_s << false;
        QTest::newRow("head") << u"head"_s << false;
        QTest::newRow("district") << u"district"_s << true;
    }
    void aStreetSendsItsOwn()
    {
        QFETCH(const QString, role);
        QFETCH(const bool, others);
        Station room;
        const Incident incident = *room.store.incident(room.incident);
        ChangeBatch batch;
        for (const Responder &team : room.store.responders())
            batch.respondersRemoved.push_back(team.id);
        for (int n = 0; n < 2; ++n) {
            Responder team = room.store.responders().front();
            team.id = {9000 + n};
            team.name = n % 2 == 0 ? u"本街道队"_s : u"外街道队"_s;
            team.street = n % 2 == 0 ? incident.street : AreaId{incident.street->value + 1};
            team.position = incident.position;
            team.state = ResponderState::Free;
            team.version = 100;
            batch.responders.push_back(team);
        }
        room.store.apply(batch);
        CaseFile file = room.file({u"dispatch"_s});
        file.role = role;
        room.hand(file);
        QTest::keyClick(&room.window, Qt::Key_D);
        QVERIFY(room.button(u"本街道队"_s));
        QCOMPARE(room.button(u"外街道"_s) != nullptr, others);
    }

    /// A key before the case file has arrived is not lost, and is for that incident only.
    void aKeyWaitsForTheFile()
    {
        Station room;
        QTest::keyClick(&room.window, Qt::Key_A);
        QVERIFY(room.requests.isEmpty());
        room.hand(room.file({u"accept"_s}));
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().action, u"accept"_s);
        const IncidentId other = room.store.incidents().back().id;
        QVERIFY(other != room.incident);
        room.selection.select(other);
        QTest::keyClick(&room.window, Qt::Key_A);
        room.selection.select(room.incident);
        room.hand(room.file({u"accept"_s}));
        QCOMPARE(room.requests.size(), 1);
    }

    /// Nor is one for what only the next file offers, once its row is on the screen.
    void aKeyWaitsForTheNextFile()
    {
        Station room;
        room.hand(room.file({u"accept"_s}));
        room.folder.refresh();
        QTest::keyClick(&room.window, Qt::Key_R);
        QVERIFY(room.requests.isEmpty());
        room.hand(room.file({u"arrive"_s}));
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().action, u"arrive"_s);
    }

    void aReasonIsAskedFor()
    {
        Station room;
        room.hand(room.file({u"suspend"_s}));
        QTest::mouseClick(room.button(u"suspend"_s), Qt::LeftButton);
        auto *words = room.card.findChild<QLineEdit *>();
        QVERIFY(words->isVisible() && words->hasFocus());
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(room.requests.isEmpty()); // without a reason nothing
        QTest::keyClicks(words, u"ad"_s); // letters that are keys elsewhere
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().detail.value(u"note"_s).toString(), u"ad"_s);
        QVERIFY(!words->isVisible());
    }

    /// Filled is what leads on, whatever else may be done.
    void theUsualOneIsFilled_data()
    {
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QString>("usual");
        QTest::newRow("new: sending somebody files it too") << QStringList{u"file"_s, u"dispatch"_s} << u"dispatch"_s;
        QTest::newRow("handled by us: only others verify") << QStringList{u"reject"_s, u"note"_s} << QString();
        QTest::newRow("evaluated") << QStringList{u"reopen"_s, u"note"_s} << QString();
        QTest::newRow("on the way") << QStringList{u"accept"_s, u"arrive"_s, u"recall"_s} << u"accept"_s;
    }
    void theUsualOneIsFilled()
    {
        QFETCH(const QStringList, offered);
        QFETCH(const QString, usual);
        Station room;
        room.hand(room.file(offered));
        QString filled;
        for (const QPushButton *button : room.card.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->property("flatRole") == u"primary"_s)
                filled += button->accessibleName();
        }
        QCOMPARE(filled, usual.isEmpty() ? usual : u"〔%1〕"_s.arg(usual));
    }

    /// Esc leaves a question, and not the selection, which is the window's to clear when nothing is asked.
    void escapeIsTheQuestionsFirst()
    {
        Station room;
        QShortcut escape(Qt::Key_Escape, &room.window);
        QSignalSpy ofWindow(&escape, &QShortcut::activated);
        room.hand(room.file({u"suspend"_s, u"dispatch"_s}));
        for (const QString &action : {u"suspend"_s, u"dispatch"_s}) {
            QTest::mouseClick(room.button(action), Qt::LeftButton);
            QVERIFY(room.card.findChild<CaseQuestion *>()->isAsking());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QVERIFY(!room.card.findChild<CaseQuestion *>()->isAsking());
            QVERIFY(ofWindow.isEmpty());
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(ofWindow.size(), 1);
    }

    void aTransferAsksForBoth()
    {
        Station room;
        room.hand(room.file({u"transfer"_s}));
        QTest::keyClick(&room.window, Qt::Key_T);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        auto *words = room.card.findChild<QLineEdit *>();
        QVERIFY(words->isVisible() && room.requests.isEmpty());
        QTest::keyClicks(words, u"near"_s);
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(room.last().detail.contains(u"responder"_s) && room.last().detail.contains(u"note"_s));
    }

    void resultsAndScoresAreChosen()
    {
        Station room;
        room.hand(room.file({u"check"_s, u"evaluate"_s}));
        QTest::mouseClick(room.button(u"check"_s), Qt::LeftButton);
        QTest::mouseClick(room.button(u"未解决"_s), Qt::LeftButton);
        QCOMPARE(room.last().detail, (QJsonObject{{u"solved"_s, false}}));
        room.desk.answer({.key = room.last().key, .state = RequestState::Refused, .code = u"own_case"_s});
        QTest::keyClick(&room.window, Qt::Key_E);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // the first is the best
        QCOMPARE(room.last().detail, (QJsonObject{{u"score"_s, 5}}));
    }

    void duplicatesAreOffered()
    {
        Station room;
        CaseFile file = room.file({u"merge"_s});
        room.hand(file);
        QVERIFY(!room.button(u"merge"_s)); // into which one?
        const Incident &other = room.store.incidents().back();
        file.duplicates = {{other.id, 42, 3}};
        room.folder.refresh();
        room.hand(file);
        QTest::mouseClick(room.button(u"merge"_s), Qt::LeftButton);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(room.last().detail.value(u"into"_s).toInteger(), other.id.value);
    }

    void aCoHandlersOrderIsNamed()
    {
        Station room;
        CaseFile file = room.file({u"handle"_s});
        file.actions[0].order = 5;
        room.hand(file);
        QVERIFY(room.button(u"巡逻一组"_s));
        QTest::keyClick(&room.window, Qt::Key_H); // the key is for the main order
        QVERIFY(room.requests.isEmpty());
        QTest::mouseClick(room.button(u"巡逻一组"_s), Qt::LeftButton);
        QCOMPARE(room.last().detail, (QJsonObject{{u"order"_s, 5}}));
    }

    /// An order has reached its receiver once their screen shows it; a room does not confirm for others.
    void deliveryIsConfirmedByTheReceiver()
    {
        Station room;
        CaseFile file = room.file({u"deliver"_s, u"accept"_s});
        room.hand(file);
        QVERIFY(room.requests.isEmpty());
        QVERIFY(!room.button(u"deliver"_s));
        file.role = u"field"_s;
        room.folder.refresh();
        room.hand(file);
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().action, u"deliver"_s);
    }

    void whatIsKnownOfADecisionIsSaid_data()
    {
        QTest::addColumn<DispatchAnswer>("answer");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("offered"); // button beside it
        const Instant at = shanghai::startOf(QDate(2026, 8, 27)) + 13h + 59min + 7s;
        QTest::newRow("sending") << DispatchAnswer{.state = RequestState::Sending} << u"正在提交…"_s << QString();
        QTest::newRow("waiting") << DispatchAnswer{.state = RequestState::Waiting, .reason = u"x"_s}
                                 << u"还没有发出，等待连接"_s << u"取消"_s;
        QTest::newRow("unknown") << DispatchAnswer{.state = RequestState::Unknown} << u"连接断开，结果未知，正在查询"_s
                                 << QString();
        QTest::newRow("conflict") << DispatchAnswer{.state = RequestState::Conflict,
            .happened = u"dispatched"_s,
            .actor = u"彭埠街道室"_s,
            .at = at} << u"没有提交：13:59:07 彭埠街道室 已派遣"_s
                                  << u"知道了"_s;
        QTest::newRow("refused by a rule") << DispatchAnswer{.state = RequestState::Refused, .code = u"own_case"_s}
                                           << u"没有提交：经手人不能核查自己的事件"_s << u"知道了"_s;
        QTest::newRow("refused by the server")
            << DispatchAnswer{.state = RequestState::Refused, .reason = u"这台服务器只读"_s}
            << u"没有提交：这台服务器只读"_s << u"知道了"_s;
    }
    void whatIsKnownOfADecisionIsSaid()
    {
        QFETCH(DispatchAnswer, answer);
        QFETCH(const QString, text);
        QFETCH(const QString, offered);
        Station room;
        room.hand(room.file({u"accept"_s}));
        QTest::keyClick(&room.window, Qt::Key_A);
        answer.key = room.last().key;
        room.desk.answer(answer);
        QVERIFY2(room.texts().contains(text), qPrintable(room.texts()));
        // Nobody decides twice while the first is under way.
        QTest::keyClick(&room.window, Qt::Key_A);
        QCOMPARE(room.requests.size(), isFinal(answer.state) ? 2 : 1);
        if (isFinal(answer.state))
            room.desk.answer({.key = room.last().key, .state = answer.state});
        QCOMPARE(room.button(u"知道了"_s) != nullptr, offered == u"知道了"_s);
        QCOMPARE(room.button(u"取消"_s) != nullptr, offered == u"取消"_s);
        if (offered == u"知道了"_s) {
            QTest::keyClick(&room.window, Qt::Key_O);
            QVERIFY(room.desk.entries().empty());
        }
    }

    void theHistoryIsTold()
    {
        Station room;
        QVERIFY(!room.texts().contains(u"请尽快"_s));
        room.hand(room.file({}));
        QTRY_VERIFY2(room.texts().contains(u"派遣 · 彭埠街道室 · → 巡逻一组"_s), qPrintable(room.texts()));
        QVERIFY(room.texts().contains(u"立案 · 彭埠街道室 · 请尽快"_s));
        QVERIFY(room.texts().contains(u"巡逻一组 · 待签收"_s));
    }

    /// Nothing is cut off in either language at usual sizes.
    void nothingIsCut_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<double>("scale");
        QTest::newRow("zh") << Language::Chinese << 1.0;
        QTest::newRow("en") << Language::English << 1.0;
        QTest::newRow("en small") << Language::English << 0.8;
        QTest::newRow("zh 4K") << Language::Chinese << 2.0;
    }
    void nothingIsCut()
    {
        QFETCH(const Language, language);
        QFETCH(const double, scale);
        if (language == Language::English) {
            QVERIFY(m_english.load(u":/i18n/wuquan_en.qm"_s));
            QCoreApplication::installTranslator(&m_english);
        }
        Station room(language, scale, QSize(int(420 * scale), int(900 * scale)));
        room.hand(room.file({u"dispatch"_s, u"assist"_s, u"transfer"_s, u"suspend"_s, u"escalate"_s, u"note"_s}));
        for (const QPushButton *button : room.card.findChildren<QPushButton *>()) {
            if (!button->isVisible())
                continue;
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            QVERIFY2(room.card.rect().contains(QRect(button->mapTo(&room.card, QPoint()), button->size())
                             .intersected(QRect(0, 0, room.card.width(), 100000))),
                qPrintable(button->text()));
        }
    }

    void everyCodeHasWords()
    {
        // As the database's own functions give them.
        static const QRegularExpression refusing(u"refuse\\('([a-z_]+)'\\)"_s);
        QStringList codes;
        for (const QString &name : resourceNames(u"sql/migrations"_s)) {
            const auto script = readResource(u"sql/migrations/"_s + name);
            QVERIFY(script);
            for (const auto &found : refusing.globalMatch(QString::fromUtf8(*script)))
                codes << found.captured(1);
        }
        QCOMPARE_GE(codes.size(), 30);
        for (const QString &code : std::as_const(codes))
            QVERIFY2(words::refusal(code) != code, qPrintable(code));
        // What a newer database says is shown as it is.
        QCOMPARE(words::refusal(u"something_new"_s), u"something_new"_s);
        QCOMPARE(words::eventKind(u"<b>x"_s), u"<b>x"_s);
    }

private:
    QTranslator m_english;
};

QTEST_MAIN(CaseActionsTest)
#include "tst_caseactions.moc"
