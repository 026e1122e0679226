// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/casestation.h"
#include "widgets/incidents/casefiles.h"

#include <QDesktopServices>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace wuquan;
using test::Station;

/// What goes with a case besides the steps of its loop: decisions about many, phrases, the caller, who else looks, and
/// files.
class CaseWorkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qApp->setQuitOnLastWindowClosed(false); }

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
        room.desk.answer(
            {.key = room.last().key, .state = RequestState::Conflict, .happened = u"accepted"_s, .actor = u"别室"_s});
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
        room.desk.answer(
            {.key = room.desk.entryOf(room.incident)->request.key, .state = RequestState::Refused, .code = u"state"_s});
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
        room.desk.answer(
            {.key = room.last().key, .state = RequestState::Done, .version = 0, .phone = u"13800001234"_s});
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
        room.desk.answer(
            {.key = room.last().key, .state = RequestState::Done, .version = 0, .phone = u"13800001234"_s});
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
        news.onlookers = {{room.incident, u"区值班员"_s}, {room.store.incidents().back().id, u"九堡室"_s},
            {room.incident, u"<b>负责人"_s}};
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
        file.attachments = {{.id = 4,
            .name = u"现场 & 1.jpg"_s,
            .bytes = 240'000,
            .sha256 = "x",
            .by = u"彭埠室"_s,
            .at = room.clock.now()}};
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

    void aFileThatCouldNotBeReadIsSaid()
    {
        Station room;
        room.hand(room.file({u"accept"_s}));
        room.folder.refresh();
        room.folder.fail(room.wishes.last()[0].value<CaseWish>().number, u"<b>断开"_s);
        QVERIFY2(room.texts().contains(u"案卷未读到，操作可能已变：<b>断开"_s), qPrintable(room.texts()));
        room.folder.refresh();
        room.hand(room.file({u"arrive"_s}));
        QVERIFY(!room.texts().contains(u"案卷未读到"_s));
    }

public Q_SLOTS:
    // For QDesktopServices.
    void ring(const QUrl &url) { m_rung = url; }

private:
    QUrl m_rung;
};

QTEST_MAIN(CaseWorkTest)
#include "tst_casework.moc"
