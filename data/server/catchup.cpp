// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/log.h"
#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "data/server/demoduty.h"
#include "data/server/demohistory.h"
#include "data/server/demoopen.h"
#include "data/server/incidentcopy.h"
#include "data/server/openrows.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::chrono::minutes smallestGap{10};
/// About how long an incident of a severity stays open.
std::chrono::microseconds staysOpen(std::int16_t severity)
{
    return severity == 1 ? std::chrono::minutes(30) : std::chrono::hours(severity == 2 ? 4 : 36);
}

/// Where the demo stands: its seed, its newest incident and the highest key.
struct Standing {
    std::uint64_t seed = 0;
    Instant newest;
    std::int64_t highestId = 0;
};

Result<std::optional<Standing>> standingOf(postgres::Session &session)
{
    // The newest incident of the demo's own: its source's number ends with our key.
    const auto rows = session.query(
        "select seed.value, (select i.reported_at from wuquan.incident i where i.source_id like '%-' || lpad("
        "i.incident_id::text, greatest(8, length(i.incident_id::text)), '0') order by i.reported_at desc limit 1), "
        "(select max(incident_id) from wuquan.incident) "
        "from wuquan.attribute demo join wuquan.attribute seed on seed.name = 'demo_seed' "
        "where demo.name = 'demo' and demo.value = 'true' "
        "and not exists (select from wuquan.attribute still where still.name = 'demo_still' and still.value = 'true')");
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->rowCount() == 0)
        return std::optional<Standing>();
    auto row = rows->row(0);
    const auto seed = row.nullable<QString>(0);
    const auto newest = row.nullable<Instant>(1);
    const auto highest = row.nullable<std::int64_t>(2);
    if (!seed || !newest || !highest)
        return std::optional<Standing>();
    return Standing{seed->toULongLong(), *newest, *highest};
}

Result<void> writeClosed(postgres::Session &session, const DemoIncident &i)
{
    const auto done
        = session.query("update wuquan.incident set state = $2, responder_id = $3, filed_at = $4, dispatched_at = $5, "
                        "accepted_at = $6, "
                        "arrived_at = $7, handled_at = $8, closed_at = $9, due_at = null where incident_id = $1",
            postgres::Parameters(i.id, int(i.state), i.responder > 0 ? std::optional(i.responder) : std::nullopt,
                i.filed, i.dispatched, i.accepted, i.arrived, i.handled, i.closed));
    return done ? Result<void>() : std::unexpected(done.error());
}

/// Closes what was left open and by now should not be; how many of each severity stay open.
Result<std::array<int, 4>> closeLeftOver(
    postgres::Session &session, const DemoWorld &world, std::chrono::microseconds gap, Instant now, Random &random)
{
    auto open = readOpenIncidents(session, world);
    if (!open)
        return std::unexpected(open.error());
    std::array<int, 4> staying{};
    int overdue = 0;
    std::vector<DemoEvent> events;
    for (DemoIncident &incident : *open) {
        const auto severity = world.type(incident.type).severity;
        const auto closing_permille = gap * 1000 / staysOpen(severity);
        const bool isOverdue = incident.due && *incident.due < now;
        // Nobody worked on them in the meantime, but a desk never lets that many become overdue.
        if (random.below(1000) >= closing_permille && (!isOverdue || ++overdue <= world.targets.openOverdue.high)) {
            ++staying[std::size_t(severity)];
            continue;
        }
        const Instant last = lastStep(incident);
        finish(world, incident, now, random);
        if (const auto written = writeClosed(session, incident); !written)
            return std::unexpected(written.error());
        std::ranges::move(eventsOf(world, incident, last), std::back_inserter(events));
    }
    // They go on with chains that somebody may have begun.
    const auto chained = session.run("set local wuquan.bulk = off");
    if (!chained)
        return std::unexpected(chained.error());
    if (const auto copied = copyEvents(session, events); !copied)
        return std::unexpected(copied.error());
    if (const auto bulk = session.run("set local wuquan.bulk = on"); !bulk)
        return std::unexpected(bulk.error());
    if (const auto freed
        = session.run("update wuquan.responder r set state = 0 where state = 1 and not exists "
                      "(select from wuquan.incident i where i.state = 4 and i.responder_id = r.responder_id)");
        !freed)
        return std::unexpected(freed.error());
    return staying;
}

