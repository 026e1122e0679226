// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/alarmsound.h"
#include "app/session/desktopnotifier.h"
#include "data/core/resources.h"

#include <QDBusConnection>
#include <QDBusServer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace wuquan;

namespace {

/// A desktop that takes notifications, at the other end of a connection without a bus.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        QString application;
        uint replaces;
        QString summary, body;
        QStringList actions;
        QVariantMap hints;
    };

    std::vector<Shown> shown;

public Q_SLOTS:
    // As the specification names it.
    uint Notify(const QString &application, uint replaces, const QString &, const QString &summary,
        const QString &body, // NOLINT(readability-identifier-naming)
        const QStringList &actions, const QVariantMap &hints, int)
    {
        shown.push_back({application, replaces, summary, body, actions, hints});
        return replaces == 0 ? 7 : replaces;
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action); // NOLINT(readability-identifier-naming)
};

} // namespace

/// What the desktop is told of alarms, and what is heard of them.
class DesktopNotifierTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alarmsAreTold()
    {
        QDBusServer server;
        Desktop desktop;
        connect(&server, &QDBusServer::newConnection, &desktop, [&](QDBusConnection connection) {
            connection.registerObject(u"/org/freedesktop/Notifications"_s, &desktop,
                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        });
        DesktopNotifier notifier(QDBusConnection::connectToPeer(server.address(), u"station"_s));
        QSignalSpy opened(&notifier, &DesktopNotifier::opened);
        notifier.tell(u"紧急待签收"_s, u"彭埠<街道>"_s, true, IncidentId{5});
        QTRY_COMPARE(desktop.shown.size(), 1U);
        const auto &first = desktop.shown.front();
        QCOMPARE(first.application, u"Wuquan"_s);
        QCOMPARE(first.summary, u"紧急待签收"_s);
        QCOMPARE(first.body, u"彭埠&lt;街道&gt;"_s); // a desktop may take it for markup
        QCOMPARE(first.replaces, 0U);
        QCOMPARE(first.hints.value(u"urgency"_s).value<uchar>(), uchar(2));
        QVERIFY(first.hints.value(u"suppress-sound"_s).toBool()); // ours is heard
        QTRY_VERIFY([&] {
            notifier.tell(u"较急超期"_s, u"九堡街道"_s, false, IncidentId{6});
            return QTest::qWaitFor([&] { return desktop.shown.back().replaces == 7; }, 200);
        }());
        QCOMPARE(desktop.shown.back().hints.value(u"urgency"_s).value<uchar>(), uchar(1));
        Q_EMIT desktop.ActionInvoked(8, u"default"_s); // another program's
        Q_EMIT desktop.ActionInvoked(7, u"default"_s);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<IncidentId>(), IncidentId{6});
        QDBusConnection::disconnectFromPeer(u"station"_s);
    }

    void withoutABusNothingHappens()
    {
        DesktopNotifier notifier(QDBusConnection(u"none"_s));
        notifier.tell(u"x"_s, u"y"_s, true, IncidentId{5});
        QVERIFY(!QDBusConnection(u"none"_s).isConnected());
    }

    /// Each kind has a sound of its own that is a whole file, none longer than the pause between two.
    void eachKindHasASound()
    {
        QList<QByteArray> heard;
        for (const AlarmKind kind : allAlarmKinds) {
            const auto sound = readResource(u"sounds/"_s + AlarmSound::nameOf(kind));
            QVERIFY2(sound, qPrintable(AlarmSound::nameOf(kind)));
            QVERIFY(sound->startsWith("RIFF") && sound->mid(8, 8) == "WAVEfmt ");
            const auto bytes = sound->size() - 44; // mono, 16 bits, 22,050 a second
            QVERIFY(bytes > 22050 * 2 / 10);
            QVERIFY(bytes < 22050 * 2 * std::chrono::seconds(AlarmList::soundGap).count());
            QVERIFY(!heard.contains(*sound));
            heard << *sound;
        }
    }

    /// On a machine that has nothing to be heard by it goes on.
    void withoutAnEarItGoesOn()
    {
        AlarmSound sound;
        for (const AlarmKind kind : allAlarmKinds)
            sound.play(kind);
    }
};

QTEST_MAIN(DesktopNotifierTest)
#include "tst_desktopnotifier.moc"
