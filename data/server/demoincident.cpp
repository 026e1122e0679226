// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demoincident.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

QByteArray sourceOf(const DemoType &type, bool selfHandled, Random &random)
{
    const std::int64_t draw = random.below(100);
    if (type.origin != "mixed"_L1)
        return type.origin.toLatin1();
    if (selfHandled)
        return draw < 84 ? "grid_worker" : draw < 94 ? "resident" : "province";
    return draw < 34 ? "hotline_12345" : draw < 60 ? "resident" : draw < 85 ? "grid_worker" : "province";
}

/// Moves the steps after a fixed instant closer together so that the last one ends at notAfter.
void squeeze(DemoIncident &incident, Instant from, Instant notAfter)
{
    if (!incident.closed || *incident.closed <= notAfter)
        return;
    const std::int64_t long_s = std::max<std::int64_t>(1, (*incident.closed - from) / seconds(1));
    const std::int64_t short_s = std::max<std::int64_t>(0, (notAfter - from) / seconds(1));
    for (auto time : {&DemoIncident::filed, &DemoIncident::dispatched, &DemoIncident::accepted, &DemoIncident::arrived,
             &DemoIncident::handled, &DemoIncident::closed}) {
        if (auto &at = incident.*time; at && *at > from)
            at = from + seconds((*at - from) / seconds(1) * short_s / long_s);
    }
}

QByteArray caseNumber(const QByteArray &source, std::int64_t id)
{
    const QByteArray number = QByteArray::number(id).rightJustified(8, '0');
    if (source == "hotline_12345")
        return "12345-" + number;
    if (source == "police_110")
        return "110-" + number;
    return source == "province" ? "SPA-" + number : QByteArray();
}

} // namespace

std::int64_t shareTaken(Random &random)
{
    const std::int64_t middling = random.middling();
    return random.below(40) == 0 ? random.between(1020, 1500) : 20 + middling * middling * 7 / 10'000;
}

DemoIncident newIncident(
    const DemoWorld &world, std::size_t typeIndex, Instant reported, bool selfHandled, Random &random)
{
    const DemoType &type = world.type(typeIndex);
    DemoIncident incident;
    incident.type = typeIndex;
    incident.reported = reported;
    incident.selfHandled = selfHandled;
    incident.grid = world.randomGrid(random);
    const MicroPoint point = world.ground.grids[incident.grid].randomPoint(random);
    if (type.circle != Circle::Internet)
        incident.position = point;
    incident.source = sourceOf(type, selfHandled, random);
    incident.title = type.name;
    const auto words = world.targets.spots.constFind(type.spot);
    if (random.below(100) < (selfHandled ? 25 : 55) && words != world.targets.spots.cend() && !words->isEmpty())
        incident.title += u"（"_s + words->at(qsizetype(random.below(words->size()))) + u"）"_s;
    return incident;
}

void assign(const DemoWorld &world, DemoIncident &incident, Random &random)
{
    const DemoResponder *responder
        = world.randomResponder(incident.type, world.ground.grids[incident.grid].street, random);
    incident.responder = responder ? responder->id : 0;
}

