// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/opencounts.h"

namespace wuquan {

OpenCounts::OpenCounts(
    const DistrictStore &store, const Filter &filter, const std::function<bool(const Incident &)> &counts)
{
    for (const Incident &incident : store.incidents()) {
        if (!isOpen(incident.state) || !filter.matches(incident, store) || !counts(incident))
            continue;
        const bool isGridKnown = incident.grid && store.area(*incident.grid);
        if (const auto lowest = isGridKnown ? incident.grid : incident.street)
            store.eachUpwards(*lowest, [this](const Area &area) { ++m_counts[area.id]; });
    }
}

} // namespace wuquan
