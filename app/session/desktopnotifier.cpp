// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/desktopnotifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(logNotifier, "wuquan.app.notifier", QtInfoMsg)

namespace wuquan {

namespace {

// https://specifications.freedesktop.org/notification-spec/1.2/
const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
constexpr uchar normal = 1, critical = 2; // urgency levels

} // namespace

DesktopNotifier::DesktopNotifier(QDBusConnection bus, QObject *parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    if (m_bus.isConnected())
        m_bus.connect({}, path, service, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
}

void DesktopNotifier::tell(const QString &kind, const QString &where, bool isUrgent, IncidentId incident)
{
    if (!m_bus.isConnected())
        return;
    m_incident = incident;
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    const QVariantMap hints{
        {u"urgency"_s, QVariant::fromValue(isUrgent ? critical : normal)}, {u"suppress-sound"_s, true}};
    call << u"Wuquan"_s << m_last << u"wuquan"_s << kind << where.toHtmlEscaped()
         << QStringList{u"default"_s, tr("打开")} << hints << -1;
    auto *const watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<uint> reply = *done;
        if (reply.isError())
            qCInfo(logNotifier).noquote() << "no notification:" << reply.error().message();
        else
            m_last = reply.value();
        done->deleteLater();
    });
}

void DesktopNotifier::onAction(uint id, const QString &action)
{
    if (id == m_last && action == "default"_L1)
        Q_EMIT opened(m_incident);
}

} // namespace wuquan
