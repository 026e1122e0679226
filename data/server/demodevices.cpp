// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demodevices.h"

#include "data/domain/device.h"
#include "data/postgres/session.h"
#include "data/server/incidentcopy.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Where a device stands and where it looks.
struct Stand {
    MicroPoint point;
    std::int16_t heading = 0;
};

Stand standIn(const DemoGrid &grid, const QString &place, Random &random)
{
    // Two thirds of the cameras look along a road; the others stand in yards and at doors.
    if (place == "road"_L1 && !grid.roads.empty() && random.below(3) < 2) {
        const RoadPoint &road = grid.roads[std::size_t(random.below(std::int64_t(grid.roads.size())))];
        const MicroPoint beside{std::int32_t(road.point.longitude + random.between(-110, 110)),
            std::int32_t(road.point.latitude + random.between(-110, 110))};
        if (grid.contains(beside))
            return {
                beside, std::int16_t((road.direction + random.below(2) * 180 + random.between(-15, 15) + 360) % 360)};
    }
    return {grid.randomPoint(random), std::int16_t(random.below(360))};
}

DeviceState stateOf(const DemoDeviceKind &kind, Random &random)
{
    const std::int64_t draw = random.below(10000);
    if (draw < kind.offline)
        return DeviceState::Offline;
    if (draw < kind.offline + kind.fault)
        return DeviceState::Fault;
    return draw < kind.offline + kind.fault + kind.alarm ? DeviceState::Alarm : DeviceState::Online;
}

Result<std::int64_t> copyDevices(
    postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground, Random &random)
{
    auto copy = session.copyIn(
        "copy wuquan.device (device_id, source, source_id, kind_id, name, grid_id, longitude, latitude, "
        "heading, field_of_view, reach, state) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    const std::vector<std::int64_t> populations = ground.populations();
    std::int64_t key = 0;
    for (std::size_t k = 0; k < catalogue.deviceKinds.size(); ++k) {
        const DemoDeviceKind &kind = catalogue.deviceKinds[k];
        if (!kind.positioned)
            continue;
        const bool looks = kind.code.startsWith("camera"_L1);
        const std::vector<std::int64_t> shares = shared(kind.count, populations);
        for (std::size_t g = 0; g < ground.grids.size(); ++g) {
            const DemoGrid &grid = ground.grids[g];
            const QString prefix = ground.area(grid.area).name + u' ' + kind.name + u' ';
            for (std::int64_t n = 1; n <= shares[g]; ++n) {
                const Stand stand = standIn(grid, kind.place, random);
                const GeoPoint position = stand.point.degrees();
                copy->beginRow(12);
                copy->add(++key);
                copy->add(QByteArrayView("device"));
                copy->add(QByteArrayView(kind.code.toLatin1() + '-' + QByteArray::number(key).rightJustified(6, '0')));
                copy->add(keyOf(k));
                copy->add(QStringView(prefix + QString::number(n).rightJustified(3, u'0')));
                copy->add(grid.area);
                copy->add(position.longitude);
                copy->add(position.latitude);
                copy->add(looks ? std::optional(float(stand.heading)) : std::nullopt);
                copy->add(looks ? std::optional(float(60 + 5 * random.below(8))) : std::nullopt);
                copy->add(looks ? std::optional(float(40 + 10 * random.below(9))) : std::nullopt);
                copy->add(std::int16_t(stateOf(kind, random)));
            }
        }
    }
    return copy->finish();
}

Result<std::int64_t> copyCounts(postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground)
{
    auto copy = session.copyIn("copy wuquan.device_count (kind_id, community_id, n) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    const std::vector<std::int64_t> populations = ground.populations(ground.communities);
    for (std::size_t k = 0; k < catalogue.deviceKinds.size(); ++k) {
        if (catalogue.deviceKinds[k].positioned)
            continue;
        const std::vector<std::int64_t> shares = shared(catalogue.deviceKinds[k].count, populations);
        for (std::size_t c = 0; c < ground.communities.size(); ++c) {
            copy->beginRow(3);
            copy->add(keyOf(k));
            copy->add(ground.communities[c]);
            copy->add(std::int32_t(shares[c]));
        }
    }
    return copy->finish();
}

} // namespace

Result<std::int64_t> loadDemoDevices(
    postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground, std::uint64_t seed)
{
    Random random(seed, 1);
    const auto load = BulkLoad::begin(session, "wuquan.device");
    if (!load)
        return std::unexpected(load.error());
    const auto devices = copyDevices(session, catalogue, ground, random);
    if (!devices)
        return devices;
    if (const auto done = load->end(session); !done)
        return std::unexpected(done.error());
    if (const auto counts = copyCounts(session, catalogue, ground); !counts)
        return counts;
    if (const auto done = session.run("select setval(pg_get_serial_sequence('wuquan.device', 'device_id'), "
                                      "(select max(device_id) from wuquan.device))");
        !done)
        return std::unexpected(done.error());
    return devices;
}

} // namespace wuquan
