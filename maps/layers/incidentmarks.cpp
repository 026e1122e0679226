// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/layers/incidentmarks.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace wuquan {

std::vector<const Incident *> shownIncidents(const DistrictStore &store, const Filter &filter)
{
    std::vector<const Incident *> shown;
    for (const Incident &incident : store.incidents()) {
        if (isOpen(incident.state) && incident.position && isUsable(*incident.position)
            && filter.matches(incident, store))
            shown.push_back(&incident);
    }
    std::ranges::sort(shown, [](const Incident *a, const Incident *b) {
        return std::tuple(b->severity, a->reportedAt, a->id) < std::tuple(a->severity, b->reportedAt, b->id);
    });
    return shown;
}

double IncidentMark::reach() const
{
    return isNewest ? 31 : isSelected ? 21 : severity == Severity::Normal ? 9 : 12;
}

std::vector<IncidentMark> incidentMarks(const DistrictStore &store, const ViewState &view, const Selection &selection)
{
    std::vector<IncidentMark> marks;
    if (!view.layers().testFlag(MapLayer::Incidents))
        return marks;
    const auto *selected = selection.as<IncidentId>();
    IncidentMark *newest = nullptr;
    const auto shown = shownIncidents(store, view.filter());
    marks.reserve(shown.size());
    for (const Incident *incident : shown) {
        marks.push_back({incident->id, worldFromGeo(*incident->position), incident->severity, incident->reportedAt,
            false, selected && incident->id == *selected});
        if (incident->severity == Severity::Urgent && !incident->acceptedAt
            && incident->state < IncidentState::Handling)
            newest = &marks.back();
    }
    if (newest)
        newest->isNewest = true;
    return marks;
}

ClusterTree clusterMarks(std::vector<IncidentMark> &marks)
{
    std::vector<WorldPoint> places;
    std::vector<std::uint8_t> classes;
    places.reserve(marks.size());
    classes.reserve(marks.size());
    for (const IncidentMark &mark : marks) {
        places.push_back(mark.at);
        classes.push_back(std::uint8_t(std::size_t(mark.severity) - 1));
    }
    ClusterTree tree(places, classes);
    const std::vector<int> alone = tree.pointsAloneFrom();
    for (std::size_t row = 0; row < marks.size(); ++row)
        marks[row].aloneFrom = marks[row].isNewest || marks[row].isSelected ? 0 : alone[row];
    return tree;
}

std::vector<IncidentMark> differences(const std::vector<IncidentMark> &before, const std::vector<IncidentMark> &after)
{
    std::unordered_map<IncidentId, const IncidentMark *> gone;
    for (const IncidentMark &mark : before)
        gone.emplace(mark.id, &mark);
    std::vector<IncidentMark> found;
    for (const IncidentMark &mark : after) {
        const auto at = gone.find(mark.id);
        if (at != gone.end() && *at->second == mark) {
            gone.erase(at);
            continue;
        }
        found.push_back(mark);
    }
    for (const auto &[id, mark] : gone)
        found.push_back(*mark);
    return found;
}

} // namespace wuquan
