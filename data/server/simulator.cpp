// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/simulator.h"

#include "data/core/log.h"
#include "data/domain/device.h"
#include "data/server/demoduty.h"
#include "data/server/demohistory.h"
#include "data/server/openrows.h"
#include "data/server/simulatedrows.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds deviceInterval{11}; ///< with the incidents about six changes a minute
constexpr minutes maintenanceInterval{1};
constexpr minutes dutyInterval{5};
constexpr seconds takeOverInterval{5};

} // namespace

Simulator::Simulator(postgres::Session session, DemoWorld world, const SimulatorOptions &options)
    : m_session(std::move(session))
    , m_world(std::move(world))
    , m_random(options.seed, 6)
    , m_rate(std::max(options.rate, 0.001))
{
}

Result<Simulator> Simulator::open(const postgres::Settings &settings, const SimulatorOptions &options, Instant now)
{
    auto session = postgres::Session::open(settings);
    if (!session)
        return std::unexpected(session.error());
    const auto seed = session->query("select max(value) filter (where name = 'demo_seed'), "
                                     "bool_or(name = 'demo_still' and value = 'true') from wuquan.attribute "
                                     "having bool_or(name = 'demo' and value = 'true')");
    if (!seed)
        return std::unexpected(seed.error());
    if (seed->rowCount() == 0)
        return failure(ErrorKind::Refused,
            u"the database is not a demo district: simulated incidents are never written into a real one"_s);
    if (seed->value<bool>(0, 1).value_or(false))
        return failure(ErrorKind::Refused,
            u"the demo was made up to a time that was asked for and stands still; \"wuquanctl demo reset\" makes a living one"_s);
    auto world = DemoWorld::read(seed->value<QString>().value_or(QString()).toULongLong());
    if (!world)
        return std::unexpected(world.error());
    if (const auto read = world->readResponders(*session, now); !read)
        return std::unexpected(read.error());
    Simulator simulator(std::move(*session), std::move(*world), options);
    simulator.m_queue.push({now, Action::TakeOver});
    return simulator;
}

void Simulator::schedule(Instant now, microseconds natural, Action action, std::int64_t incident)
{
    m_queue.push({now + microseconds(std::int64_t(double(natural.count()) / m_rate)), action, incident});
}

Result<int> Simulator::step(Instant now)
{
    int changes = 0;
    while (nextAt() <= now) {
        const Entry entry = m_queue.top();
        m_queue.pop();
        const auto done = perform(entry, now);
        if (!done)
            return done;
        changes += *done;
    }
    return changes;
}

Result<int> Simulator::perform(const Entry &entry, Instant now)
{
    switch (entry.action) {
    case Action::TakeOver:
        return takeOver(now);
    case Action::Report:
        return report(now);
    case Action::Advance:
        return advance(entry.incident, now);
    case Action::ChangeDevice:
        return changeDevice(now);
    case Action::Maintain:
        return maintain(now);
    case Action::KeepDuty:
        return keepDuty(now);
    }
    return 0;
}

Result<int> Simulator::takeOver(Instant now)
{
    // The lock goes with the connection, so a simulator that was killed leaves nothing behind.
    const auto locked = m_session.query("select pg_try_advisory_lock(hashtext('wuquan.simulator'))");
    if (!locked)
        return std::unexpected(locked.error());
    if (!locked->value<bool>().value_or(false)) {
        m_queue.push({now + takeOverInterval, Action::TakeOver});
        return 0;
    }
    m_active = true;
    const auto marked = m_session.query("insert into wuquan.attribute (name, value) values ('simulated_rate', $1) "
                                        "on conflict (name) do update set value = excluded.value",
        postgres::Parameters(QByteArray::number(m_rate)));
    if (!marked)
        return std::unexpected(marked.error());
    for (const auto &read : {readOpen(now), readDevices()}) {
        if (!read)
            return std::unexpected(read.error());
    }
    schedule(now, untilNextReport(now), Action::Report);
    schedule(now, deviceInterval, Action::ChangeDevice);
    m_queue.push({now, Action::Maintain});
    m_queue.push({now, Action::KeepDuty});
    qCDebug(logServer) << "simulating at rate" << m_rate << "with" << m_open.size() << "open incidents";
    return 0;
}

