// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/dispatchdesk.h"

#include <ranges>

namespace wuquan {

DispatchDesk::DispatchDesk(const DistrictStore &store, QObject *parent)
    : RequestDesk(store, parent)
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents())
            settle();
    });
}

std::optional<QUuid> DispatchDesk::act(IncidentId incident, const QString &action, const QJsonObject &detail)
{
    const Incident *const row = store().incident(incident);
    const Entry *const last = entryOf(incident);
    if (!row || (last && !isFinal(last->answer.state)))
        return {};
    if (last)
        forget(last->request.key); // whoever decides anew has read it
    const DispatchRequest request{QUuid::createUuid(), incident, row->version, action, detail};
    add(request);
    Q_EMIT requested(request);
    return request.key;
}

const DispatchDesk::Entry *DispatchDesk::entryOf(IncidentId incident) const
{
    for (const Entry &entry : entries() | std::views::reverse) {
        if (entry.request.incident == incident)
            return &entry;
    }
    return nullptr;
}

bool DispatchDesk::isShown(const Entry &entry) const
{
    const Incident *const row = store().incident(entry.request.incident);
    return row && row->version >= entry.answer.version;
}

} // namespace wuquan
