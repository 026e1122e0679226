// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demohistory.h"

#include "data/postgres/session.h"
#include "data/server/demoopen.h"
#include "data/server/incidentcopy.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int yearDays = 365;

/// Marks every so many of the incidents of an indicator with its outcome, evenly, to the exact number.
class OutcomeMarks {
public:
    OutcomeMarks(const DemoWorld &world, std::size_t year)
        : m_ofType(world.catalogue.types.size(), -1)
        , m_tally(world.catalogue.indicators.size())
    {
        for (std::size_t i = 0; i < world.catalogue.indicators.size(); ++i) {
            const DemoIndicator &indicator = world.catalogue.indicators[i];
            const auto counts = world.plan.outcomes.constFind(indicator.code);
            if (counts == world.plan.outcomes.cend())
                continue;
            m_tally[i].marked = (*counts)[year];
            for (std::size_t type : indicator.types) {
                m_ofType[type] = std::int16_t(i);
                m_tally[i].all += world.plan.counts[year][type];
            }
        }
    }
    /// The outcome of the next incident of that type: place of the indicator or −1.
    std::int16_t next(std::size_t type)
    {
        if (m_ofType[type] < 0)
            return -1;
        Tally &tally = m_tally[std::size_t(m_ofType[type])];
        const std::int64_t i = tally.seen++;
        return (i + 1) * tally.marked / tally.all > i * tally.marked / tally.all ? m_ofType[type] : std::int16_t(-1);
    }

private:
    struct Tally {
        std::int64_t all = 0, marked = 0, seen = 0;
    };
    std::vector<std::int16_t> m_ofType;
    std::vector<Tally> m_tally;
};

/// The days of a year before the day of asOf, weighted as busy as each is.
std::array<Weighted, 5> daysOf(const DemoWorld &world, LocalDay first)
{
    std::array<Weighted, 5> days;
    for (Circle circle : allCircles) {
        std::vector<std::int64_t> weights;
        for (LocalDay day = first; day < first + yearDays; ++day)
            weights.push_back(world.rhythm.dayWeight(circle, day));
        days[circleIndex(circle)] = Weighted(weights);
    }
    return days;
}

std::vector<DemoDraft> plannedDrafts(const DemoWorld &world, LocalDay today, Random &random)
{
    std::vector<DemoDraft> drafts;
    for (std::size_t year = 0; year < world.plan.counts.size(); ++year) {
        const LocalDay first = today - LocalDay(year + 1) * yearDays;
        const std::array<Weighted, 5> days = daysOf(world, first);
        const std::vector<std::int64_t> &counts = world.plan.counts[year];
        OutcomeMarks outcomes(world, year);
        for (std::size_t type = 0; type < counts.size(); ++type) {
            const Circle circle = world.type(type).circle;
            for (std::int64_t i = 0; i < counts[type]; ++i) {
                const LocalDay day = first + LocalDay(days[circleIndex(circle)].pick(random));
                drafts.push_back({startOfDay(day) + std::chrono::seconds(world.rhythm.secondOfDay(circle, random)),
                    std::uint16_t(type), outcomes.next(type)});
            }
        }
    }
    if (const auto larger = world.catalogue.typeByCode.constFind(u"larger_accident"_s);
        larger != world.catalogue.typeByCode.cend())
        drafts.push_back(
            {startOfDay(today - world.targets.largerAccidentDaysAgo) + std::chrono::hours(10), std::uint16_t(*larger)});
    return drafts;
}

} // namespace

std::vector<DemoDraft> naturalDrafts(const DemoWorld &world, Instant from, Instant to, Random &random)
{
    std::vector<DemoDraft> drafts;
    for (LocalDay day = localDay(from); day <= localDay(to); ++day) {
        const int begin = day == localDay(from) ? secondOfDay(from) : 0;
        const int end = day == localDay(to) ? secondOfDay(to) : 86400;
        for (Circle circle : allCircles) {
            const std::int64_t permille = world.expected(circle, day, begin, end);
            const std::int64_t count = permille / 1000 + (random.below(1000) < permille % 1000 ? 1 : 0);
            for (std::int64_t i = 0; i < count; ++i) {
                int second = world.rhythm.secondOfDay(circle, random);
                for (int attempt = 0; (second < begin || second >= end) && attempt < 200; ++attempt)
                    second = world.rhythm.secondOfDay(circle, random);
                if (second < begin || second >= end)
                    second = int(random.between(begin, std::max(begin, end - 1)));
                const std::size_t type = world.randomType(circle, random);
                drafts.push_back({startOfDay(day) + std::chrono::seconds(second), std::uint16_t(type),
                    world.randomOutcome(type, random)});
            }
        }
    }
    return drafts;
}

