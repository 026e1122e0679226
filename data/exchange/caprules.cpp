// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/capmessage.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::array capStatuses{"Actual"_L1, "Exercise"_L1, "System"_L1, "Test"_L1, "Draft"_L1};
constexpr std::array capTypes{"Alert"_L1, "Update"_L1, "Cancel"_L1, "Ack"_L1, "Error"_L1};
constexpr std::array capScopes{"Public"_L1, "Restricted"_L1, "Private"_L1};
constexpr std::array capCategories{"Geo"_L1, "Met"_L1, "Safety"_L1, "Security"_L1, "Rescue"_L1, "Fire"_L1, "Health"_L1,
    "Env"_L1, "Transport"_L1, "Infra"_L1, "CBRNE"_L1, "Other"_L1};
constexpr std::array capUrgencies{"Immediate"_L1, "Expected"_L1, "Future"_L1, "Past"_L1, "Unknown"_L1};
constexpr std::array capSeverities{"Extreme"_L1, "Severe"_L1, "Moderate"_L1, "Minor"_L1, "Unknown"_L1};
constexpr std::array capCertainties{"Observed"_L1, "Likely"_L1, "Possible"_L1, "Unlikely"_L1, "Unknown"_L1};

bool isName(const QString &text)
{
    return !text.isEmpty()
        && std::ranges::none_of(text, [](QChar c) { return c.isSpace() || c == u',' || c == u'<' || c == u'&'; });
}

std::optional<QString> faultOfArea(const CapArea &area)
{
    if (area.description.trimmed().isEmpty())
        return u"an area has no description"_s;
    for (const auto &polygon : area.polygons) {
        if (polygon.size() < 4 || polygon.front() != polygon.back())
            return u"a polygon has four or more points, and ends where it began"_s;
        if (!std::ranges::all_of(polygon, [](GeoPoint point) { return isUsable(point); }))
            return u"a point of a polygon lies nowhere on Earth"_s;
    }
    for (const auto &[middle, radius] : area.circles) {
        if (!isUsable(middle) || !std::isfinite(radius) || radius < 0)
            return u"a circle has no usable middle or radius"_s;
    }
    return {};
}

std::optional<QString> faultOfInfo(const CapInfo &info)
{
    if (info.categories.isEmpty() || !std::ranges::all_of(info.categories, [](const QString &c) {
            return std::ranges::contains(capCategories, c);
        }))
        return u"the categories are none of the standard's"_s;
    if (info.event.trimmed().isEmpty())
        return u"there is no event"_s;
    if (!std::ranges::contains(capUrgencies, info.urgency))
        return u"the urgency is none of the standard's: "_s + info.urgency;
    if (!std::ranges::contains(capSeverities, info.severity))
        return u"the severity is none of the standard's: "_s + info.severity;
    if (!std::ranges::contains(capCertainties, info.certainty))
        return u"the certainty is none of the standard's: "_s + info.certainty;
    for (const CapArea &area : info.areas) {
        if (auto fault = faultOfArea(area))
            return fault;
    }
    return {};
}

} // namespace

std::optional<QString> faultOf(const CapMessage &message)
{
    if (!isName(message.identifier) || !isName(message.sender))
        return u"identifier and sender must be there, without blanks, commas, < and &"_s;
    if (!std::ranges::contains(capStatuses, message.status))
        return u"the status is none of the standard's: "_s + message.status;
    if (!std::ranges::contains(capTypes, message.type))
        return u"the type is none of the standard's: "_s + message.type;
    if (!std::ranges::contains(capScopes, message.scope))
        return u"the scope is none of the standard's: "_s + message.scope;
    if (message.scope == "Restricted"_L1 && message.restriction.trimmed().isEmpty())
        return u"a restricted message says to whom"_s;
    if (message.scope == "Private"_L1 && message.addresses.trimmed().isEmpty())
        return u"a private message has addresses"_s;
    if (message.status == "Exercise"_L1 && message.note.trimmed().isEmpty())
        return u"an exercise has a note that says which"_s;
    for (const CapInfo &info : message.infos) {
        if (auto fault = faultOfInfo(info))
            return fault;
    }
    return {};
}

} // namespace wuquan
