// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/tools/regioncounts.h"

#include "data/geo/mercator.h"
#include "data/store/districtstore.h"
#include "maps/layers/devicestyle.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace wuquan {

namespace {

constexpr std::uint32_t onlineStyles = 1u << deviceStyle(DeviceShape::Camera, DeviceLook::Normal)
    | 1u << deviceStyle(DeviceShape::Detector, DeviceLook::Normal)
    | 1u << deviceStyle(DeviceShape::Other, DeviceLook::Normal);

/// By the incident's grid, without one by where it stands.
std::optional<AreaId> communityOf(const Incident &incident, WorldPoint at, const RegionSource &source)
{
    if (incident.grid) {
        const Area *const area = source.store.ancestor(*incident.grid, AreaLevel::Community);
        return area ? std::optional(area->id) : std::nullopt;
    }
    const AreaShape *const shape = source.areas.at(at, AreaLevel::Community);
    return shape ? std::optional(shape->id) : std::nullopt;
}

template <class Row>
int countIn(const Region &region, const std::vector<Row> &rows, const auto &counts)
{
    return int(std::ranges::count_if(rows, [&](const Row &row) {
        const auto at = worldPlace(row.position);
        return at && region.contains(*at) && counts(row);
    }));
}

} // namespace

int RegionCounts::allOpen() const
{
    return std::accumulate(open.begin(), open.end(), 0);
}

int RegionCounts::allDevices() const
{
    return std::accumulate(devices.begin(), devices.end(), 0);
}

RegionCounts RegionCounts::of(const Region &region, const RegionSource &source)
{
    RegionCounts counts;
    std::unordered_map<AreaId, int> communities;
    for (const Incident &incident : source.store.incidents()) {
        const auto at = isOpen(incident.state) ? worldPlace(incident.position) : std::nullopt;
        if (!at || !region.contains(*at) || !source.filter.matches(incident, source.store))
            continue;
        ++counts.open[std::size_t(incident.severity) - 1];
        if (isOverdue(incident, source.now))
            ++counts.overdue;
        else if (incident.dueAt && (!counts.nextDue || *incident.dueAt < *counts.nextDue))
            counts.nextDue = incident.dueAt;
        if (const auto community = communityOf(incident, *at, source))
            ++communities[*community];
    }
    for (const auto &[id, open] : communities)
        counts.communities.push_back({id, open});
    std::ranges::sort(counts.communities,
        [](const Community &a, const Community &b) { return std::pair(b.open, a.id) < std::pair(a.open, b.id); });
    counts.communities.resize(std::min(counts.communities.size(), mostCommunities));
    const std::vector<DeviceState> &states = source.store.devices().state;
    // Nearly all are online and look so: only the others are looked up by row.
    counts.devices[std::size_t(DeviceState::Online)] = int(source.devices.anyOrderIn(region, onlineStyles).size());
    for (const std::uint32_t row : source.devices.anyOrderIn(region, ~onlineStyles))
        ++counts.devices[std::size_t(states[row])];
    counts.places = countIn(region, source.store.places(), [](const Place &) { return true; });
    counts.teams = countIn(region, source.store.responders(),
        [](const Responder &responder) { return responder.state != ResponderState::OffDuty; });
    return counts;
}

} // namespace wuquan