Result<void> Simulator::readOpen(Instant now)
{
    auto rows = readOpenIncidents(m_session, m_world);
    if (!rows)
        return std::unexpected(rows.error());
    std::map<std::int64_t, DemoIncident> open;
    for (DemoIncident &incident : *rows) {
        // One we did not know of is somewhere within its step.
        if (!m_open.contains(incident.id))
            schedule(
                now, stepDuration(incident, now) * m_random.between(20, 1000) / 1000, Action::Advance, incident.id);
        const std::int64_t id = incident.id;
        open.emplace(id, std::move(incident));
    }
    m_open = std::move(open);
    return {};
}

Result<void> Simulator::readDevices()
{
    const auto count = m_session.query("select max(device_id) from wuquan.device");
    const auto rows = m_session.query("select device_id from wuquan.device where state <> 0 order by device_id");
    if (!count || !rows)
        return std::unexpected(count ? rows.error() : count.error());
    m_deviceCount = count->value<std::int64_t>().value_or(0);
    m_notOnline.clear();
    for (int i = 0; i < rows->rowCount(); ++i)
        m_notOnline.push_back(rows->value<std::int64_t>(i).value_or(0));
    return {};
}

std::array<std::int64_t, 5> Simulator::expectedNow(Instant now) const
{
    const int begin = secondOfDay(now) / 1800 * 1800;
    std::array<std::int64_t, 5> permille{};
    for (Circle circle : allCircles)
        permille[circleIndex(circle)] = m_world.expected(circle, localDay(now), begin, begin + 1800);
    return permille;
}

microseconds Simulator::untilNextReport(Instant now)
{
    std::int64_t permille = 0; // of an incident in this half hour
    for (std::int64_t each : expectedNow(now))
        permille += each;
    const std::int64_t mean_ms = permille > 0 ? std::int64_t(1800) * 1'000'000 / permille : 1'800'000;
    return std::chrono::milliseconds(mean_ms * m_random.between(50, 1950) / 1000);
}

microseconds Simulator::stepDuration(const DemoIncident &incident, Instant now)
{
    const DemoType &type = m_world.type(incident.type);
    const auto within = [&](StepLimit limit) { return afterShare(now, limit, shareTaken(m_random)) - now; };
    switch (incident.state) {
    case IncidentState::Collected:
        return within(type.file);
    case IncidentState::Filed:
        return within(type.dispatch);
    case IncidentState::Dispatched:
        return std::min<microseconds>(within(type.handle) / 8, minutes(m_random.between(2, 40)));
    case IncidentState::Handling:
        return incident.arrived ? within(type.handle)
                                : std::min<microseconds>(within(type.handle) / 4, minutes(m_random.between(5, 90)));
    default:
        return within(type.verify);
    }
}

Result<int> Simulator::report(Instant now)
{
    schedule(now, untilNextReport(now), Action::Report);
    const Weighted circles(expectedNow(now));
    const Circle circle = circles.isEmpty() ? Circle::Public : allCircles[circles.pick(m_random)];
    const std::size_t type = m_world.randomType(circle, m_random);
    DemoIncident incident = newIncident(m_world, type, now, m_random.percent(m_world.type(type).selfHandled), m_random);
    if (incident.selfHandled)
        wuquan::finish(m_world, incident, now, m_random);
    incident.due = dueOf(m_world, incident);
    if (const auto written = reportIncident(m_session, m_world, incident); !written)
        return std::unexpected(written.error());
    if (isOpen(incident.state)) {
        schedule(now, stepDuration(incident, now), Action::Advance, incident.id);
        m_open.emplace(incident.id, std::move(incident));
    }
    return 1;
}

