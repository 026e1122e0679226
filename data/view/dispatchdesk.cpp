// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/dispatchdesk.h"

#include <ranges>

using namespace Qt::StringLiterals;

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
    return ask({.incident = incident, .action = action, .detail = detail});
}

std::optional<QUuid> DispatchDesk::attach(IncidentId incident, const QString &name, const QByteArray &file)
{
    return ask({.incident = incident, .action = caseAction::attach, .detail = {{u"name"_s, name}}, .file = file});
}

std::optional<QUuid> DispatchDesk::ask(DispatchRequest request)
{
    const Incident *const row = store().incident(request.incident);
    const Entry *const last = entryOf(request.incident);
    if (!row || (last && !isFinal(last->answer.state)))
        return {};
    if (last)
        forget(last->request.key); // whoever decides anew has read it
    request.key = QUuid::createUuid();
    request.seen = row->version;
    add(request);
    Q_EMIT requested(request);
    return request.key;
}

void DispatchDesk::resume(const DispatchRequest &request)
{
    add(request);
    answer({.key = request.key, .state = RequestState::Unknown});
    Q_EMIT requested(request);
}

void DispatchDesk::giveUp(const DispatchRequest &request, const QString &reason)
{
    add(request);
    answer({.key = request.key, .state = RequestState::Refused, .reason = reason});
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
