// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoplaces.h"

#include "data/domain/responder.h"
#include "data/postgres/session.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Grids by the area they are in, to pick one by population.
class GridsOf {
public:
    GridsOf(const DemoGround &ground, std::int32_t DemoGrid::*area)
    {
        for (std::size_t g = 0; g < ground.grids.size(); ++g)
            m_grids[ground.grids[g].*area].push_back(g);
    }
    [[nodiscard]] std::size_t pick(std::int32_t area, Random &random) const
    {
        return random.oneOf(m_grids.find(area)->second);
    }

private:
    std::map<std::int32_t, std::vector<std::size_t>> m_grids;
};

QString filled(const QString &pattern, const QString &area, std::int64_t n)
{
    return QString(pattern).replace("{area}"_L1, area).replace("{n}"_L1, QString::number(n));
}

/// How many each area gets: in proportion to its people, and none twice before all have one where there are fewer.
std::vector<std::int64_t> sharesOf(const DemoGround &ground, const std::vector<std::int32_t> &areas, std::int64_t count)
{
    const std::vector<std::int64_t> weights = ground.populations(areas);
    if (count > std::int64_t(areas.size()))
        return shared(count, weights);
    std::vector<std::size_t> order(areas.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return weights[i]; });
    std::vector<std::int64_t> shares(areas.size(), 0);
    for (std::size_t i = 0; i < std::size_t(count); ++i)
        shares[order[i]] = 1;
    return shares;
}

/// What a copied row needs besides its columns.
struct Site {
    QString name, nameEn;
    const DemoGrid *grid = nullptr; ///< null: nowhere in particular
    std::int32_t street = 0;
};

/// Calls visit for each of count sites spread over the areas.
template <class Visit>
void spread(const DemoGround &ground, const QString &over, std::int64_t count, const QString &pattern,
    const QString &patternEn, Random &random, Visit visit)
{
    if (over != "community"_L1 && over != "street"_L1) {
        for (std::int64_t n = 1; n <= count; ++n)
            visit(Site{filled(pattern, {}, n), filled(patternEn, {}, n)});
        return;
    }
    const bool communities = over == "community"_L1;
    const std::vector<std::int32_t> &areas = communities ? ground.communities : ground.streets;
    const GridsOf grids(ground, communities ? &DemoGrid::community : &DemoGrid::street);
    const std::vector<std::int64_t> shares = sharesOf(ground, areas, count);
    for (std::size_t a = 0; a < areas.size(); ++a) {
        for (std::int64_t n = 1; n <= shares[a]; ++n) {
            const DemoGrid &grid = ground.grids[grids.pick(areas[a], random)];
            visit(Site{filled(pattern, ground.shortName(areas[a]), n),
                filled(patternEn, ground.shortNameEn(areas[a]), n), &grid, grid.street});
        }
    }
}

void addPosition(postgres::CopyWriter &copy, const DemoGrid *grid, Random &random)
{
    if (!grid) {
        copy.addNull();
        copy.addNull();
        copy.addNull();
        return;
    }
    const GeoPoint position = grid->randomPoint(random).degrees();
    copy.add(grid->area);
    copy.add(position.longitude);
    copy.add(position.latitude);
}

} // namespace

Result<std::int64_t> loadDemoPlaces(
    postgres::Session &session, const DemoCatalogue &catalogue, const DemoGround &ground, std::uint64_t seed)
{
    Random random(seed, 2);
    auto copy = session.copyIn(
        "copy wuquan.place (kind_id, name, name_en, grid_id, longitude, latitude) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    for (std::size_t k = 0; k < catalogue.placeKinds.size(); ++k) {
        const DemoPlaceKind &kind = catalogue.placeKinds[k];
        spread(ground, kind.spread, kind.count, kind.pattern, kind.patternEn, random, [&](const Site &site) {
            copy->beginRow(6);
            copy->add(keyOf(k));
            copy->add(QStringView(site.name));
            copy->add(QStringView(site.nameEn));
            addPosition(*copy, site.grid, random);
        });
    }
    return copy->finish();
}

Result<std::int64_t> loadDemoResponders(postgres::Session &session, const DemoCatalogue &catalogue,
    const DemoGround &ground, const DemoTargets &targets, std::uint64_t seed)
{
    Random random(seed, 3);
    auto copy = session.copyIn(
        "copy wuquan.responder (responder_id, kind_id, name, name_en, street_id, department_id, headcount, "
        "state, hours, grid_id, longitude, latitude) from stdin (format binary)");
    if (!copy)
        return std::unexpected(copy.error());
    std::int64_t key = 0;
    for (std::size_t k = 0; k < catalogue.responderKinds.size(); ++k) {
        const DemoResponderKind &kind = catalogue.responderKinds[k];
        const std::int64_t count = kind.per == "street"_L1 ? kind.count * std::int64_t(ground.streets.size())
            : kind.per == "grid"_L1                        ? std::int64_t(ground.grids.size())
                                                           : kind.count;
        // The grid staff of the district is shared out over the grid teams; the others have the head count of their
        // kind.
        const std::vector<std::int64_t> staff
            = shared(targets.gridStaff, std::vector<std::int64_t>(std::size_t(count), 1));
        std::size_t index = 0;
        const auto write = [&](const Site &site) {
            const std::int64_t draw = random.below(100);
            copy->beginRow(12);
            copy->add(++key);
            copy->add(keyOf(k));
            copy->add(QStringView(site.name));
            copy->add(QStringView(site.nameEn));
            copy->add(site.grid ? std::optional(site.street) : std::nullopt);
            copy->add(kind.department);
            copy->add(kind.code == "grid_team"_L1 ? std::int16_t(staff[index]) : kind.headcount);
            copy->add(std::int16_t(draw < 88 ? ResponderState::Free : ResponderState::OffDuty));
            copy->add(QByteArrayView(kind.databaseHours()));
            addPosition(*copy, site.grid, random);
            ++index;
        };
        if (kind.per == "street"_L1) {
            // The same number in every street, whatever its size: a street has its squads, not a share of them.
            const GridsOf grids(ground, &DemoGrid::street);
            for (std::int32_t street : ground.streets) {
                for (std::int64_t n = 1; n <= kind.count; ++n) {
                    const DemoGrid &grid = ground.grids[grids.pick(street, random)];
                    write(Site{filled(kind.pattern, ground.shortName(street), n),
                        filled(kind.patternEn, ground.shortNameEn(street), n), &grid, street});
                }
            }
        } else if (kind.per == "grid"_L1) {
            for (const DemoGrid &grid : ground.grids) {
                const DemoArea &area = ground.area(grid.area);
                write(Site{
                    filled(kind.pattern, area.name, 1), filled(kind.patternEn, area.nameEn, 1), &grid, grid.street});
            }
        } else {
            spread(ground, kind.per, count, kind.pattern, kind.patternEn, random, write);
        }
    }
    const auto done = copy->finish();
    if (!done)
        return done;
    if (const auto sequence = session.run("select setval(pg_get_serial_sequence('wuquan.responder', 'responder_id'), "
                                          "(select max(responder_id) from wuquan.responder))");
        !sequence)
        return std::unexpected(sequence.error());
    return done;
}

} // namespace wuquan
