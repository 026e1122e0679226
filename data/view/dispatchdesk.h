// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/store/districtstore.h"
#include "data/view/pendingrequests.h"

#include <QObject>

#include <optional>
#include <vector>

namespace wuquan {

/// What this station has decided about incidents and does not see in the store yet. An incident takes one decision at a
/// time: the next is made when the screen shows what came of the last. Lives in the GUI thread; owned by app, which
/// carries requests to the writer and answers back.
class DispatchDesk : public QObject {
    Q_OBJECT
public:
    using Requests = PendingRequests<DispatchRequest, DispatchAnswer>;
    using Entry = Requests::Entry;

    explicit DispatchDesk(const DistrictStore &store, QObject *parent = nullptr);

    /// Asks for an action with an incident as the store shows it. None: it isn't there, or a decision about it is under
    /// way.
    std::optional<QUuid> act(IncidentId incident, const QString &action, const QJsonObject &detail = {});
    /// Forgets what was refused or in conflict, and takes back what still waits to be sent.
    void dismiss(const QUuid &key);

    /// What is not settled, in the order it was asked for.
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_requests.entries(); }
    [[nodiscard]] const Entry *entry(const QUuid &key) const { return m_requests.find(key); }
    /// The last of an incident.
    [[nodiscard]] const Entry *entryOf(IncidentId incident) const;

    void answer(const DispatchAnswer &answer);
    /// The feed has given out all that a poll told.
    void hear();

Q_SIGNALS:
    void requested(const wuquan::DispatchRequest &request); ///< for the writer
    void withdrawn(const QUuid &key); ///< for the writer
    void changed(); ///< entries
    /// The store shows what the database has done.
    void settled(const wuquan::DispatchRequest &request, const wuquan::DispatchAnswer &answer);

private:
    void settle();

    const DistrictStore &m_store;
    Requests m_requests;
};

} // namespace wuquan