Result<int> Simulator::advance(std::int64_t id, Instant now)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
        return 0;
    DemoIncident after = found->second;
    // Steps follow one another; two in the same microsecond would leave the order open.
    const Instant at = std::max(now, lastStep(after) + microseconds(1));
    switch (after.state) {
    case IncidentState::Collected:
        after.filed = at;
        after.state = IncidentState::Filed;
        break;
    case IncidentState::Filed: {
        const DemoResponder *present
            = m_world.randomOnDuty(after.type, m_world.ground.grids[after.grid].street, m_random);
        // Nobody who handles it is on duty: it waits for somebody's shift.
        if (!present) {
            schedule(now, dutyInterval, Action::Advance, id);
            return 0;
        }
        after.dispatched = at;
        after.state = IncidentState::Dispatched;
        after.responder = present->id;
        break;
    }
    case IncidentState::Dispatched:
        after.accepted = at;
        after.state = IncidentState::Handling;
        break;
    case IncidentState::Handling:
        if (after.arrived)
            after.state = IncidentState::FedBack;
        (after.arrived ? after.handled : after.arrived) = at;
        break;
    default:
        after.closed = at;
        after.state = IncidentState::Closed;
        if (const std::int16_t outcome = m_world.randomOutcome(after.type, m_random); outcome >= 0)
            after.outcome = m_world.catalogue.indicators[std::size_t(outcome)].outcome.toLatin1();
        break;
    }
    const auto moved = moveIncident(m_session, m_world, found->second, after);
    if (!moved)
        return std::unexpected(moved.error());
    // Somebody else moved it: the next look at the open incidents finds it as it is now.
    if (!*moved || !isOpen(after.state)) {
        m_open.erase(found);
        return *moved ? 1 : 0;
    }
    schedule(now, stepDuration(after, now), Action::Advance, id);
    found->second = std::move(after);
    return 1;
}

Result<int> Simulator::changeDevice(Instant now)
{
    schedule(now, deviceInterval * m_random.between(100, 1900) / 1000, Action::ChangeDevice);
    if (m_deviceCount == 0)
        return 0;
    // Between 1.2 and 1.8 % are not online; within that, devices come and go alike.
    const std::int64_t away = std::int64_t(m_notOnline.size()) * 1000 / m_deviceCount;
    const bool comesBack = !m_notOnline.empty() && (away >= 18 || (away >= 12 && m_random.percent(50)));
    std::int64_t device = 0;
    DeviceState state = DeviceState::Online;
    if (comesBack) {
        const auto place = std::size_t(m_random.below(std::int64_t(m_notOnline.size())));
        device = std::exchange(m_notOnline[place], m_notOnline.back());
        m_notOnline.pop_back();
    } else {
        device = m_random.between(1, m_deviceCount);
        state = m_random.percent(92) ? DeviceState::Offline : DeviceState::Fault;
    }
    const auto changed = m_session.query(
        "update wuquan.device set state = $2 where device_id = $1 and (state = 0) = ($2::smallint <> 0)",
        postgres::Parameters(device, int(state)));
    if (!changed)
        return std::unexpected(changed.error());
    if (!comesBack && changed->affectedRows() == 1)
        m_notOnline.push_back(device);
    return int(changed->affectedRows());
}

Result<int> Simulator::maintain(Instant now)
{
    m_queue.push({now + maintenanceInterval, Action::Maintain});
    for (const char *statement : {"select wuquan.change_log_maintain()", "select wuquan.trend_fold()"}) {
        if (const auto done = m_session.run(statement); !done)
            return std::unexpected(done.error());
    }
    if (const auto extended = extendDemoFigures(m_session, m_world, localDay(now), m_random); !extended)
        return std::unexpected(extended.error());
    if (const auto read = readOpen(now); !read)
        return std::unexpected(read.error());
    return 0;
}

Result<int> Simulator::keepDuty(Instant now)
{
    m_queue.push({now + dutyInterval, Action::KeepDuty});
    if (const auto read = m_world.readResponders(m_session, now); !read)
        return std::unexpected(read.error());
    const auto kept = keepDemoDuty(m_session, now);
    return kept ? Result<int>(0) : std::unexpected(kept.error());
}

Result<void> Simulator::finish()
{
    if (!m_active)
        return {};
    m_active = false;
    return m_session.run("delete from wuquan.attribute where name = 'simulated_rate'; "
                         "select pg_advisory_unlock(hashtext('wuquan.simulator'))");
}

} // namespace wuquan
