// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench.d/map/scenario.h"

#include "data/geo/mercator.h"
#include "maps/layers/devicelayer.h"
#include "tests/bench.d/samplepoints.h"
#include "tests/support/benchmark.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wuquan::bench {

namespace {

void write(const QString &path, const char *data, std::size_t size)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(data, qint64(size)) != qint64(size) || !file.flush())
        giveUp(u"%1 can't be written: %2"_s.arg(path, file.errorString()));
}

QString cssColour(Rgb rgb)
{
    return colour(rgb).name();
}

QJsonArray pair(GeoPoint at)
{
    return {at.longitude, at.latitude};
}

QJsonObject walk(const Camera &from, double diameter)
{
    QJsonArray cameras;
    for (const Camera &camera : mapPath(from)) {
        const GeoPoint centre = geoFromWorld(camera.centre);
        cameras << QJsonArray{centre.longitude, centre.latitude, camera.zoom};
    }
    return {{u"diameter"_s, diameter}, {u"cameras"_s, cameras}};
}

void writePoints(const QString &path, const std::vector<PlainPoint> &points)
{
    std::vector<double> positions;
    std::vector<char> states;
    for (const PlainPoint &point : points) {
        positions.insert(positions.end(), {point.at.longitude, point.at.latitude});
        states.push_back(char(point.state));
    }
    write(path + u".points"_s, reinterpret_cast<const char *>(positions.data()), positions.size() * sizeof(double));
    write(path + u".states"_s, states.data(), states.size());
}

} // namespace

Camera districtStart()
{
    return {worldFromGeo({120.222, 30.285}), 16.75, 3840, 2160};
}

Camera cityStart()
{
    Camera camera{{}, 12.25, 3840, 2160};
    camera.centre = {
        sampleLeft + sampleSide / 2 + 900 / camera.worldSize(), sampleTop + sampleSide / 2 + 630 / camera.worldSize()};
    return camera;
}

std::vector<Camera> mapPath(Camera camera)
{
    std::vector<Camera> cameras;
    const auto pan = [&](int frames, double x, double y) {
        for (int i = 0; i < frames; ++i)
            cameras.push_back(camera = settled(dragged(camera, {}, {x, y}), {}, 1));
    };
    const auto zoom = [&](double levels) {
        const ScreenPoint middle{camera.width / 2, camera.height / 2};
        for (int i = 0; i < 16; ++i)
            cameras.push_back(camera = settled(zoomedAt(camera, middle, camera.zoom + levels / 16, {}), {}, 1));
    };
    pan(60, 30, 0);
    pan(60, -21, 21);
    zoom(2);
    pan(60, 0, -30);
    pan(60, -30, 0);
    zoom(-2);
    pan(60, 21, -21);
    return cameras;
}

std::vector<Camera> halfPath(const Camera &camera)
{
    const std::vector<Camera> all = mapPath(camera);
    return {all.begin() + 60, all.begin() + 196};
}

ChangeBatch city(ChangeBatch district)
{
    const auto corner
        = [](double x, double y) { return geoFromWorld({sampleLeft + x * sampleSide, sampleTop + y * sampleSide}); };
    Area around;
    around.id = {1'000'000};
    around.level = AreaLevel::District;
    around.boundary = {{{corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)}, {}}};
    district.areas.push_back(around);
    const std::vector<Device> sample = std::exchange(district.devices, {});
    const auto points = samplePoints(1'000'000, Spread::Dense, 1);
    district.devices.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        Device device = sample[i % sample.size()];
        device.id = {std::int64_t(i) + 1};
        device.position = geoFromWorld(points[i]);
        district.devices.push_back(device);
    }
    return district;
}

std::vector<PlainPoint> plainDistrict(const ChangeBatch &district)
{
    constexpr DeviceKindId detector{2};
    std::vector<PlainPoint> points;
    for (const Device &device : district.devices) {
        if (device.position && device.kind != detector)
            points.push_back({*device.position, device.state});
    }
    return points;
}

std::vector<PlainPoint> plainCity(const ChangeBatch &district)
{
    std::vector<PlainPoint> points;
    for (const Device &device : city(district).devices)
        points.push_back({*device.position, device.state});
    return points;
}

std::vector<PlainArea> plainAreas(const ChangeBatch &district)
{
    std::vector<PlainArea> areas;
    for (const Area &area : district.areas) {
        if (area.level == AreaLevel::Grid && !area.boundary.empty())
            areas.push_back({area.boundary.front().outer, area.name, labelPoint(area.boundary), int(areas.size() % 4)});
    }
    return areas;
}

Rgb discColour(const Palette &palette, DeviceState state)
{
    if (state == DeviceState::Alarm)
        return palette.severity[0];
    return state == DeviceState::Online ? deviceInk(palette) : palette.faint;
}

void writeScenario(const QString &folder, const ChangeBatch &district)
{
    QDir().mkpath(folder);
    const Palette palette = orGiveUp(Palette::load(u"day"_s));
    QJsonArray areas, states;
    for (const PlainArea &area : plainAreas(district)) {
        QJsonArray ring;
        for (const GeoPoint &point : area.ring)
            ring << pair(point);
        areas << QJsonObject{{u"ring"_s, ring}, {u"name"_s, area.name}, {u"nameAt"_s, pair(area.nameAt)},
            {u"colour"_s, cssColour(palette.choropleth[std::size_t(area.shade)])}};
    }
    for (const auto state : {DeviceState::Online, DeviceState::Offline, DeviceState::Alarm, DeviceState::Fault})
        states << cssColour(discColour(palette, state));
    const Camera start = districtStart();
    const QByteArray scenario = QJsonDocument(
        QJsonObject{
            {u"width"_s, start.width},
            {u"height"_s, start.height},
            {u"paper"_s, cssColour(palette.background)},
            {u"line"_s, cssColour(palette.communityBorder)},
            {u"ink"_s, cssColour(palette.text)},
            {u"states"_s, states},
            {u"areas"_s, areas},
            {u"walks"_s, QJsonObject{{u"33k"_s, walk(start, districtDiscs)}, {u"1m"_s, walk(cityStart(), cityDiscs)}}},
        })
                                    .toJson(QJsonDocument::Compact);
    write(folder + u"/scenario.json"_s, scenario.data(), std::size_t(scenario.size()));
    writePoints(folder + u"/33k"_s, plainDistrict(district));
    writePoints(folder + u"/1m"_s, plainCity(district));
}

} // namespace wuquan::bench
