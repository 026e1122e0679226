// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/marked.h"

#include <algorithm>

namespace wuquan {

MarkedIncidents::MarkedIncidents(const DistrictStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.incidents() && std::erase_if(m_marked, [this](IncidentId id) { return !m_store.incident(id); }) > 0)
            Q_EMIT changed();
    });
}

bool MarkedIncidents::contains(IncidentId incident) const
{
    return std::ranges::contains(m_marked, incident);
}

void MarkedIncidents::toggle(IncidentId incident)
{
    if (std::erase(m_marked, incident) == 0)
        m_marked.push_back(incident);
    Q_EMIT changed();
}

void MarkedIncidents::add(const std::vector<IncidentId> &incidents)
{
    const std::size_t before = m_marked.size();
    for (const IncidentId incident : incidents) {
        if (!contains(incident))
            m_marked.push_back(incident);
    }
    if (m_marked.size() != before)
        Q_EMIT changed();
}

void MarkedIncidents::remove(IncidentId incident)
{
    if (std::erase(m_marked, incident) > 0)
        Q_EMIT changed();
}

void MarkedIncidents::clear()
{
    if (m_marked.empty())
        return;
    m_marked.clear();
    Q_EMIT changed();
}

} // namespace wuquan
