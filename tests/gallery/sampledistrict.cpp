// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gallery/sampledistrict.h"

#include "data/core/resources.h"
#include "data/core/shanghai.h"
#include "data/trends/trendseries.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::sample {

namespace {

struct TypeRow {
    const char16_t *name;
    const char16_t *nameEn;
    const char16_t *pinyin;
    Circle circle;
    Severity severity;
};

constexpr TypeRow types[] = {
    {u"电动车充电起火", u"E-bike fire while charging", u"dian dong che chong dian qi huo", Circle::Residential,
        Severity::Urgent},
    {u"住户争执升级", u"Neighbours' dispute escalating", u"zhu hu zheng zhi sheng ji", Circle::Residential,
        Severity::Pressing},
    {u"配电箱冒烟", u"Smoke from a distribution box", u"pei dian xiang mao yan", Circle::Enterprise,
        Severity::Pressing},
    {u"占道堆物", u"Goods blocking the pavement", u"zhan dao dui wu", Circle::Public, Severity::Normal},
    {u"消防通道停车", u"Parking in a fire lane", u"xiao fang tong dao ting che", Circle::Residential, Severity::Normal},
    {u"路面破损", u"Damaged road surface", u"lu mian po sun", Circle::Public, Severity::Normal},
    {u"门禁损坏", u"Broken access control", u"men jin sun huai", Circle::Residential, Severity::Normal},
    {u"乱倒渣土", u"Dumped rubble", u"luan dao zha tu", Circle::Public, Severity::Normal},
    {u"路灯不亮", u"Street lamp out", u"lu deng bu liang", Circle::Public, Severity::Normal},
    {u"校门口拥堵", u"Congestion at a school gate", u"xiao men kou yong du", Circle::Campus, Severity::Normal},
    {u"食堂燃气异味", u"Smell of gas in a canteen", u"shi tang ran qi yi wei", Circle::Campus, Severity::Pressing},
    {u"网站页面被篡改", u"Website defaced", u"wang zhan ye mian bei cuan gai", Circle::Internet, Severity::Normal},
    {u"工地扬尘超标", u"Dust above the limit on a building site", u"gong di yang chen chao biao", Circle::Enterprise,
        Severity::Normal},
};

std::shared_ptr<const Catalogue> catalogue()
{
    auto catalogue = std::make_shared<Catalogue>();
    std::int16_t id = 1;
    for (const TypeRow &row : types) {
        const IncidentType type{{id}, u"t%1"_s.arg(id), QString::fromUtf16(row.name), QString::fromUtf16(row.nameEn),
            QString::fromUtf16(row.pinyin), row.circle, row.severity};
        catalogue->incidentTypes.insert(type.id, type);
        ++id;
    }
    catalogue->deviceKinds = {{{1}, {{1}, u"camera"_s, u"监控摄像机"_s, u"Camera"_s, {}}},
        {{2}, {{2}, u"fire_detector"_s, u"独立烟感"_s, u"Fire detector"_s, {}}},
        {{3}, {{3}, u"lock"_s, u"智能门锁"_s, u"Smart lock"_s, {}}},
        {{4}, {{4}, u"checkpoint"_s, u"卡口设备"_s, u"Checkpoint unit"_s, {}}},
        {{5}, {{5}, u"dust"_s, u"工地扬尘传感器"_s, u"Dust sensor"_s, {}}}};
    catalogue->responderKinds = {{{1}, {{1}, u"patrol"_s, u"巡防组"_s, u"Patrol"_s, {}}}};
    catalogue->sources = {{u"device"_s, {u"设备上报"_s, u"Device"_s}},
        {u"grid_worker"_s, {u"网格员"_s, u"Grid worker"_s}},
        {u"hotline_12345"_s, {u"12345 热线"_s, u"Hotline 12345"_s}}, {u"resident"_s, {u"居民上报"_s, u"Resident"_s}}};
    catalogue->attributes = {{u"title"_s, u"江干区综合指挥中心"_s},
        {u"title_en"_s, u"Jianggan District Command Centre"_s}, {u"demo"_s, u"true"_s}, {u"simulated_rate"_s, u"10"_s}};
    return catalogue;
}

std::vector<Area> areas()
{
    const auto content = readResource(u"district/areas.geojson"_s);
    std::vector<Area> areas;
    if (!content)
        return areas;
    QHash<QString, AreaId> ids;
    std::int32_t next = 1;
    for (const QJsonValue feature : QJsonDocument::fromJson(*content)[u"features"].toArray()) {
        const QJsonObject properties = feature[u"properties"].toObject();
        Area area;
        area.id = {next++};
        const QString level = properties[u"level"].toString();
        area.level = level == u"district" ? AreaLevel::District
            : level == u"street"          ? AreaLevel::Street
            : level == u"community"       ? AreaLevel::Community
                                          : AreaLevel::Grid;
        area.code = properties[u"code"].toString();
        area.name = properties[u"name"].toString();
        area.nameEn = area.level == AreaLevel::Community ? u"Community %1"_s.arg(area.code.right(3))
            : area.level == AreaLevel::Grid              ? u"Grid %1"_s.arg(area.code.right(3).toInt())
            : area.level == AreaLevel::Street            ? u"Subdistrict %1"_s.arg(area.code.right(2))
                                                         : u"Jianggan District"_s;
        area.parent = ids.contains(properties[u"parent"].toString())
            ? std::optional(ids[properties[u"parent"].toString()])
            : std::nullopt;
        if (const int population = properties[u"population"].toInt(); population > 0)
            area.population = population;
        area.version = 1;
        ids.insert(area.code, area.id);
        areas.push_back(area);
    }
    return areas;
}

Incident incident(std::int64_t id, Instant now, const std::vector<AreaId> &grids,
    const std::vector<AreaId> &streetOfGrid, std::mt19937 &random)
{
    const auto any = [&](std::size_t count) { return std::size_t(random() % count); };
    // The first three are the ones of the drawing.
    std::size_t type = id <= 3 ? std::size_t(id) - 1 : 3 + any(std::size(types) - 3);
    Incident incident;
    incident.id = {id};
    incident.type = {std::int16_t(type + 1)};
    incident.circle = types[type].circle;
    incident.severity = types[type].severity;
    incident.title = QString::fromUtf16(types[type].name);
    incident.source = id % 3 == 0 ? u"grid_worker"_s : id % 3 == 1 ? u"device"_s : u"hotline_12345"_s;
    incident.sourceId = QString::number(880000 + id);
    const std::size_t grid = any(grids.size());
    incident.grid = grids[grid];
    incident.street = streetOfGrid[grid];
    incident.state = id == 1 ? IncidentState::Filed : IncidentState(2 + any(4));
    incident.reportedAt = id == 1 ? now - 60s : now - std::chrono::seconds(120 + any(28000));
    incident.filedAt = incident.reportedAt + 12s;
    if (incident.state >= IncidentState::Dispatched) {
        incident.dispatchedAt = *incident.filedAt + 95s;
        incident.responder = ResponderId{1 + std::int64_t(any(8))};
    }
    if (incident.state >= IncidentState::Handling)
        incident.acceptedAt = *incident.dispatchedAt + 65s;
    if (incident.state >= IncidentState::FedBack) {
        incident.arrivedAt = *incident.acceptedAt + 300s;
        incident.handledAt = *incident.arrivedAt + 700s;
    }
    incident.dueAt = id == 1 ? now + 48s
        : id == 2            ? now + 4min
        : id == 3            ? now - 451s
                             : now + std::chrono::seconds(any(90000));
    if (id % 7 == 0)
        incident.dueAt.reset();
    incident.version = 1;
    return incident;
}

std::shared_ptr<const TrendCube> trends(Instant now, const std::vector<Area> &areas, std::mt19937 &random)
{
    const QDate today = shanghai::dayOf(now);
    constexpr int length = 1100;
    auto cube = std::make_shared<TrendCube>(today.addDays(-length), length);
    constexpr double mean[] = {74, 118, 62, 21, 9};
    std::vector<AreaId> streets;
    for (const Area &area : areas) {
        if (area.level == AreaLevel::Street)
            streets.push_back(area.id);
    }
    for (const Circle circle : allCircles) {
        const double base = mean[circleIndex(circle)] / double(streets.size());
        std::vector<int> seconds;
        for (std::size_t s = 0; s < streets.size(); ++s) {
            for (int i = 0; i < length; ++i) {
                const QDate day = today.addDays(i - length);
                const double week = day.dayOfWeek() >= 6 ? (circle == Circle::Campus ? 0.35 : 0.78) : 1.06;
                const double year = 1.1 - 0.1 * i / 365.0 + 0.14 * std::sin(i / 58.0);
                std::poisson_distribution<int> count(std::max(0.2, base * week * (year + 0.1)));
                cube->setCount(streets[s], circle, day, count(random));
            }
        }
        for (int i = 0; i < length; ++i) {
            const QDate day = today.addDays(i - length);
            int sum = 0;
            for (const AreaId street : streets)
                sum += cube->sum(street, circle, day, day.addDays(1));
            cube->setCount(std::nullopt, circle, day, sum);
        }
        for (int i = 0; i < int(mean[circleIndex(circle)]); ++i)
            seconds.push_back(int(random() % 86400));
        for (const TrendStep step : {TrendStep::Day, TrendStep::Month})
            cube->addHours(std::nullopt, circle, aYearBefore(today, step), seconds);
    }
    return cube;
}

std::shared_ptr<const std::vector<IndicatorFigure>> indicators()
{
    auto figures = std::make_shared<std::vector<IndicatorFigure>>();
    const auto add = [&](const char16_t *name, const char16_t *nameEn, IndicatorMeasure measure, double value,
                         std::optional<double> before, bool lower) {
        IndicatorFigure figure;
        figure.id = {std::int16_t(figures->size() + 1)};
        figure.name = QString::fromUtf16(name);
        figure.nameEn = QString::fromUtf16(nameEn);
        figure.measure = measure;
        figure.value = value;
        figure.before = before;
        figure.lowerIsBetter = lower;
        figure.numerator = qint64(value);
        figure.denominator = qint64(before.value_or(0));
        figure.definition = u"按接报时间统计的立案数,近 365 天与之前 365 天相比。"_s;
        figure.definitionEn = u"Cases filed by time of report, the trailing 365 days against the 365 before."_s;
        figures->push_back(figure);
    };
    using enum IndicatorMeasure;
    add(u"刑事案件", u"Criminal cases", CountYearOnYear, 4727, 5189, true);
    add(u"侵财案件", u"Property crime", CountYearOnYear, 1822, 2375, true);
    add(u"入室盗窃", u"Burglary", CountYearOnYear, 196, 400, true);
    add(u"电动车盗窃", u"E-bike theft", CountYearOnYear, 395, 1000, true);
    add(u"火灾", u"Fires", CountYearOnYear, 147, 256, true);
    add(u"生产安全事故", u"Work accidents", CountYearOnYear, 90, 121, true);
    add(u"纠纷警情", u"Dispute calls", CountYearOnYear, 1040, 1012, true);
    add(u"侵财案件破案率", u"Property-case clearance", Ratio, 0.7097, 0.0567, false);
    add(u"未发生较大事故", u"Days without a larger accident", DaysSince, 1204, {}, false);
    add(u"寻回走失人员", u"Missing people found", Count, 147, {}, false);
    return figures;
}

} // namespace

