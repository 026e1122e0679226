// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/resources.h"
#include "data/core/shanghai.h"
#include "data/geo/roadnet.h"
#include "data/view/casework.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/base/plainlabel.h"
#include "widgets/incidents/caseactions.h"
#include "widgets/incidents/casefiles.h"
#include "widgets/incidents/casequestion.h"
#include "widgets/incidents/casewords.h"
#include "widgets/incidents/incidentcard.h"
#include "widgets/incidents/responderpicker.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QUrl>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

/// The card of an incident whose case file the test hands out, in a window with a list that has the focus.
struct Station {
    explicit Station(Language language = Language::Chinese, double scale = 1, QSize size = {420, 900})
        : view(language)
        , appearance(*Theme::load(u"day"_s, scale))
    {
        applyTheme(*qApp, appearance.theme());
        status.setStatus({DataStatus::State::Live, {}, clock.now(), {}});
        store.apply(sample::district(clock.now(), {.incidents = 80, .devices = 100, .trends = false}));
        card.dispatchWith({desk, folder, marked, shelf, inRoom, &roads});
        card.setParent(&window);
        list.setParent(&window);
        window.resize(size);
        card.resize(size);
        window.show();
        window.activateWindow();
        list.setFocusPolicy(Qt::StrongFocus);
        list.setFocus();
        isReady = QTest::qWaitForWindowActive(&window);
        const auto &incidents = store.incidents();
        incident = std::ranges::find(incidents, IncidentState::Filed, &Incident::state)->id;
        selection.select(incident);
    }

