// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/placefacts.h"

#include "data/core/shanghai.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace wuquan {

CardWriter::CardWriter(const DistrictStore &store, const Filter &filter, Language language)
    : m_store(store)
    , m_filter(filter)
    , m_language(language)
{
}

CardContent CardWriter::area(const Area &area) const
{
    const bool district = area.level == AreaLevel::District;
    std::unordered_set<AreaId> inside;
    int grids = 0, communities = 0, population = 0;
    for (const Area &other : m_store.areas()) {
        if (!district && m_store.ancestor(other.id, area.level) != &area)
            continue;
        inside.insert(other.id);
        grids += other.level == AreaLevel::Grid ? 1 : 0;
        communities += other.level == AreaLevel::Community ? 1 : 0;
        population += other.level == AreaLevel::Grid ? other.population.value_or(0) : 0;
    }
    std::array<int, 3> open{};
    for (const Incident &incident : m_store.incidents()) {
        if (!isOpen(incident.state))
            continue;
        const Area *at = incident.grid ? m_store.area(*incident.grid) : nullptr;
        if (!at && incident.street)
            at = m_store.area(*incident.street);
        const bool here = district || (at && inside.contains(at->id));
        if (here && m_filter.matches(incident, m_store))
            ++open[std::size_t(incident.severity) - 1];
    }
    struct Devices {
        int all = 0;
        int offline = 0;
    };
    std::map<DeviceKindId, Devices> devices;
    const DeviceColumns &columns = m_store.devices();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!district && !inside.contains(columns.grid[i]))
            continue;
        Devices &kind = devices[columns.kind[i]];
        ++kind.all;
        kind.offline += columns.state[i] == DeviceState::Offline ? 1 : 0;
    }

    CardContent content;
    content.isArea = true;
    content.title = name(area);
    content.line = levelName(area.level);
    if (const QString path = above(area.id, false); !path.isEmpty())
        content.line = path + u" · "_s + content.line;
    if (communities > 1)
        content.line += u" · "_s + tr("%1 个社区").arg(formatCount(communities));
    if (grids > 1)
        content.line += u" · "_s + tr("%1 个网格").arg(formatCount(grids));
    const QString openIncidents = m_filter.isEmpty() ? tr("在办事件") : tr("在办事件 · 筛选后");
    content.figures.push_back({formatCount(open[0] + open[1] + open[2]), openIncidents});
    if (area.population || population > 0)
        content.figures.push_back({formatCount(area.population.value_or(population)), tr("人口")});
    CardContent::Group severities{openIncidents, {}};
    for (const Severity severity : allSeverities)
        severities.facts.push_back({words::severity(severity), formatCount(open[std::size_t(severity) - 1]), severity});
    content.groups.push_back(severities);
    CardContent::Group kinds{tr("设备"), {}};
    std::vector<std::pair<DeviceKindId, Devices>> sorted(devices.begin(), devices.end());
    std::ranges::stable_sort(sorted, std::ranges::greater(), [](const auto &kind) { return kind.second.all; });
    for (const auto &[id, count] : sorted) {
        const auto kind = m_store.catalogue().deviceKinds.constFind(id);
        const QString label = kind == m_store.catalogue().deviceKinds.cend()
            ? tr("其他设备")
            : localName(m_language, kind->name, kind->nameEn);
        kinds.facts.push_back({label,
            count.offline > 0 ? tr("%1 · 离线 %2").arg(formatCount(count.all), formatCount(count.offline))
                              : formatCount(count.all)});
    }
    content.groups.push_back(kinds);
    return content;
}

CardContent CardWriter::device(DeviceIndex device) const
{
    const DeviceColumns &columns = m_store.devices();
    const std::size_t row = device.value;
    CardContent content;
    content.title = columns.name[row];
    const auto kind = m_store.catalogue().deviceKinds.constFind(columns.kind[row]);
    const QString kindName
        = kind == m_store.catalogue().deviceKinds.cend() ? tr("设备") : localName(m_language, kind->name, kind->nameEn);
    if (content.title.isEmpty())
        content.title = kindName;
    content.line = above(columns.grid[row], true);
    content.groups.push_back({tr("设备"),
        {{tr("种类"), kindName}, {tr("状态"), words::deviceState(columns.state[row])},
            {tr("位置"), columns.positioned[row] != 0 ? tr("已定位") : tr("无坐标")},
            {tr("编号"), QString::number(columns.id[row].value)}}});
    return content;
}

CardContent CardWriter::place(const Place &place) const
{
    CardContent content;
    content.title = localName(m_language, place.name, place.nameEn);
    if (place.grid)
        content.line = above(*place.grid, true);
    const auto kind = m_store.catalogue().placeKinds.constFind(place.kind);
    std::vector<Fact> facts;
    if (kind != m_store.catalogue().placeKinds.cend()) {
        facts.push_back({tr("种类"), localName(m_language, kind->name, kind->nameEn)});
        if (kind->circle)
            facts.push_back({tr("防控圈"), words::circleName(*kind->circle)});
    }
    facts.push_back({tr("位置"), place.position ? tr("已定位") : tr("无坐标")});
    content.groups.push_back({tr("场所"), facts});
    return content;
}

CardContent CardWriter::responder(const Responder &responder) const
{
    CardContent content;
    content.title = localName(m_language, responder.name, responder.nameEn);
    if (responder.street)
        content.line = above(*responder.street, true);
    std::vector<Fact> facts;
    const auto kind = m_store.catalogue().responderKinds.constFind(responder.kind);
    if (kind != m_store.catalogue().responderKinds.cend())
        facts.push_back({tr("种类"), localName(m_language, kind->name, kind->nameEn)});
    const std::array states{tr("空闲"), tr("出警中"), tr("下班")};
    facts.push_back({tr("状态"), states[std::size_t(responder.state)]});
    facts.push_back({tr("在岗"), tr("%1 人").arg(responder.headcount)});
    content.groups.push_back({tr("力量"), facts});
    return content;
}

CardContent CardWriter::annotation(const Annotation &annotation) const
{
    CardContent content;
    const std::array kinds{tr("点"), tr("线"), tr("面"), tr("文字")};
    const std::array roles{tr("说明"), tr("保障"), tr("注意"), tr("管制")};
    content.title = annotation.text.trimmed().isEmpty() ? tr("标注") : annotation.text;
    const auto index = [](auto value) { return std::size_t(value) - 1; };
    content.groups.push_back({tr("标注"),
        {{tr("种类"), kinds[index(annotation.kind)]}, {tr("用途"), roles[index(annotation.role)]},
            {tr("标注人"), annotation.author},
            {tr("标注时间"),
                formatDate(shanghai::dayOf(annotation.createdAt), m_language) + u' '
                    + formatClock(annotation.createdAt, false)},
            {tr("位置"), annotation.points.empty() ? tr("坐标不可用") : tr("已定位")}}});
    return content;
}

QString CardWriter::above(AreaId area, bool itself) const
{
    QStringList path;
    for (const AreaLevel level : {AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid}) {
        const Area *at = m_store.ancestor(area, level);
        if (at && (itself || at->id != area))
            path << name(*at);
    }
    return path.join(u" · "_s);
}

QString CardWriter::levelName(AreaLevel level) const
{
    switch (level) {
    case AreaLevel::District:
        return tr("全区");
    case AreaLevel::Street:
        return tr("街道");
    case AreaLevel::Community:
        return tr("社区");
    case AreaLevel::Grid:
        return tr("网格");
    }
    return {};
}

} // namespace wuquan
