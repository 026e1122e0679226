// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoground.h"

#include "data/core/resources.h"
#include "data/postgres/session.h"
#include "data/server/cataloguefile.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

MicroPoint microPoint(const QJsonValue &pair)
{
    return {std::int32_t(qRound64(pair[0].toDouble() * 1e6)), std::int32_t(qRound64(pair[1].toDouble() * 1e6))};
}

Result<QJsonArray> featuresOf(const QString &resource)
{
    const auto content = readResource(resource);
    if (!content)
        return std::unexpected(content.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*content, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::Input, u"%1: %2"_s.arg(resource, error.errorString()));
    return document["features"_L1].toArray();
}

/// Puts points along every road into the grid in which they lie. Roads are drawn with no width: a camera stands beside
/// them, up to 12 m off.
void layRoads(const QJsonArray &roads, std::vector<DemoGrid> &grids)
{
    constexpr std::int64_t spacing = 135; // millionths of a degree, 15 m
    for (const auto &road : roads) {
        const QJsonArray line = road["geometry"_L1]["coordinates"_L1].toArray();
        for (qsizetype i = 1; i < line.size(); ++i) {
            const MicroPoint a = microPoint(line[i - 1]), b = microPoint(line[i]);
            const std::int64_t dx = b.longitude - a.longitude, dy = b.latitude - a.latitude;
            // cos 30.3°, the latitude of the district, as a fraction.
            const std::int64_t east = dx * 8634 / 10000;
            std::int64_t steps = 1;
            while (spacing * spacing * (steps + 1) * (steps + 1) <= east * east + dy * dy)
                ++steps;
            const int direction
                = (int(std::lround(std::atan2(double(east), double(dy)) * 180 / std::numbers::pi)) + 360) % 360;
            for (std::int64_t step = 0; step < steps; ++step) {
                const MicroPoint point{
                    std::int32_t(a.longitude + dx * step / steps), std::int32_t(a.latitude + dy * step / steps)};
                for (DemoGrid &grid : grids) {
                    if (grid.contains(point)) {
                        grid.roads.push_back({point, std::int16_t(direction)});
                        break;
                    }
                }
            }
        }
    }
}

} // namespace

bool DemoGrid::contains(MicroPoint p) const
{
    if (p.longitude < low.longitude || p.longitude > high.longitude || p.latitude < low.latitude
        || p.latitude > high.latitude)
        return false;
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const MicroPoint a = ring[j], b = ring[i];
        const std::int64_t cross = std::int64_t(b.longitude - a.longitude) * (p.latitude - a.latitude)
            - std::int64_t(b.latitude - a.latitude) * (p.longitude - a.longitude);
        const bool between = std::min(a.longitude, b.longitude) <= p.longitude
            && p.longitude <= std::max(a.longitude, b.longitude) && std::min(a.latitude, b.latitude) <= p.latitude
            && p.latitude <= std::max(a.latitude, b.latitude);
        if (cross == 0 && between)
            return false;
        if ((a.latitude > p.latitude) != (b.latitude > p.latitude) && (cross > 0) == (b.latitude > a.latitude))
            inside = !inside;
    }
    return inside;
}

MicroPoint DemoGrid::randomPoint(Random &random) const
{
    for (;;) {
        const MicroPoint point{std::int32_t(random.between(low.longitude, high.longitude)),
            std::int32_t(random.between(low.latitude, high.latitude))};
        if (contains(point))
            return point;
    }
}

