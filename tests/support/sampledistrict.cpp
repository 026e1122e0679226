// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampledistrict.h"

#include "data/core/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <random>

using namespace Qt::StringLiterals;

namespace wuquan::test {

namespace {

AreaLevel levelOf(const QString &name)
{
    if (name == "district"_L1)
        return AreaLevel::District;
    if (name == "street"_L1)
        return AreaLevel::Street;
    return name == "community"_L1 ? AreaLevel::Community : AreaLevel::Grid;
}

/// An English name where the file has none, so that English pictures can be judged.
QString englishName(AreaLevel level, int number)
{
    switch (level) {
    case AreaLevel::District:
        return u"Jianggan District"_s;
    case AreaLevel::Street:
        return QStringList{u"Kaixuan"_s, u"Caihe"_s, u"Zhanongkou"_s, u"Sijiqing"_s, u"Jianqiao"_s, u"Pengbu"_s,
                   u"Jiubao"_s, u"Dinglan"_s}
                   .value(number % 8)
            + u" Subdistrict"_s;
    case AreaLevel::Community:
        return u"Mingshi %1"_s.arg(number);
    case AreaLevel::Grid:
        return u"Grid %1"_s.arg(number % 5 + 1);
    }
    return {};
}

std::vector<Area> readAreas()
{
    std::vector<Area> areas;
    const auto content = readResource(u"district/areas.geojson"_s);
    if (!content)
        return areas;
    std::map<QString, AreaId> ids;
    std::map<AreaLevel, int> numbers;
    for (const QJsonValue &feature : QJsonDocument::fromJson(*content)["features"_L1].toArray()) {
        const QJsonValue properties = feature["properties"_L1];
        Area area;
        area.id = {std::int32_t(areas.size() + 1)};
        area.level = levelOf(properties["level"_L1].toString());
        area.code = properties["code"_L1].toString();
        area.name = properties["name"_L1].toString();
        area.nameEn = englishName(area.level, numbers[area.level]++);
        area.version = 1;
        ids[area.code] = area.id;
        if (const auto parent = ids.find(properties["parent"_L1].toString()); parent != ids.end())
            area.parent = parent->second;
        if (auto boundary = polygonFromGeoJson(feature["geometry"_L1].toObject()))
            area.boundary = *std::move(boundary);
        areas.push_back(std::move(area));
    }
    return areas;
}

/// A random place in an area, nearer to its middle than to its border.
GeoPoint scattered(const Area &area, std::minstd_rand &random)
{
    std::uniform_real_distribution<double> part(0, 1);
    const Ring &ring = area.boundary.front().outer;
    const GeoPoint middle = labelPoint(area.boundary);
    const std::size_t corner = std::size_t(random()) % ring.size();
    const GeoPoint a = ring[corner], b = ring[(corner + 1) % ring.size()];
    const double along = part(random), out = std::sqrt(part(random)) * 0.95;
    return {middle.longitude + out * (a.longitude + along * (b.longitude - a.longitude) - middle.longitude),
        middle.latitude + out * (a.latitude + along * (b.latitude - a.latitude) - middle.latitude)};
}

std::shared_ptr<Catalogue> sampleCatalogue()
{
    auto made = std::make_shared<Catalogue>();
    made->attributes[u"demo"_s] = u"true"_s;
    made->deviceKinds[{1}] = {{1}, u"camera"_s, u"监控摄像机"_s, u"Camera"_s, {}};
    made->deviceKinds[{2}] = {{2}, u"fire_detector"_s, u"火灾探测器"_s, u"Fire detector"_s, {}};
    made->deviceKinds[{3}] = {{3}, u"dust_sensor"_s, u"扬尘监测"_s, u"Dust sensor"_s, {}};
    made->placeKinds[{1}]
        = {{1}, u"micro_fire_station"_s, u"微型消防站"_s, u"Micro fire station"_s, Circle::Residential};
    IncidentType type;
    type.id = {1};
    type.name = u"电动车充电起火"_s;
    type.nameEn = u"E-bike fire while charging"_s;
    made->incidentTypes[type.id] = type;
    return made;
}

} // namespace

ChangeBatch sampleDistrict(const SampleSize &size, Instant now)
{
    ChangeBatch batch;
    batch.startsAnew = batch.complete = true;
    batch.serverTime = now;
    batch.catalogue = sampleCatalogue();
    batch.areas = readAreas();
    std::vector<const Area *> grids;
    std::map<AreaId, const Area *> byId;
    for (const Area &area : batch.areas) {
        byId[area.id] = &area;
        if (area.level == AreaLevel::Grid && !area.boundary.empty())
            grids.push_back(&area);
    }
    if (grids.empty())
        return batch;
    std::minstd_rand random(20180831);
    const auto anyGrid = [&]() -> const Area & { return *grids[random() % grids.size()]; };
    for (int i = 0; i < size.cameras + size.detectors; ++i) {
        const Area &grid = anyGrid();
        Device device;
        device.id = {i + 1};
        device.kind = {std::int16_t(i < size.cameras ? (i % 97 == 0 ? 3 : 1) : 2)};
        device.state = random() % 70 == 0 ? DeviceState::Offline
            : random() % 6000 == 0        ? DeviceState::Alarm
                                          : DeviceState::Online;
        device.grid = grid.id;
        device.position = scattered(grid, random);
        if (i < size.cameras) {
            device.heading = float(i * 37 % 360);
            device.fieldOfView = float(40 + i % 5 * 20);
            device.reach = float(40 + i % 7 * 15);
        }
        device.version = 1;
        batch.devices.push_back(device);
    }
    for (int i = 0; i < size.places; ++i) {
        const Area &grid = anyGrid();
        batch.places.push_back({{i + 1}, {1}, u"微型消防站 %1"_s.arg(i + 1), {}, grid.id, scattered(grid, random), 1});
    }
    for (int i = 0; i < size.incidents; ++i) {
        // Half of them gather in a tenth of the grids, as they do.
        const Area &grid = i % 2 ? *grids[random() % grids.size() / 10 * 10] : anyGrid();
        Incident incident;
        incident.id = {i + 1};
        incident.type = {1};
        incident.severity = i % 40 == 0 ? Severity::Urgent : i % 11 == 0 ? Severity::Pressing : Severity::Normal;
        incident.state = IncidentState(1 + random() % 5);
        if (i == 0)
            incident.state = IncidentState::Filed;
        incident.circle = Circle(1 + random() % 5);
        incident.title = u"电动车充电起火"_s;
        incident.grid = grid.id;
        if (const Area *community = byId[grid.parent.value_or(AreaId{})])
            incident.street = community->parent;
        incident.position = scattered(grid, random);
        incident.reportedAt = now - std::chrono::minutes(i * 7);
        incident.version = 1;
        batch.incidents.push_back(incident);
    }
    for (int i = 0; i < size.responders; ++i) {
        const Area &grid = anyGrid();
        batch.responders.push_back({{i + 1}, {1}, ResponderState(random() % 3), u"巡防 %1 组"_s.arg(i + 1),
            u"Patrol %1"_s.arg(i + 1), {}, scattered(grid, random), 4, 1});
    }
    return batch;
}

std::vector<Annotation> sampleAnnotations(Instant now)
{
    using enum AnnotationKind;
    using Role = AnnotationRole;
    const auto at = [](double east, double north) { return GeoPoint{120.222 + east / 1000, 30.285 + north / 1000}; };
    std::vector<Annotation> made;
    const auto add = [&](AnnotationKind kind, Role role, std::vector<GeoPoint> points, const QString &text) {
        made.push_back({{std::int64_t(made.size()) + 1}, kind, role, std::move(points), text, u"station"_s,
            now - std::chrono::minutes(7 * made.size() * made.size()), 1});
    };
    add(Point, Role::Support, {at(-6, 2.5)}, u"演练集结点"_s);
    add(Point, Role::Note, {at(-1, 4.2)}, u"临时指挥点(西门)"_s);
    add(Point, Role::Caution, {at(4.5, 3.4)}, u"低洼路段,雨天注意积水"_s);
    add(Point, Role::Restricted, {at(6.5, -1)}, {});
    add(Line, Role::Caution, {at(-6, 2.4), at(-3.4, 1.2), at(-1, 1.6), at(0.6, 0.2)}, u"疏散路线"_s);
    add(Line, Role::Support, {at(-7, -3.6), at(-2, -2.8), at(3, -3.4)}, u"应急车辆通道"_s);
    add(Line, Role::Note, {at(2, 4.8), at(7.4, 4.6)}, {});
    add(Area, Role::Restricted, {at(1, -2.4), at(4.4, -2), at(4, 0.8), at(0.8, 0.4)}, u"管控区"_s);
    add(Area, Role::Note, {at(-5, -2), at(-3, -2), at(-3, -0.6), at(-4, 0.1), at(-5, -0.6)}, {});
    add(Text, Role::Note, {at(6, 1.6)}, u"三堡单元"_s);
    add(Area, Role::Support, {at(-8, 3.4), at(-6.6, 4.4), at(-6.6, 3.4), at(-8, 4.4)}, u"交叉的边"_s);
    add(Line, Role::Restricted, {at(5, -3), at(5, -3)}, u"一处"_s);
    add(Line, Role::Note, {{-179, 80}, at(-8, -4.4), {179, -80}}, u"绕地球"_s);
    add(Area, Role::Note, {}, u"没有坐标"_s);
    return made;
}

} // namespace wuquan::test