ChangeBatch district(Instant now, const Wish &wish)
{
    std::mt19937 random(5);
    ChangeBatch batch;
    batch.startsAnew = batch.complete = true;
    batch.serverTime = now;
    batch.catalogue = catalogue();
    batch.areas = areas();
    std::unordered_map<AreaId, const Area *> byId;
    std::vector<AreaId> grids, streetOfGrid;
    for (const Area &area : batch.areas)
        byId[area.id] = &area;
    for (const Area &area : batch.areas) {
        if (area.level != AreaLevel::Grid || !area.parent || !byId[*area.parent]->parent)
            continue;
        grids.push_back(area.id);
        streetOfGrid.push_back(*byId[*area.parent]->parent);
    }
    for (int i = 1; i <= wish.incidents; ++i)
        batch.incidents.push_back(incident(i, now, grids, streetOfGrid, random));
    // Today's closed ones make today's figures.
    for (int i = 0; i < wish.incidents * 3; ++i) {
        Incident closed = incident(1'000'000 + i, now, grids, streetOfGrid, random);
        closed.state = IncidentState::Closed;
        closed.closedAt = closed.reportedAt + 40min;
        batch.incidents.push_back(closed);
    }
    for (int i = 1; i <= wish.devices; ++i) {
        Device device;
        device.id = {i};
        device.kind = {std::int16_t(i % 20 < 11 ? 1 : i % 20 < 18 ? 2 : i % 20 == 18 ? 3 : 4 + i / 20 % 2)};
        device.state = random() % 70 == 0 ? DeviceState::Offline : DeviceState::Online;
        device.grid = grids[random() % grids.size()];
        device.name = u"设备 %1"_s.arg(i);
        device.version = 1;
        batch.devices.push_back(device);
    }
    for (int i = 1; i <= 8; ++i)
        batch.responders.push_back(
            {{i}, {1}, ResponderState::Free, u"巡防 %1 组"_s.arg(i), u"Patrol %1"_s.arg(i), {}, {}, 4, 1});
    if (wish.trends)
        batch.trends = trends(now, batch.areas, random);
    batch.indicators = indicators();
    batch.irregularRows
        = {{u"device"_s, u"20815"_s, u"坐标为 (0, 0)"_s}, {u"incident"_s, u"4471"_s, u"类型 999 不存在"_s}};
    return batch;
}

} // namespace wuquan::sample
