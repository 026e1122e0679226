// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/alarmlist.h"

#include <QDBusConnection>
#include <QObject>

namespace wuquan {

/// Tells of alarms by the desktop's notifications (org.freedesktop.Notifications), so that they are seen while another
/// window is in front: by kind and street, never with a word of the case, for whoever passes by may read them. Asking
/// is not waited for. GUI thread.
class DesktopNotifier : public QObject {
    Q_OBJECT
public:
    /// Over this bus, usually the session's; where there is none it does nothing.
    explicit DesktopNotifier(QDBusConnection bus, QObject *parent = nullptr);

    /// One notification at a time: a newer one takes the place of the last.
    void tell(const QString &kind, const QString &where, bool isUrgent, IncidentId incident);

Q_SIGNALS:
    /// Somebody pressed the notification of this incident.
    void opened(wuquan::IncidentId incident);

private Q_SLOTS:
    void onAction(uint id, const QString &action);

private:
    QDBusConnection m_bus;
    uint m_last = 0; ///< as the desktop numbers them; 0: none yet
    IncidentId m_incident;
};

} // namespace wuquan