    [[nodiscard]] CaseFile file(const QStringList &actions) const
    {
        CaseFile made{.incident = incident, .version = 1, .role = u"district"_s, .post = u"区中心"_s};
        for (const QString &action : actions) {
            const bool needsNote = action == "suspend"_L1 || action == "transfer"_L1 || action == "note"_L1;
            made.actions.push_back({action, u"〔"_s + action + u"〕"_s, u"["_s + action + u"]"_s, needsNote, {}});
        }
        made.events = {{clock.now() - 1min, u"dispatched"_s, u"彭埠街道室"_s, {}, {}, 5},
            {clock.now() - 3min, u"filed"_s, u"彭埠街道室"_s, u"请尽快"_s, {}, {}}};
        CaseOrder order;
        order.id = 5;
        order.isMain = true;
        order.receiver = u"巡逻一组"_s;
        order.receiverEn = u"Patrol 1"_s;
        order.sentAt = clock.now() - 1min;
        made.orders = {order};
        made.suited = {store.responders().front().kind};
        return made;
    }
    /// Gives the incident and all teams places beside the road.
    void standBesideTheRoad(const QString &ways)
    {
        ChangeBatch batch;
        batch.attributes = QHash<QString, QString>{{u"ways"_s, ways}};
        batch.incidents = {*store.incident(incident)};
        batch.incidents.front().position = GeoPoint{120.2, 30.2801};
        ++batch.incidents.front().version;
        batch.responders.assign(store.responders().begin(), store.responders().end());
        for (Responder &responder : batch.responders) {
            responder.position = GeoPoint{120.2 + 0.01 * double(responder.id.value), 30.2801};
            ++responder.version;
        }
        store.apply(batch);
    }
    void hand(const CaseFile &made)
    {
        folder.take(wishes.last()[0].value<CaseWish>().number, std::make_shared<const CaseFile>(made));
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : card.findChildren<QPushButton *>()) {
            if (button->isVisible() && (button->text().contains(text) || button->accessibleName().contains(text)))
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QString texts() const
    {
        QString all;
        for (const PlainLabel *label : card.findChildren<PlainLabel *>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }
    [[nodiscard]] DispatchRequest last() const { return requests.last()[0].value<DispatchRequest>(); }

    FixedClock clock{shanghai::startOf(QDate(2026, 8, 27)) + 14h};
    ServerClock server{clock};
    DistrictStore store;
    ViewState view;
    Selection selection;
    DataStatusSource status;
    Appearance appearance;
    DispatchDesk desk{store};
    CaseFolder folder{store, selection};
    MarkedIncidents marked{store};
    AttachmentShelf shelf;
    Room inRoom{store, selection};
    RoadNet roads{std::vector{Road{RoadClass::Primary, {{120.1, 30.28}, {120.4, 30.28}}}}};
    QSignalSpy wishes{&folder, &CaseFolder::wished};
    QSignalSpy requests{&desk, &DispatchDesk::requested};
    IncidentId incident;
    bool isReady = false;
    QWidget window;
    QWidget list;
    IncidentCard card{store, view, selection, status, server, appearance};
};

} // namespace

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
        const auto expected = recommend(
            *room.store.incident(room.incident), room.store, std::vector{room.store.responders().front().kind}, 6);
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
        const auto expected = recommend(
            *room.store.incident(room.incident), room.store, std::vector{room.store.responders().front().kind}, 6);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
        QCOMPARE(room.last().detail.value(u"responder"_s).toInteger(), expected[2].responder.value);
    }

    /// Whom the plan names stands first, whatever else speaks against it, and says so.
    void theRunCardStandsFirst()
    {
        Station room;
        room.standBesideTheRoad(u"straight"_s);
        CaseFile file = room.file({u"dispatch"_s});
        const auto before = recommend(*room.store.incident(room.incident), room.store, file.suited, 1000);
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
            QTest::mouseClick(room.button(offered), Qt::LeftButton);
            QVERIFY(room.desk.entries().empty());
        }
    }

    /// What is decided about one that is ticked is decided about all that are; where it was not done the tick stays.
    void aDecisionAboutAllThatAreTicked()
    {
        Station room;
        std::vector<IncidentId> ids{room.incident};
        for (const Incident &other : room.store.incidents()) {
            if (ids.size() < 3 && other.id != room.incident)
                ids.push_back(other.id);
        }
        room.marked.add(ids);
        room.hand(room.file({u"accept"_s, u"merge"_s}));
        QVERIFY2(room.texts().contains(u"已标记 3 件"_s), qPrintable(room.texts()));
        QTest::keyClick(&room.window, Qt::Key_A);
        QCOMPARE(room.requests.size(), 3);
        QSet<QUuid> keys;
        for (const auto &sent : room.requests) {
            const auto request = sent[0].value<DispatchRequest>();
            QCOMPARE(request.action, u"accept"_s);
            QCOMPARE(request.seen, room.store.incident(request.incident)->version);
            keys << request.key;
        }
        QCOMPARE(keys.size(), 3); // each its own
        room.desk.answer({.key = room.last().key, .state = RequestState::Conflict, .happened = u"accepted"_s, .actor = u"别室"_s});
        const auto done = room.requests[1][0].value<DispatchRequest>();
        room.desk.answer({.key = done.key, .state = RequestState::Done, .version = done.seen});
        QVERIFY2(room.texts().contains(u"完成 1 件 · 进行中 1 · 未成 1"_s), qPrintable(room.texts()));
        QCOMPARE(room.marked.all().size(), 2);
        QVERIFY(!room.marked.contains(done.incident) && room.marked.contains(room.last().incident));
        room.marked.clear();
        room.desk.dismiss(room.last().key);
        // One that is not ticked is acted on alone.
        room.marked.add({ids[1]});
        room.requests.clear();
        room.desk.answer({.key = room.desk.entryOf(room.incident)->request.key, .state = RequestState::Refused, .code = u"state"_s});
        QTest::keyClick(&room.window, Qt::Key_A);
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().incident, room.incident);
    }

    void phrasesSaveTyping()
    {
        Station room;
        CaseFile file = room.file({u"suspend"_s});
        file.phrases[u"suspend"_s] = {{u"等待天气"_s, u"Weather"_s}, {u"会商"_s, u"Conference"_s}};
        room.hand(file);
        QTest::mouseClick(room.button(u"suspend"_s), Qt::LeftButton);
        auto *words = room.card.findChild<QLineEdit *>();
        QTest::keyClick(words, Qt::Key_2, Qt::AltModifier);
        QTRY_COMPARE(words->text(), u"会商"_s);
        QTRY_VERIFY(words->hasFocus());
        QTest::keyClicks(words, u"x"_s); // and may be changed
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(room.last().detail.value(u"note"_s).toString(), u"会商x"_s);
        QVERIFY(!room.button(u"等待天气"_s));
    }

    /// Ringing needs no reason, seeing the number does; it is shown until another incident is selected.
    void theCallerIsReached()
    {
        Station room;
        CaseFile file = room.file({});
        file.contact = u"138****1234"_s;
        file.role = u"operator"_s;
        room.hand(file);
        QVERIFY(room.button(u"联系来电人 138****1234"_s));
        QVERIFY(!room.button(u"查看号码"_s)); // needs another role
        QDesktopServices::setUrlHandler(u"tel"_s, this, "ring");
        QTest::keyClick(&room.window, Qt::Key_C);
        QCOMPARE(room.last().action, caseAction::ring);
        room.desk.answer({.key = room.last().key, .state = RequestState::Done, .version = 0, .phone = u"13800001234"_s});
        QCOMPARE(m_rung, QUrl(u"tel:13800001234"_s));
        QVERIFY(!room.texts().contains(u"13800001234"_s));
        QDesktopServices::unsetUrlHandler(u"tel"_s);
        file.role = u"head"_s;
        room.folder.refresh();
        room.hand(file);
        QTest::mouseClick(room.button(u"查看号码"_s), Qt::LeftButton);
        auto *words = room.card.findChild<QLineEdit *>();
        QTest::keyClicks(words, u"check"_s);
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(room.last().action, caseAction::seeContact);
        room.desk.answer({.key = room.last().key, .state = RequestState::Done, .version = 0, .phone = u"13800001234"_s});
        QVERIFY(room.texts().contains(u"来电人 13800001234"_s));
        room.selection.select(room.store.incidents().back().id);
        QVERIFY(!room.texts().contains(u"13800001234"_s));
    }

    void whoElseLooksIsTold()
    {
        Station room;
        room.hand(room.file({}));
        QVERIFY(!room.texts().contains(u"也在看"_s));
        RoomNews news{.role = u"operator"_s};
        news.onlookers = {{room.incident, u"区值班员"_s}, {room.store.incidents().back().id, u"九堡室"_s}, {room.incident, u"<b>负责人"_s}};
        room.inRoom.take(std::make_shared<const RoomNews>(news));
        QVERIFY2(room.texts().contains(u"也在看：区值班员、<b>负责人"_s), qPrintable(room.texts()));
        room.inRoom.lose();
        QVERIFY(!room.texts().contains(u"也在看"_s));
    }

    void filesArePutAndFetched()
    {
        Station room;
        QTemporaryDir folder;
        QSignalSpy ordered(&room.shelf, &AttachmentShelf::ordered);
        CaseFile file = room.file({});
        file.attachmentLimit = 16;
        file.attachments = {{.id = 4, .name = u"现场 & 1.jpg"_s, .bytes = 240'000, .sha256 = "x", .by = u"彭埠室"_s, .at = room.clock.now()}};
        room.hand(file);
        auto *files = room.card.findChild<CaseFiles *>();
        files->setFolder(folder.path());
        QVERIFY(room.button(u"添加附件"_s));
        QTest::mouseClick(room.button(u"现场 & 1.jpg"_s), Qt::LeftButton);
        QCOMPARE(ordered.size(), 1);
        QCOMPARE(ordered[0][0].value<AttachmentOrder>(), (AttachmentOrder{4, u"现场 & 1.jpg"_s, "x", folder.path()}));
        QVERIFY(room.button(u"正在取…"_s));
        QTest::mouseClick(room.button(u"现场 & 1.jpg"_s), Qt::LeftButton);
        QCOMPARE(ordered.size(), 1); // it is on its way
        room.shelf.fail(4, u"磁盘已满"_s);
        QVERIFY(room.button(u"磁盘已满"_s));
        room.shelf.take(4, u"/x/现场.jpg"_s);
        QVERIFY(room.button(u"已存 /x/现场.jpg"_s));

        const auto put = [&](const QString &name, const QByteArray &content) {
            QFile made(folder.filePath(name));
            QVERIFY(made.open(QIODevice::WriteOnly) && made.write(content) == content.size());
            made.close();
            files->attach(made.fileName());
        };
        put(u"large.bin"_s, QByteArray(17, 'x'));
        QVERIFY2(room.texts().contains(u"large.bin 太大"_s), qPrintable(room.texts()));
        files->attach(folder.filePath(u"none"_s));
        QVERIFY(room.texts().contains(u"none 读不了"_s));
        files->attach(folder.path());
        QVERIFY(room.texts().contains(u"读不了"_s));
        QVERIFY(room.requests.isEmpty());
        put(u"a.bin"_s, QByteArray(16, 'x'));
        QCOMPARE(room.requests.size(), 1);
        QCOMPARE(room.last().action, caseAction::attach);
        QCOMPARE(room.last().file, QByteArray(16, 'x'));
        QCOMPARE(room.last().detail, (QJsonObject{{u"name"_s, u"a.bin"_s}}));
        put(u"b.bin"_s, "y"); // while the first is under way
        QCOMPARE(room.requests.size(), 1);
        QVERIFY(room.texts().contains(u"请稍候"_s));
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

public Q_SLOTS:
    // For QDesktopServices.
    void ring(const QUrl &url) { m_rung = url; } // NOLINT(readability-inconsistent-declaration-parameter-name)

private:
    QTranslator m_english;
    QUrl m_rung;
};

QTEST_MAIN(CaseActionsTest)
#include "tst_caseactions.moc"
