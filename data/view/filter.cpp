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
    return isOpen(incident.state) && incident.dueAt && *incident.dueAt < serverNow;
}

bool Filter::matches(const Incident &incident, const DistrictStore &store) const
{
    if (circle && incident.circle != *circle)
        return false;
    if (severity && incident.severity != *severity)
        return false;
    if (area) {
        const Area *wanted = store.area(*area);
        if (!wanted)
            return false;
        const bool inGrid = incident.grid && store.ancestor(*incident.grid, wanted->level) == wanted;
        if (!inGrid && incident.street != area && wanted->level != AreaLevel::District)
            return false;
    }
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return true;
    if (incident.title.contains(typed, Qt::CaseInsensitive)
        || incident.foreignCaseNumber.contains(typed, Qt::CaseInsensitive)
        || incident.sourceId.contains(typed, Qt::CaseInsensitive) || QString::number(incident.id.value) == typed)
        return true;
    const auto type = store.catalogue().incidentTypes.constFind(incident.type);
    if (type != store.catalogue().incidentTypes.cend()
        && (type->name.contains(typed, Qt::CaseInsensitive) || type->nameEn.contains(typed, Qt::CaseInsensitive)
            || pinyinMatches(type->pinyin, typed)))
        return true;
    if (incident.street && areaMatches(store.area(*incident.street), typed))
        return true;
    return incident.grid
        && (areaMatches(store.area(*incident.grid), typed)
            || areaMatches(store.ancestor(*incident.grid, AreaLevel::Community), typed));
}

} // namespace wuquan