void giveWay(std::vector<DemoDraft> &drafts, const std::vector<DemoIncident> &open,
    const std::function<bool(const DemoDraft &, const DemoIncident &)> &standsFor)
{
    std::ranges::stable_sort(drafts, {}, &DemoDraft::reported);
    std::vector<bool> taken(drafts.size());
    for (const DemoIncident &incident : open) {
        const auto after = std::ranges::lower_bound(drafts, incident.reported, {}, &DemoDraft::reported);
        // The two neighbours not looked at yet: all before `left` and all from `right` on.
        std::size_t left = std::size_t(after - drafts.begin());
        std::size_t right = left;
        while (left > 0 || right < drafts.size()) {
            const bool takesLeft = right == drafts.size()
                || (left > 0
                    && incident.reported - drafts[left - 1].reported <= drafts[right].reported - incident.reported);
            const std::size_t nearest = takesLeft ? --left : right++;
            if (!taken[nearest] && standsFor(drafts[nearest], incident)) {
                taken[nearest] = true;
                break;
            }
        }
    }
    std::size_t place = 0;
    std::erase_if(drafts, [&](const DemoDraft &) { return taken[place++]; });
}

Result<DemoHistory> copyDrafts(postgres::Session &session, const DemoWorld &world, std::vector<DemoDraft> drafts,
    std::vector<DemoIncident> open, std::int64_t firstId, Instant asOf, Instant since, Random &random)
{
    for (std::size_t i = 0; i < open.size(); ++i)
        drafts.push_back({open[i].reported, std::uint16_t(open[i].type), -1, std::int32_t(i)});
    std::ranges::stable_sort(drafts, {}, &DemoDraft::reported);

    DemoHistory history;
    std::vector<DemoEvent> events;
    DemoIncident incident;
    std::size_t next = 0;
    const auto make = [&]() -> const DemoIncident * {
        if (next == drafts.size())
            return nullptr;
        const DemoDraft &draft = drafts[next];
        if (draft.open >= 0) {
            incident = std::move(open[std::size_t(draft.open)]);
            ++history.open;
        } else {
            const DemoType &type = world.type(draft.type);
            // What was reported within the last two hours and is closed already was solved on the spot.
            const bool fresh = draft.reported > asOf - std::chrono::hours(2) && type.selfHandled > 0;
            incident
                = newIncident(world, draft.type, draft.reported, fresh || random.percent(type.selfHandled), random);
            finish(world, incident, asOf, random);
            if (draft.outcome >= 0)
                incident.outcome = world.catalogue.indicators[std::size_t(draft.outcome)].outcome.toLatin1();
        }
        incident.id = firstId + std::int64_t(next);
        if (draft.reported > since)
            std::ranges::move(eventsOf(world, incident, since), std::back_inserter(events));
        ++next;
        return &incident;
    };
    const auto incidents = copyIncidents(session, world, make);
    if (!incidents)
        return std::unexpected(incidents.error());
    history.incidents = *incidents;
    const auto copied = copyEvents(session, events);
    if (!copied)
        return std::unexpected(copied.error());
    history.events = *copied;
    if (const auto done = session.run("select setval(pg_get_serial_sequence('wuquan.incident', 'incident_id'), "
                                      "(select max(incident_id) from wuquan.incident));"
                                      "update wuquan.responder set state = 1 where state = 0 and responder_id in "
                                      "(select responder_id from wuquan.incident where state = 4)");
        !done)
        return std::unexpected(done.error());
    return history;
}

Result<DemoHistory> loadDemoHistory(postgres::Session &session, const DemoWorld &world, Instant asOf)
{
    Random random(world.seed, 4);
    const LocalDay today = localDay(asOf);
    std::vector<DemoIncident> open = openIncidents(world, asOf, startOfDay(today - yearDays), random);
    std::vector<DemoDraft> drafts = plannedDrafts(world, today, random);
    std::vector<DemoDraft> todays = naturalDrafts(world, startOfDay(today), asOf, random);
    drafts.insert(drafts.end(), todays.begin(), todays.end());
    // The planned days are counted by type up to the last midnight; today has its share by circle.
    giveWay(drafts, open, [&](const DemoDraft &draft, const DemoIncident &incident) {
        if (localDay(incident.reported) < today)
            return draft.type == incident.type && localDay(draft.reported) < today;
        return world.type(draft.type).circle == world.type(incident.type).circle && localDay(draft.reported) >= today;
    });
    const auto incidentLoad = BulkLoad::begin(session, "wuquan.incident");
    if (!incidentLoad)
        return std::unexpected(incidentLoad.error());
    const auto eventLoad = BulkLoad::begin(session, "wuquan.incident_event");
    if (!eventLoad)
        return std::unexpected(eventLoad.error());
    const auto history
        = copyDrafts(session, world, std::move(drafts), std::move(open), 1, asOf, asOf - eventRetention, random);
    if (!history)
        return history;
    for (const BulkLoad *load : {&*incidentLoad, &*eventLoad}) {
        if (const auto done = load->end(session); !done)
            return std::unexpected(done.error());
    }
    // In place of the triggers: the daily counts at once. The marker for readers was written with the areas.
    if (const auto counted = session.run("insert into wuquan.trend_day (dim, dim_id, kind, day, n) "
                                         "select case when grouping(street_id) = 1 then 1 else 2 end, "
                                         "coalesce(street_id, 0), circle_id, day, count(*) "
                                         "from (select street_id, circle_id, (reported_at at time zone "
                                         "'Asia/Shanghai')::date as day from wuquan.incident) i "
                                         "group by grouping sets ((circle_id, day), (street_id, circle_id, day)) "
                                         "having grouping(street_id) = 1 or street_id is not null");
        !counted)
        return std::unexpected(counted.error());
    return history;
}

} // namespace wuquan