Result<std::int64_t> fillGap(postgres::Session &session, const Standing &standing, Instant now)
{
    auto world = DemoWorld::read(standing.seed);
    if (!world)
        return std::unexpected(world.error());
    if (const auto read = world->readResponders(session, now); !read)
        return std::unexpected(read.error());
    // The newest incident decides what comes next, so that the same database caught up to the same time is the same.
    Random random(standing.seed, std::uint64_t(standing.newest.time_since_epoch().count()));
    auto staying = closeLeftOver(session, *world, now - standing.newest, now, random);
    if (!staying)
        return std::unexpected(staying.error());
    std::vector<DemoIncident> open = openIncidents(*world, now, standing.newest, random);
    // What stays open takes the place of a new one.
    std::erase_if(open, [&](const DemoIncident &incident) {
        return (*staying)[std::size_t(world->type(incident.type).severity)]-- > 0;
    });
    std::vector<DemoDraft> drafts = naturalDrafts(*world, standing.newest, now, random);
    giveWay(drafts, open, [&](const DemoDraft &draft, const DemoIncident &incident) {
        return world->type(draft.type).circle == world->type(incident.type).circle;
    });
    const auto history = copyDrafts(session, *world, std::move(drafts), std::move(open), standing.highestId + 1, now,
        std::max(now - eventRetention, standing.newest), random);
    if (!history)
        return std::unexpected(history.error());
    if (const auto extended = extendDemoFigures(session, *world, localDay(now), random); !extended)
        return std::unexpected(extended.error());
    if (const auto adopted = session.run("select wuquan.adopt_open()"); !adopted)
        return std::unexpected(adopted.error());
    if (const auto kept = keepDemoDuty(session, now); !kept)
        return std::unexpected(kept.error());
    return history->incidents;
}

} // namespace

Result<std::int64_t> catchUp(postgres::Session &session, Instant now)
{
    now = std::chrono::floor<std::chrono::seconds>(now);
    const auto before = standingOf(session);
    if (!before)
        return std::unexpected(before.error());
    if (!*before || now - (*before)->newest < smallestGap)
        return 0;
    // First the days of the change log: what is written before they are made is kept apart from them.
    if (const auto maintained = session.run("select wuquan.change_log_maintain()"); !maintained)
        return std::unexpected(maintained.error());
    if (const auto begun
        = session.run("begin; set local wuquan.bulk = on; lock table wuquan.incident in share row exclusive mode");
        !begun)
        return std::unexpected(begun.error());
    // Somebody else may have caught up while we waited for the lock, or simulates and keeps the district alive.
    Result<std::int64_t> added = 0;
    const auto isResting = session.query("select pg_try_advisory_xact_lock(hashtext('wuquan.simulator'))");
    if (const auto standing = standingOf(session); !standing || !isResting)
        added = std::unexpected(standing ? isResting.error() : standing.error());
    else if (isResting->value<bool>().value_or(false) && *standing && now - (*standing)->newest >= smallestGap)
        added = fillGap(session, **standing, now);
    const auto ended = session.run(added ? "select wuquan.trend_fold(); commit" : "rollback");
    if (!added)
        return added;
    if (!ended)
        return std::unexpected(ended.error());
    if (const auto analyzed = session.run("analyze wuquan.incident"); !analyzed)
        return std::unexpected(analyzed.error());
    qCDebug(logServer) << "demo caught up," << *added << "incidents added";
    return added;
}

} // namespace wuquan
