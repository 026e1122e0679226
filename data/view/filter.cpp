// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/filter.h"

#include "data/store/districtstore.h"
#include "data/view/namesearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

bool areaMatches(const Area *area, const QString &text)
{
    return area
        && (area->name.contains(text, Qt::CaseInsensitive) || area->nameEn.contains(text, Qt::CaseInsensitive)
            || pinyinMatches(area->pinyin, text));
}

} // namespace

Todo todoOf(IncidentState state)
{
    switch (state) {
    case IncidentState::Collected:
    case IncidentState::Filed:
        return Todo::ToDispatch;
    case IncidentState::Dispatched:
        return Todo::ToAccept;
    case IncidentState::Handling:
        return Todo::Handling;
    default:
        return Todo::ToVerify;
    }
}

bool isOverdue(const Incident &incident, Instant serverNow)
{
    return isOpen(incident.state) && !incident.suspendedAt && incident.dueAt && *incident.dueAt < serverNow;
}

bool Filter::matchesArea(AreaId grid, AreaId street, const DistrictStore &store) const
{
    if (!area)
        return true;
    const Area *wanted = store.area(*area);
    if (!wanted)
        return false;
    return (grid.value && store.ancestor(grid, wanted->level) == wanted) || street == *area
        || wanted->level == AreaLevel::District;
}

bool Filter::textMatchesType(IncidentTypeId type, const DistrictStore &store) const
{
    const QString typed = text.trimmed();
    const auto found = store.catalogue().incidentTypes.constFind(type);
    return found != store.catalogue().incidentTypes.cend()
        && (found->name.contains(typed, Qt::CaseInsensitive) || found->nameEn.contains(typed, Qt::CaseInsensitive)
            || pinyinMatches(found->pinyin, typed));
}

bool Filter::textMatchesAreas(AreaId grid, AreaId street, const DistrictStore &store) const
{
    const QString typed = text.trimmed();
    return areaMatches(store.area(street), typed) || areaMatches(store.area(grid), typed)
        || areaMatches(store.ancestor(grid, AreaLevel::Community), typed);
}

bool Filter::matches(const Incident &incident, const DistrictStore &store) const
{
    const AreaId grid = incident.grid.value_or(AreaId{0}), street = incident.street.value_or(AreaId{0});
    if ((circle && incident.circle != *circle) || (severity && incident.severity != *severity)
        || !matchesArea(grid, street, store))
        return false;
    const QString typed = text.trimmed();
    return typed.isEmpty() || incident.title.contains(typed, Qt::CaseInsensitive)
        || incident.foreignCaseNumber.contains(typed, Qt::CaseInsensitive)
        || incident.sourceId.contains(typed, Qt::CaseInsensitive) || QString::number(incident.id.value) == typed
        || textMatchesType(incident.type, store) || textMatchesAreas(grid, street, store);
}

} // namespace wuquan
