// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/openrows.h"

#include "data/postgres/session.h"

namespace wuquan {

Result<std::vector<DemoIncident>> readOpenIncidents(postgres::Session &session, const DemoWorld &world)
{
    const auto rows = session.query(
        "select incident_id, type_id, grid_id, title, source, coalesce(outcome, ''), state, self_handled, "
        "coalesce(responder_id, 0), reported_at, filed_at, dispatched_at, accepted_at, arrived_at, "
        "handled_at, due_at, source_id from wuquan.incident where state < 6 and grid_id is not null "
        "order by reported_at, incident_id");
    if (!rows)
        return std::unexpected(rows.error());
    std::map<std::int32_t, std::size_t> gridOfArea;
    for (std::size_t g = 0; g < world.ground.grids.size(); ++g)
        gridOfArea[world.ground.grids[g].area] = g;
    std::vector<DemoIncident> open;
    for (int i = 0; i < rows->rowCount(); ++i) {
        auto row = rows->row(i);
        DemoIncident incident;
        incident.id = row.required<std::int64_t>(0);
        const auto type = std::size_t(row.required<std::int16_t>(1) - 1);
        const auto grid = gridOfArea.find(row.required<std::int32_t>(2));
        if (type >= world.catalogue.types.size() || grid == gridOfArea.end())
            continue;
        incident.type = type;
        incident.grid = grid->second;
        incident.title = row.required<QString>(3);
        incident.source = row.required<QByteArray>(4);
        incident.outcome = row.required<QByteArray>(5);
        incident.state = IncidentState(row.required<std::int16_t>(6));
        incident.selfHandled = row.required<bool>(7);
        incident.responder = row.required<std::int64_t>(8);
        incident.reported = row.required<Instant>(9);
        incident.filed = row.nullable<Instant>(10);
        incident.dispatched = row.nullable<Instant>(11);
        incident.accepted = row.nullable<Instant>(12);
        incident.arrived = row.nullable<Instant>(13);
        incident.handled = row.nullable<Instant>(14);
        incident.due = row.nullable<Instant>(15);
        // What somebody imported is theirs to handle.
        if (row.required<QByteArray>(16) == sourceIdOf(incident) && row.problem().isEmpty())
            open.push_back(std::move(incident));
    }
    return open;
}

Instant lastStep(const DemoIncident &incident)
{
    Instant last = incident.reported;
    for (const auto &time :
        {incident.filed, incident.dispatched, incident.accepted, incident.arrived, incident.handled, incident.closed})
        last = std::max(last, time.value_or(last));
    return last;
}

} // namespace wuquan
