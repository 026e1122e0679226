// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rooms/idlelock.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace wuquan;

/// A station that nobody has touched for a while shows nothing and does nothing until its password is given.
class IdleLockTest : public QObject {
    Q_OBJECT

private:
    struct Station {
        Station()
        {
            applyTheme(*qApp, appearance.theme());
            auto *column = new QVBoxLayout(&window);
            column->addWidget(&words);
            column->addWidget(&button);
            window.resize(800, 500);
            window.show();
            window.activateWindow();
            isReady = QTest::qWaitForWindowActive(&window);
            words.setFocus();
        }
        [[nodiscard]] QLineEdit *password() const { return lock.findChild<QLineEdit *>(); }

        Appearance appearance{*Theme::load(u"day"_s, 1)};
        QWidget window;
        QLineEdit words;
        QPushButton button{u"x"_s};
        QShortcut key{Qt::Key_D, &window};
        IdleLock lock{appearance, window};
        QSignalSpy asked{&lock, &IdleLock::unlockRequested};
        QSignalSpy pressed{&button, &QPushButton::clicked};
        QSignalSpy done{&key, &QShortcut::activated};
        bool isReady = false;
    };

private Q_SLOTS:
    void initTestCase() { qApp->setQuitOnLastWindowClosed(false); }

    void locksWhenNobodyTouchesIt()
    {
        Station station;
        QVERIFY(station.isReady);
        station.lock.lockAfter(80ms);
        QTRY_VERIFY(station.lock.isLocked());
        QVERIFY(station.lock.isVisible());
        QCOMPARE(station.lock.geometry(), station.window.rect());
        QTRY_VERIFY(station.password()->hasFocus());
        station.window.resize(900, 600);
        QCOMPARE(station.lock.geometry(), station.window.rect());
        // Nothing shows through.
        const QImage seen = station.lock.grab().toImage();
        QCOMPARE(seen.pixelColor(5, 5), Theme::color(station.appearance.theme().palette.background));
    }

    void whoTouchesItKeepsItOpen()
    {
        Station station;
        station.lock.lockAfter(10min);
        const auto hasWaited = [&] { return station.lock.untilLocked() < 10min - 20ms; };
        QTRY_VERIFY(hasWaited());
        QTest::keyClick(&station.words, Qt::Key_X);
        QVERIFY(!hasWaited());
        QTRY_VERIFY(hasWaited());
        QTest::mouseMove(&station.window, QPoint(40, 40));
        QTRY_VERIFY(!hasWaited());
        QVERIFY(!station.lock.isLocked());
    }

    /// Never on a wall, and a rule that is taken back opens what it locked.
    void neverWithoutATime()
    {
        Station station;
        station.lock.lockAfter(0ms);
        QVERIFY(!station.lock.isLocked() && !station.lock.untilLocked());
        station.lock.lockAfter(10ms);
        QTRY_VERIFY(station.lock.isLocked());
        station.lock.lockAfter(0ms);
        QVERIFY(!station.lock.isLocked() && !station.lock.isVisible());
        QVERIFY(!station.lock.untilLocked());
        QTRY_VERIFY(station.words.hasFocus()); // as it was
    }

    void nothingReachesWhatIsLocked()
    {
        Station station;
        QMenu menu(&station.window);
        menu.addAction(u"y"_s);
        menu.popup(station.window.mapToGlobal(QPoint(10, 10)));
        QVERIFY(QTest::qWaitForWindowExposed(&menu));
        QWidget dialog;
        dialog.show();
        station.lock.lock();
        QVERIFY(!menu.isVisible() && !dialog.isVisible());
        QTest::keyClick(&station.words, Qt::Key_A);
        QVERIFY(station.words.text().isEmpty());
        QTest::mouseClick(&station.button, Qt::LeftButton);
        QTest::keyClick(&station.window, Qt::Key_D);
        QTest::keyClick(station.password(), Qt::Key_D); // a letter of a password is no order
        QVERIFY(station.pressed.isEmpty() && station.done.isEmpty());
        QCOMPARE(station.password()->text(), u"d"_s);
    }

    void thePasswordOpensIt()
    {
        Station station;
        station.lock.lock();
        QTest::keyClicks(station.password(), u"wrong"_s);
        QTest::keyClick(station.password(), Qt::Key_Return);
        QCOMPARE(station.asked.size(), 1);
        QCOMPARE(station.asked[0][0].toString(), u"wrong"_s);
        QTest::keyClick(station.password(), Qt::Key_Return); // while it is being looked at
        QCOMPARE(station.asked.size(), 1);
        station.lock.answer(false, u"密码不对"_s);
        QVERIFY(station.lock.isLocked());
        QVERIFY(station.password()->text().isEmpty() && station.password()->hasFocus());
        QTest::keyClicks(station.password(), u"right"_s);
        QTest::keyClick(station.password(), Qt::Key_Return);
        station.lock.answer(true, {});
        QVERIFY(!station.lock.isLocked() && !station.lock.isVisible());
        QTRY_VERIFY(station.words.hasFocus());
        QTest::keyClick(&station.window, Qt::Key_D);
        QCOMPARE(station.done.size() + station.words.text().size(), 1);
        station.lock.lock();
        QVERIFY(station.password()->text().isEmpty()); // not kept
    }
};

QTEST_MAIN(IdleLockTest)
#include "tst_idlelock.moc"
