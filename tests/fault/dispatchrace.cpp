// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/dispatchrace.h"

#include "tests/fault/dispatchdistrict.h"

#include <algorithm>
#include <map>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::fault {

namespace {

// Operators of the streets are the stations before, desks of the district those after.
constexpr int firstDesk = streetCount;
constexpr auto cutLength = 30ms;

} // namespace

DispatchRace::DispatchRace(const TemporaryServer &server, const RaceOptions &options)
    : m_server(&server)
    , m_options(options)
{
}

Result<postgres::Settings> DispatchRace::settingsOf(int station) const
{
    // Only the owner may write without dispatch().
    const QString login = m_options.way == RaceOptions::Way::PlainUpdate ? u"postgres"_s
        : station < firstDesk                                            ? u"operator%1"_s.arg(station + 1)
                                                                         : u"desk%1"_s.arg(station - firstDesk + 1);
    if (station % m_options.proxied == 0) {
        return postgres::Settings::parse(
            u"host=127.0.0.1 port=%1 user=%2 dbname=postgres sslmode=disable"_s.arg(m_proxy->port()).arg(login));
    }
    return postgres::Settings::parse(u"host='%1' port=%2 user=%3 dbname=postgres"_s.arg(
        m_server->socketFolder(), QString::number(m_server->port()), login));
}

/// The operator of its street, and seven of the desks in turn.
std::array<int, DispatchRace::racers> DispatchRace::racersOf(std::size_t incident) const
{
    std::array<int, racers> all{streetOf(incident) - 1};
    for (std::size_t i = 1; i < racers; ++i)
        all[i] = firstDesk + int((incident * (racers - 1) + i) % districtDesks);
    return all;
}

Result<RaceFindings> DispatchRace::run()
{
    auto proxy = Proxy::open(m_server->socketFile());
    if (!proxy)
        return std::unexpected(proxy.error());
    m_proxy = std::move(*proxy);
    auto session = postgres::Session::open(m_server->settings());
    if (!session)
        return std::unexpected(session.error());
    auto keys = addIncidents(*session, "race " + QByteArray::number(m_options.seed) + ' ', m_options.incidents, 2);
    if (!keys)
        return std::unexpected(keys.error());
    m_keys = std::move(*keys);
    for (int i = 0; i < m_options.incidents; ++i)
        m_starts.emplace_back(racers);
    const auto began = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int station = 0; station < stations; ++station)
            threads.emplace_back([this, station] { runStation(station); });
        if (const auto disturbed = disturb(); !disturbed && !m_failure)
            m_failure = disturbed.error();
    }
    if (m_failure)
        return std::unexpected(*m_failure);
    m_findings.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return judge(*session);
}

/// Its incidents in their order, so that no two stations wait for each other.
void DispatchRace::runStation(int station)
{
    DispatchStation at([this, station] { return settingsOf(station); });
    std::optional<Error> failed;
    if (const auto connected = at.connect(); !connected)
        failed = connected.error();
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (!std::ranges::contains(racersOf(i), station))
            continue;
        if (failed) {
            m_starts[i].count_down();
            continue;
        }
        m_starts[i].arrive_and_wait();
        const auto answer = order(at, station, m_keys[i]);
        if (answer)
            m_told[std::size_t(station)].push_back({i, *answer});
        else
            failed = answer.error();
        const std::lock_guard lock(m_mutex);
        ++m_answers;
        m_answered.notify_all();
    }
    const std::lock_guard lock(m_mutex);
    m_findings.repeats += at.repeats();
    m_findings.collisions += at.collisions();
    if (failed)
        m_failure = failed;
    m_answered.notify_all();
}

Result<DispatchAnswer> DispatchRace::order(DispatchStation &at, int station, std::int64_t incident) const
{
    const std::int64_t team = teamOf(station);
    const DispatchCommand command{incident, 1, "dispatch", "{\"responder\": " + QByteArray::number(team) + '}'};
    switch (m_options.way) {
    case RaceOptions::Way::NewKey:
        return orderCarelessly(at, command);
    case RaceOptions::Way::PlainUpdate:
        return orderPlainly(at, incident, team);
    case RaceOptions::Way::Dispatch:
        break;
    }
    return at.ask(command);
}

Result<DispatchAnswer> DispatchRace::orderCarelessly(DispatchStation &at, DispatchCommand command)
{
    for (;;) {
        auto answer = at.askOnce(command, DispatchStation::newKey());
        if (answer || answer.error().kind != ErrorKind::Connection)
            return answer;
        const auto looked = at.query(
            "select version from wuquan.incident where incident_id = $1", postgres::Parameters(command.incident));
        if (looked)
            command.seen = looked->value<std::int64_t>();
        else if (looked.error().kind != ErrorKind::Connection)
            return std::unexpected(looked.error());
    }
}