void finish(const DemoWorld &world, DemoIncident &incident, Instant notAfter, Random &random)
{
    const DemoType &type = world.type(incident.type);
    Instant last = incident.reported;
    for (const auto &time :
        {incident.filed, incident.dispatched, incident.accepted, incident.arrived, incident.handled})
        last = time.value_or(last);
    incident.due.reset();
    if (incident.selfHandled) {
        // Recorded after the fact: a few minutes between seeing it and having solved it.
        incident.filed = incident.reported;
        incident.handled = incident.closed = incident.reported + seconds(random.below(20 * 60));
        incident.state = IncidentState::Closed;
        squeeze(incident, incident.reported, std::max(notAfter, incident.reported));
        return;
    }
    if (!incident.filed)
        incident.filed = afterShare(incident.reported, type.file, shareTaken(random));
    if (!incident.dispatched) {
        incident.dispatched = afterShare(std::max(*incident.filed, last), type.dispatch, shareTaken(random));
        assign(world, incident, random);
    }
    if (!incident.handled) {
        const Instant begin = std::max(*incident.dispatched, last);
        const Instant end = afterShare(begin, type.handle, shareTaken(random));
        const auto whole = std::chrono::floor<seconds>(end - begin);
        if (!incident.accepted)
            incident.accepted = begin
                + std::min<std::chrono::microseconds>(seconds(whole / seconds(8)), minutes(random.between(2, 40)));
        if (!incident.arrived)
            incident.arrived = std::max(*incident.accepted, begin)
                + std::min<std::chrono::microseconds>(seconds(whole / seconds(4)), minutes(random.between(5, 90)));
        incident.handled = std::max(end, *incident.arrived);
    }
    incident.closed = afterShare(std::max(*incident.handled, last), type.verify, shareTaken(random));
    squeeze(incident, last, std::max(notAfter, last));
    incident.state
        = *incident.closed + std::chrono::days(5) < notAfter ? IncidentState::Evaluated : IncidentState::Closed;
}

std::optional<Instant> dueOf(const DemoWorld &world, const DemoIncident &incident)
{
    const DemoType &type = world.type(incident.type);
    switch (incident.state) {
    case IncidentState::Collected:
        return due(incident.reported, type.file);
    case IncidentState::Filed:
        return due(incident.filed.value_or(incident.reported), type.dispatch);
    case IncidentState::Dispatched:
    case IncidentState::Handling:
        return due(incident.dispatched.value_or(incident.reported), type.handle);
    case IncidentState::FedBack:
        return due(incident.handled.value_or(incident.reported), type.verify);
    default:
        return std::nullopt;
    }
}

bool isForeign(const DemoIncident &incident)
{
    return incident.source == "hotline_12345" || incident.source == "police_110" || incident.source == "province";
}

QByteArray sourceIdOf(const DemoIncident &incident)
{
    const QByteArray number = caseNumber(incident.source, incident.id);
    return number.isEmpty() ? "JG-" + QByteArray::number(incident.id).rightJustified(8, '0') : number;
}

std::vector<DemoEvent> eventsOf(const DemoWorld &world, const DemoIncident &incident, Instant since)
{
    const DemoGrid &grid = world.ground.grids[incident.grid];
    const QString room = world.ground.area(grid.street).name + u"综合信息指挥室"_s;
    const QString worker = world.ground.area(grid.area).name + u"网格员岗"_s;
    const DemoResponder *responder = world.responder(incident.responder);
    const QString handler = responder ? responder->name : room;
    QString reporter = worker;
    if (incident.source == "hotline_12345")
        reporter = u"12345 热线"_s;
    else if (incident.source == "police_110")
        reporter = u"110 接警台"_s;
    else if (incident.source == "province")
        reporter = u"省平安建设信息系统"_s;
    else if (incident.source == "device")
        reporter = u"设备自动上报"_s;
    else if (incident.source == "resident")
        reporter = u"居民上报平台"_s;
    std::vector<DemoEvent> events;
    const auto add = [&](const std::optional<Instant> &at, const char *kind, std::int16_t from, std::int16_t to,
                         const QString &actor) {
        if (at && *at > since)
            events.push_back({incident.id, *at, kind, from, to, actor});
    };
    add(incident.reported, "reported", 0, 1, reporter);
    if (incident.selfHandled) {
        add(incident.closed, "closed", 1, 6, worker);
        return events;
    }
    add(incident.filed, "filed", 1, 2, room);
    add(incident.dispatched, "dispatched", 2, 3, room);
    add(incident.accepted, "accepted", 3, 4, handler);
    add(incident.arrived, "arrived", 4, 4, handler);
    add(incident.handled, "handled", 4, 5, handler);
    add(incident.closed, "closed", 5, 6, world.ground.area(grid.community).name + u"核查岗"_s);
    if (incident.state == IncidentState::Evaluated && incident.closed)
        add(*incident.closed + std::chrono::days(1), "evaluated", 6, 7, u"区综合指挥中心"_s);
    return events;
}

} // namespace wuquan
