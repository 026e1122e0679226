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
        const Area *area = incident.grid ? store.area(*incident.grid) : nullptr;
        if (!area && incident.street)
            area = store.area(*incident.street);
        // As deep as the tree; a foreign database with a loop must not hang us.
        for (int depth = 0; area && depth < 4; ++depth) {
            ++m_counts[area->id];
            area = area->parent ? store.area(*area->parent) : nullptr;
        }
    }
}

} // namespace wuquan