Result<DispatchAnswer> DispatchRace::orderPlainly(DispatchStation &at, std::int64_t incident, std::int64_t team)
{
    const QByteArray write
        = "with looked as materialized (select incident_id from wuquan.incident where incident_id = $1 and state = 2), "
          "moved as (update wuquan.incident i set state = 3, responder_id = $2 from looked l "
          "where i.incident_id = l.incident_id returning i.incident_id), "
          "told as (insert into wuquan.incident_event (incident_id, kind, from_state, to_state, actor) "
          "select incident_id, 'dispatched', 2, 3, '某台' from moved) "
          "insert into wuquan.dispatch_order (incident_id, main, responder_id, sent_by, sent_at, ended_at, ended_as) "
          "select incident_id, true, $2, '某台', now(), now(), 'recalled' from moved returning order_id";
    for (;;) {
        const auto rows = at.query(write, postgres::Parameters(incident, team));
        if (!rows && rows.error().kind == ErrorKind::Connection)
            continue;
        if (!rows)
            return std::unexpected(rows.error());
        DispatchAnswer answer;
        answer.order = rows->rowCount() > 0 ? rows->value<std::int64_t>() : std::nullopt;
        answer.outcome = answer.order ? DispatchAnswer::Outcome::Done : DispatchAnswer::Outcome::Conflict;
        return answer;
    }
}

/// Kills and cuts, in a random order and evenly over the answers.
Result<void> DispatchRace::disturb()
{
    auto session = postgres::Session::open(m_server->settings());
    if (!session)
        return std::unexpected(session.error());
    std::minstd_rand random(m_options.seed);
    std::vector<bool> isKill(std::size_t(m_options.kills), true);
    isKill.resize(std::size_t(m_options.kills + m_options.cuts), false);
    std::ranges::shuffle(isKill, random);
    const int total = m_options.incidents * racers;
    for (std::size_t i = 0; i < isKill.size(); ++i) {
        const int when = int((double(i) + 0.5) * total / double(isKill.size()));
        {
            std::unique_lock lock(m_mutex);
            m_answered.wait(lock, [&] { return m_answers >= when || m_failure; });
            if (m_failure)
                break;
        }
        if (!isKill[i]) {
            cut(random);
        } else if (auto killed = kill(*session); !killed) {
            return killed;
        }
    }
    return {};
}

Result<void> DispatchRace::kill(postgres::Session &session)
{
    const auto killed = session.query(
        "select pg_terminate_backend(pid) from (select pid from pg_stat_activity where usename ~ '^(operator|desk)' "
        "order by state = 'active' desc, random() limit 1) a");
    if (!killed)
        return std::unexpected(killed.error());
    m_findings.killed += killed->rowCount();
    return {};
}

/// What was asked has passed; of the answer some bytes arrive, or none.
void DispatchRace::cut(std::minstd_rand &random)
{
    m_proxy->setFault({.kind = LinkFault::Kind::Cut, .bytes = std::int64_t(random() % 120)});
    {
        std::unique_lock lock(m_mutex);
        m_answered.wait_for(lock, cutLength, [this] { return m_failure.has_value(); });
    }
    m_proxy->setFault({});
    ++m_findings.cut;
}

Result<RaceFindings> DispatchRace::judge(postgres::Session &session) const
{
    RaceFindings found = m_findings;
    const auto counts = session.query(
        "select count(*) filter (where orders = 1 and events = 1)::integer, "
        "count(*) filter (where orders > 1 or events > 1)::integer from (select "
        "(select count(*) from wuquan.dispatch_order o where o.incident_id = k and o.main) as orders, "
        "(select count(*) from wuquan.incident_event e where e.incident_id = k and e.kind = 'dispatched') as events "
        "from unnest($1::bigint[]) k) c",
        postgres::Parameters(m_keys));
    const auto orders = session.query("select order_id, incident_id, responder_id from wuquan.dispatch_order "
                                      "where main and incident_id = any($1::bigint[])",
        postgres::Parameters(m_keys));
    const auto faults = session.query("select count(*)::integer from wuquan.audit_verify()");
    if (!counts || !orders || !faults)
        return failure(ErrorKind::Database, u"what came of the race could not be read"_s);
    found.winners = counts->value<std::int32_t>(0, 0).value_or(0);
    found.doubles = counts->value<std::int32_t>(0, 1).value_or(0);
    found.chainFaults = faults->value<std::int32_t>().value_or(-1);
    // Both ways: what was told is there, and what is there was told.
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> given; ///< incident and team by order
    for (int i = 0; i < orders->rowCount(); ++i) {
        postgres::Row row = orders->row(i);
        given[row.required<std::int64_t>(0)] = {row.required<std::int64_t>(1), row.required<std::int64_t>(2)};
    }
    for (int station = 0; station < stations; ++station) {
        for (const Told &told : m_told[std::size_t(station)]) {
            found.conflicts += told.answer.outcome == DispatchAnswer::Outcome::Conflict ? 1 : 0;
            found.refusals += told.answer.outcome == DispatchAnswer::Outcome::Refused ? 1 : 0;
            if (told.answer.outcome != DispatchAnswer::Outcome::Done)
                continue;
            const auto order = given.find(told.answer.order.value_or(0));
            if (order == given.end() || order->second != std::pair(m_keys[told.incident], teamOf(station)))
                ++found.lost;
            else
                given.erase(order);
        }
    }
    found.lost += int(given.size());
    return found;
}

} // namespace wuquan::fault
