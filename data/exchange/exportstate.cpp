// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/exportstate.h"

#include "data/store/districtstore.h"

namespace wuquan {

namespace {

Incident exported(const Incident &incident)
{
    Incident made;
    made.id = incident.id;
    made.type = incident.type;
    made.circle = incident.circle;
    made.level = incident.level;
    made.severity = incident.severity;
    made.state = incident.state;
    made.street = incident.street;
    made.grid = incident.grid;
    made.position = incident.position;
    made.reportedAt = incident.reportedAt;
    made.acceptedAt = incident.acceptedAt;
    made.dispatchedAt = incident.dispatchedAt;
    made.dueAt = incident.dueAt;
    made.version = incident.version;
    return made;
}

std::optional<AreaId> communityOf(const DistrictStore &store, AreaId grid)
{
    const Area *community = store.ancestor(grid, AreaLevel::Community);
    return community ? std::optional(community->id) : std::nullopt;
}

} // namespace

ChangeBatch exportState(const DistrictStore &store, const Filter &filter, ExportedDevices devices)
{
    ChangeBatch batch;
    batch.startsAnew = true;
    batch.complete = store.isComplete();
    batch.catalogue = std::make_shared<const Catalogue>(store.catalogue());
    batch.trends = std::make_shared<const TrendCube>(store.trends());
    batch.areas = store.areas();
    batch.places = store.places();
    batch.annotations = store.annotations();
    batch.serverTime = store.asOf();
    for (const Incident &incident : store.incidents()) {
        if (isOpen(incident.state) && filter.matches(incident, store))
            batch.incidents.push_back(exported(incident));
    }
    const DeviceColumns &columns = store.devices();
    for (std::size_t row = 0; devices == ExportedDevices::ByCommunity && row < columns.size(); ++row) {
        Device device;
        device.id = {std::int64_t(row) + 1}; // its own would lead back to it
        device.kind = columns.kind[row];
        device.state = columns.state[row];
        device.grid = communityOf(store, columns.grid[row]);
        batch.devices.push_back(device);
    }
    return batch;
}

std::unordered_map<AreaId, int> devicesByCommunity(const DistrictStore &store)
{
    std::unordered_map<AreaId, int> grids, communities;
    for (const AreaId grid : store.devices().grid)
        ++grids[grid];
    for (const auto &[grid, count] : grids) {
        if (const auto community = communityOf(store, grid))
            communities[*community] += count;
    }
    return communities;
}

} // namespace wuquan
