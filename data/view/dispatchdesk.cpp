// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/dispatchdesk.h"

#include <ranges>

namespace wuquan {

DispatchDesk::DispatchDesk(const DistrictStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents())
            settle();
    });
}

std::optional<QUuid> DispatchDesk::act(IncidentId incident, const QString &action, const QJsonObject &detail)
{
    const Incident *const row = m_store.incident(incident);
    const Entry *const last = entryOf(incident);
    if (!row || (last && !isFinal(last->answer.state)))
        return {};
    if (last)
        m_requests.forget(last->request.key); // whoever decides anew has read it
    const DispatchRequest request{QUuid::createUuid(), incident, row->version, action, detail};
    m_requests.add(request);
    Q_EMIT changed();
    Q_EMIT requested(request);
    return request.key;
}

void DispatchDesk::dismiss(const QUuid &key)
{
    const Entry *const found = entry(key);
    if (!found)
        return;
    const RequestState state = found->answer.state;
    if (state == RequestState::Waiting)
        Q_EMIT withdrawn(key); // it may be too late: the answer says
    else if (isFinal(state) && state != RequestState::Done)
        m_requests.forget(key);
    Q_EMIT changed();
}

const DispatchDesk::Entry *DispatchDesk::entryOf(IncidentId incident) const
{
    for (const Entry &entry : entries() | std::views::reverse) {
        if (entry.request.incident == incident)
            return &entry;
    }
    return nullptr;
}

void DispatchDesk::answer(const DispatchAnswer &answer)
{
    if (!m_requests.answer(answer))
        return;
    Q_EMIT changed();
    settle();
}

void DispatchDesk::hear()
{
    m_requests.hear();
    settle();
}

void DispatchDesk::settle()
{
    const auto shown = m_requests.takeShown([this](const Entry &entry) {
        const Incident *const row = m_store.incident(entry.request.incident);
        return row && row->version >= entry.answer.version;
    });
    if (shown.empty())
        return;
    for (const Entry &entry : shown)
        Q_EMIT settled(entry.request, entry.answer);
    Q_EMIT changed();
}

} // namespace wuquan
