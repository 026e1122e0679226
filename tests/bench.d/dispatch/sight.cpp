// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench.d/dispatch/sight.h"

#include "app/session/livesession.h"
#include "tests/bench.d/dispatch/commands.h"
#include "tests/fault/run.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr int sightRate = 50; // commands a second
constexpr int count = 1000;

/// When the store first had each version of an incident, as far as it was told of every one.
using Sightings = std::map<std::int64_t, std::vector<std::pair<std::int64_t, SteadyTime>>>;

void note(Sightings &seen, const DistrictStore &store, const StoreChange &change)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    for (const auto *ids : {&change.incidentsAdded, &change.incidentsChanged}) {
        for (const IncidentId id : *ids) {
            if (const Incident *incident = store.incident(id))
                seen[id.value].emplace_back(incident->version, now);
        }
    }
}

/// A newer version shows what an older one did.
std::optional<SteadyTime> seenAt(const Sightings &seen, const CommandSample &sample)
{
    const auto of = seen.find(sample.incident);
    if (of == seen.end())
        return std::nullopt;
    const auto at = std::ranges::find_if(of->second, [&](const auto &one) { return one.first >= sample.version; });
    return at == of->second.end() ? std::nullopt : std::optional(at->second);
}

} // namespace

void measureSight(const TemporaryServer &server, const postgres::Settings &keeper)
{
    DispatchStream stream(server, keeper, "sight ", CommandStream::warming + count);
    static_cast<void>(stream.run(200, CommandStream::warming));
    const SystemClock clock;
    // As a desk of the district, with the row security of one.
    const QString desk
        = u"host='%1' port=%2 user=desk16 dbname=postgres"_s.arg(server.socketFolder()).arg(server.port());
    LiveSession session(
        [&desk]() -> Result<postgres::Settings> { return postgres::Settings::parse(desk); }, Language::Chinese, clock);
    Sightings seen;
    QObject::connect(&session.store(), &DistrictStore::changed, &session,
        [&](const StoreChange &change) { note(seen, session.store(), change); });
    session.start();
    const auto isLive = [&] {
        return session.store().isComplete() && session.dataStatus().status().state == DataStatus::State::Live;
    };
    if (!fault::waitFor(isLive, 60s))
        giveUp(u"the other station does not see the district: "_s + session.dataStatus().status().reason);
    seen.clear();
    std::vector<CommandSample> sent;
    std::atomic<bool> isSent = false;
    std::jthread sender([&] {
        sent = stream.run(sightRate, count);
        isSent = true;
    });
    if (!fault::waitFor([&] { return isSent.load(); }, 60s))
        giveUp(u"the commands were not answered"_s);
    sender.join();
    std::erase_if(sent, [](const CommandSample &sample) { return sample.version == 0; });
    const auto all
        = [&] { return std::ranges::all_of(sent, [&](const auto &one) { return seenAt(seen, one).has_value(); }); };
    if (!fault::waitFor(all, 10s))
        giveUp(u"not every command was seen at the other station"_s);
    std::vector<double> times;
    for (const CommandSample &sample : sent)
        times.push_back(milliseconds(*seenAt(seen, sample) - sample.due));
    std::printf("bench dispatch visible_median_ms %.2f ms\n", median(times));
    std::printf("bench dispatch visible_p99_ms %.2f ms\n", quantile(times, 0.99));
}

} // namespace wuquan::bench
