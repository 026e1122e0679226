// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoopen.h"

namespace wuquan {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

/// What one open incident shall look like.
struct Wish {
    std::int16_t severity = 3;
    IncidentState state = IncidentState::Handling;
    bool overdue = false;
};

IncidentState stateFor(std::int16_t severity, Random &random)
{
    const std::int64_t draw = random.below(100);
    if (severity == 3)
        return draw < 14 ? IncidentState::Filed
            : draw < 29  ? IncidentState::Dispatched
            : draw < 80  ? IncidentState::Handling
                         : IncidentState::FedBack;
    return draw < 10 ? IncidentState::Filed
        : draw < 28  ? IncidentState::Dispatched
        : draw < 82  ? IncidentState::Handling
                     : IncidentState::FedBack;
}

std::vector<Wish> wishes(const DemoTargets &targets, Random &random)
{
    std::vector<Wish> list;
    // Urgent ones are each at another step, so that a screen shows what the steps are.
    const std::array urgentStates{
        IncidentState::Filed, IncidentState::Handling, IncidentState::Handling, IncidentState::Dispatched};
    list.reserve(std::size_t(targets.openUrgent));
    for (int i = 0; i < targets.openUrgent; ++i)
        list.push_back({1, urgentStates[std::size_t(i) % urgentStates.size()]});
    const std::int64_t pressing = random.between(targets.openPressing.low, targets.openPressing.high);
    for (std::int64_t i = 0; i < pressing; ++i)
        list.push_back({2, stateFor(2, random)});
    const std::int64_t total = random.between(targets.openTotal.low, targets.openTotal.high);
    while (std::int64_t(list.size()) < total)
        list.push_back({3, stateFor(3, random)});
    const std::int64_t overdue = random.between(targets.openOverdue.low, targets.openOverdue.high);
    for (std::int64_t i = 0; i < overdue; ++i)
        list[std::size_t(random.between(targets.openUrgent, std::int64_t(list.size()) - 1))].overdue = true;
    return list;
}

/// How long a step has lasted so far: less than its limit, or longer when it is overdue.
seconds lastedSoFar(
    const DemoWorld &world, DemoIncident incident, Instant asOf, StepLimit limit, bool overdue, Random &random)
{
    // A working day of 8 hours lasts 24 by the clock; waiting for less than that is never overdue.
    const std::int64_t limit_s = limit.unit == LimitUnit::WorkingDay ? limit.seconds() * 3 : limit.seconds();
    if (!overdue)
        return seconds(limit_s * (40 + random.middling() * 85 / 100) / 1000);
    seconds lasted(limit_s * random.between(1010, 1400) / 1000);
    const auto isOverdue = [&] {
        incident.reported = asOf - lasted;
        incident.filed = incident.dispatched = incident.handled = incident.reported;
        return dueOf(world, incident) < asOf;
    };
    while (!isOverdue())
        lasted += lasted / 8 + seconds(60);
    return lasted;
}

/// Gives the incident the times that fit its state, counted back from asOf.
void date(const DemoWorld &world, DemoIncident &incident, Instant asOf, bool overdue, Random &random)
{
    const DemoType &type = world.type(incident.type);
    const auto pause = [&random](std::int64_t most_s) { return seconds(random.between(most_s / 6 + 1, most_s)); };
    const std::int64_t fileMost_s = type.severity == 1 ? 20 : type.severity == 2 ? 240 : 900;
    const std::int64_t dispatchMost_s = type.severity == 1 ? 45 : type.severity == 2 ? 400 : 3600;
    const auto report = [&] {
        incident.filed = *incident.dispatched - pause(dispatchMost_s);
        incident.reported = *incident.filed - pause(fileMost_s);
    };
    switch (incident.state) {
    case IncidentState::Filed:
        incident.filed = asOf - lastedSoFar(world, incident, asOf, type.dispatch, overdue, random);
        incident.reported = *incident.filed - pause(fileMost_s);
        return;
    case IncidentState::FedBack: {
        incident.handled = asOf - lastedSoFar(world, incident, asOf, type.verify, overdue, random);
        const std::int64_t handling_s = type.severity == 1 ? 1500 : type.severity == 2 ? 9000 : 5 * 3600;
        incident.arrived = *incident.handled - pause(handling_s);
        incident.accepted = *incident.arrived - pause(1800);
        incident.dispatched = *incident.accepted - pause(600);
        break;
    }
    default: {
        // An order waits for its signature for minutes, not for days, unless it is forgotten.
        auto lasted = lastedSoFar(world, incident, asOf, type.handle, overdue, random);
        if (incident.state == IncidentState::Dispatched && !overdue)
            lasted = std::min(lasted, seconds(random.between(40, type.severity == 1 ? 150 : 3000)));
        incident.dispatched = asOf - lasted;
        if (incident.state == IncidentState::Handling) {
            incident.accepted = *incident.dispatched + std::min(lasted / 3, pause(1500));
            const auto underway = asOf - *incident.accepted;
            if (random.percent(75))
                incident.arrived = *incident.accepted
                    + std::chrono::floor<seconds>(std::min<std::chrono::microseconds>(underway / 2, pause(2400)));
        }
        break;
    }
    }
    report();
}

/// How likely each type is for a wish.
std::vector<std::int64_t> weightsFor(
    const DemoWorld &world, const Wish &wish, const std::vector<DemoIncident> &open, bool urgentIsToday)
{
    std::vector<std::int64_t> weights = world.plan.counts[0];
    for (std::size_t type = 0; type < weights.size(); ++type) {
        const DemoType &t = world.type(type);
        const bool urgent = wish.severity == 1;
        if (t.severity != wish.severity || (world.plan.counted[type] && !(urgent && urgentIsToday)))
            weights[type] = 0;
        // What is mostly solved on the spot seldom stays open.
        weights[type] *= 100 - t.selfHandled;
        // Two urgent ones of the same kind at once would look like one reported twice.
        if (urgent && std::ranges::find(open, type, &DemoIncident::type) != open.end())
            weights[type] = 0;
    }
    return weights;
}

} // namespace

std::vector<DemoIncident> openIncidents(const DemoWorld &world, Instant asOf, Instant notBefore, Random &random)
{
    std::vector<DemoIncident> open;
    // Indicators count up to the last midnight: what is minutes old is beyond them, but for the hour after midnight.
    const bool urgentIsToday = localDay(asOf - std::chrono::hours(1)) == localDay(asOf);
    for (const Wish &wish : wishes(world.targets, random)) {
        const Weighted types(weightsFor(world, wish, open, urgentIsToday));
        if (types.isEmpty())
            continue;
        DemoIncident incident;
        // Nights are quiet: most of what is reported then is drawn again.
        for (int attempt = 0;; ++attempt) {
            incident = newIncident(world, types.pick(random), asOf, false, random);
            incident.state = wish.state;
            date(world, incident, asOf, wish.overdue, random);
            const int hour = secondOfDay(incident.reported) / 3600;
            if (incident.reported >= notBefore && (wish.severity < 3 || hour >= 7 || attempt >= 6))
                break;
            if (attempt > 40)
                break;
        }
        if (incident.reported < notBefore)
            continue;
        if (incident.state >= IncidentState::Dispatched) {
            // Whoever works on it is there now, or has stayed after the shift because nobody else is.
            assign(world, incident, random);
            if (const DemoResponder *present
                = world.randomOnDuty(incident.type, world.ground.grids[incident.grid].street, random))
                incident.responder = present->id;
        }
        incident.due = dueOf(world, incident);
        open.push_back(std::move(incident));
    }
    return open;
}

} // namespace wuquan
