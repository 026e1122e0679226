// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoworld.h"

#include "data/postgres/session.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Result<DemoWorld> DemoWorld::read(std::uint64_t seed)
{
    auto catalogue = DemoCatalogue::read();
    if (!catalogue)
        return std::unexpected(catalogue.error());
    auto targets = DemoTargets::read();
    if (!targets)
        return std::unexpected(targets.error());
    auto ground = DemoGround::read();
    if (!ground)
        return std::unexpected(ground.error());
    auto plan = DemoPlan::make(*catalogue, *targets);
    if (!plan)
        return std::unexpected(plan.error());
    DemoWorld world;
    world.catalogue = std::move(*catalogue);
    world.targets = std::move(*targets);
    world.ground = std::move(*ground);
    world.plan = std::move(*plan);
    world.rhythm = DemoRhythm(seed);
    world.seed = seed;
    world.m_grids = Weighted(world.ground.populations());
    for (Circle circle : allCircles) {
        std::vector<std::int64_t> weights = world.plan.counts[0];
        for (std::size_t type = 0; type < weights.size(); ++type) {
            if (world.type(type).circle != circle)
                weights[type] = 0;
        }
        world.m_types[circleIndex(circle)] = Weighted(weights);
    }
    return world;
}

Result<void> DemoWorld::readResponders(postgres::Session &session, Instant at)
{
    const auto rows = session.query(
        "select r.responder_id, k.code, coalesce(r.street_id, 0), r.name, d.on_duty from wuquan.responder r "
        "join wuquan.responder_kind k using (kind_id) join wuquan.duty($1::timestamptz) d using (responder_id) "
        "order by r.responder_id",
        postgres::Parameters(postgres::timestampText(at)));
    if (!rows)
        return std::unexpected(rows.error());
    QHash<QString, QString> handles;
    for (const DemoResponderKind &kind : catalogue.responderKinds)
        handles.insert(kind.code, kind.handles);
    m_responders.clear();
    m_onDuty.clear();
    m_byId.clear();
    for (int i = 0; i < rows->rowCount(); ++i) {
        auto row = rows->row(i);
        const DemoResponder responder{row.required<std::int64_t>(0), row.required<QString>(3)};
        const std::pair key{handles.value(row.required<QString>(1)), row.required<std::int32_t>(2)};
        m_responders[key].push_back(responder);
        if (row.required<bool>(4))
            m_onDuty[key].push_back(responder);
        m_byId[responder.id] = responder;
    }
    return {};
}

std::int16_t DemoWorld::randomOutcome(std::size_t index, Random &random) const
{
    for (std::size_t i = 0; i < catalogue.indicators.size(); ++i) {
        const DemoIndicator &indicator = catalogue.indicators[i];
        const auto marked = plan.outcomes.constFind(indicator.code);
        if (marked == plan.outcomes.cend() || std::ranges::find(indicator.types, index) == indicator.types.end())
            continue;
        std::int64_t all = 0;
        for (std::size_t each : indicator.types)
            all += plan.counts[0][each];
        return random.below(std::max<std::int64_t>(all, 1)) < marked->front() ? std::int16_t(i) : std::int16_t(-1);
    }
    return -1;
}

const DemoResponder *DemoWorld::oneOf(
    const Responders &responders, std::size_t index, std::int32_t street, Random &random) const
{
    for (std::int32_t where : {street, 0}) {
        if (const auto found = responders.find({type(index).handler, where}); found != responders.end())
            return &random.oneOf(found->second);
    }
    return nullptr;
}

const DemoResponder *DemoWorld::responder(std::int64_t id) const
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() ? &found->second : nullptr;
}

std::int64_t DemoWorld::expected(Circle circle, LocalDay day, int fromSecond, int toSecond) const
{
    const std::int64_t share = rhythm.shareBefore(circle, toSecond) - rhythm.shareBefore(circle, fromSecond);
    // A day's weight is 10,000 on average, a share is in millionths.
    return targets.circleNow[circleIndex(circle)] * rhythm.dayWeight(circle, day) / 365 * share / 10'000'000;
}

} // namespace wuquan