Result<DemoGround> DemoGround::read()
{
    const auto features = featuresOf(u"district/areas.geojson"_s);
    const auto roads = featuresOf(u"district/roads.geojson"_s);
    const auto names = readCatalogue(u"district/names.csv"_s, {u"code"_s, u"pinyin"_s, u"name_en"_s});
    if (!features || !roads)
        return std::unexpected(features ? roads.error() : features.error());
    if (!names)
        return std::unexpected(names.error());
    QHash<QString, std::pair<QString, QString>> nameByCode;
    for (const QStringList &row : *names)
        nameByCode.insert(row[0], {row[1], row[2]});

    DemoGround ground;
    QHash<QString, std::int32_t> keyByCode;
    const QStringList levels{u"district"_s, u"street"_s, u"community"_s, u"grid"_s};
    // Parents first, so that they have a key when their children ask for it.
    for (qsizetype level = 0; level < levels.size(); ++level) {
        for (const auto &feature : *features) {
            const QJsonObject properties = feature["properties"_L1].toObject();
            if (properties["level"_L1].toString() != levels[level])
                continue;
            const auto key = std::int32_t(ground.areas.size() + 1);
            DemoArea &area = ground.areas.emplace_back();
            area.level = AreaLevel(level + 1);
            area.code = properties["code"_L1].toString();
            area.name = properties["name"_L1].toString();
            keyByCode.insert(area.code, key);
            if (level > 0)
                area.parent = keyByCode.value(properties["parent"_L1].toString());
            area.boundary = QJsonDocument(feature["geometry"_L1].toObject()).toJson(QJsonDocument::Compact);
            std::tie(area.pinyin, area.nameEn) = nameByCode.value(area.code);
            if (level == 1)
                ground.streets.push_back(key);
            if (level == 2)
                ground.communities.push_back(key);
            if (level != 3)
                continue;
            const DemoArea &community = ground.area(*area.parent);
            const QString number = QString::number(area.code.right(3).toInt());
            area.pinyin = community.pinyin + u" di "_s + number + u" wang ge"_s;
            area.nameEn = community.nameEn + u" Grid "_s + number;
            area.population = properties["population"_L1].toInt();
            DemoGrid &grid = ground.grids.emplace_back();
            grid.area = key;
            grid.community = *area.parent;
            grid.street = *community.parent;
            grid.population = *area.population;
            for (const auto &pair : feature["geometry"_L1]["coordinates"_L1][0].toArray())
                grid.ring.push_back(microPoint(pair));
            grid.low = grid.high = grid.ring.front();
            for (MicroPoint point : grid.ring) {
                grid.low = {std::min(grid.low.longitude, point.longitude), std::min(grid.low.latitude, point.latitude)};
                grid.high
                    = {std::max(grid.high.longitude, point.longitude), std::max(grid.high.latitude, point.latitude)};
            }
            for (auto above = area.parent; above; above = ground.area(*above).parent) {
                auto &population = ground.areas[std::size_t(*above - 1)].population;
                population = population.value_or(0) + *area.population;
            }
        }
    }
    layRoads(*roads, ground.grids);
    return ground;
}

Result<void> DemoGround::load(postgres::Session &session) const
{
    auto copy = session.copyIn(
        "copy wuquan.area (area_id, level, code, name, name_en, pinyin, parent_id, boundary, population) "
        "from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const DemoArea &area = areas[i];
        copy->beginRow(9);
        copy->add(std::int32_t(i + 1));
        copy->add(std::int16_t(area.level));
        copy->add(QStringView(area.code));
        copy->add(QStringView(area.name));
        copy->add(QStringView(area.nameEn));
        copy->add(QStringView(area.pinyin));
        copy->add(area.parent);
        copy->addJsonb(area.boundary);
        copy->add(area.population);
    }
    if (const auto done = copy->finish(); !done)
        return std::unexpected(done.error());
    return session.run(
        "select setval(pg_get_serial_sequence('wuquan.area', 'area_id'), (select max(area_id) from wuquan.area))");
}

std::vector<std::int64_t> DemoGround::populations() const
{
    std::vector<std::int64_t> populations(grids.size());
    std::ranges::transform(grids, populations.begin(), &DemoGrid::population);
    return populations;
}

std::vector<std::int64_t> DemoGround::populations(const std::vector<std::int32_t> &keys) const
{
    std::vector<std::int64_t> populations(keys.size());
    std::ranges::transform(
        keys, populations.begin(), [this](std::int32_t id) { return area(id).population.value_or(0); });
    return populations;
}

QString DemoGround::shortName(std::int32_t key) const
{
    QString name = area(key).name;
    for (const QString &ending : {u"村委会"_s, u"社区"_s, u"街道"_s}) {
        if (name.endsWith(ending) && name.size() > ending.size())
            return name.chopped(ending.size());
    }
    return name;
}

QString DemoGround::shortNameEn(std::int32_t key) const
{
    const QString &name = area(key).nameEn;
    return name.left(name.lastIndexOf(u' '));
}

} // namespace wuquan
