// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand changes a minute on the whole window, for a minute or WUQUAN_FLOOD_MINUTES: what is lost, how late an
// urgent incident is on screen, and how much memory it takes.
#include "data/postgres/session.h"
#include "tests/support/benchmark.h"
#include "tests/support/demodeck.h"
#include "tests/support/processmemory.h"

#include <QApplication>
#include <QTimer>

#include <malloc.h>

#include <cstdio>
#include <functional>
#include <map>

using namespace wuquan;
using namespace wuquan::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int perMinute = 10'000;

using Versions = std::map<std::pair<int, std::int64_t>, std::int64_t>; ///< by entity and key

Versions versionsOf(const DistrictStore &store)
{
    Versions versions;
    const ChangeBatch state = store.state();
    eachTable(state, [&](Entity entity, const auto &rows, const auto &) {
        for (const auto &row : rows)
            versions[{int(entity), row.id.value}] = row.version;
    });
    return versions;
}

/// What the store should hold, by SQL of its own.
Versions versionsIn(postgres::Session &session)
{
    const auto rows = orGiveUp(session.query(
        "select 1, area_id::bigint, version from wuquan.area where valid_to is null "
        "union all select 2, place_id, version from wuquan.place "
        "union all select 3, device_id, version from wuquan.device "
        "union all select 4, responder_id, version from wuquan.responder "
        "union all select 7, annotation_id, version from wuquan.annotation where removed_at is null "
        "union all select 5, incident_id, version from wuquan.incident where state < 6 "
        "or (reported_at at time zone 'Asia/Shanghai')::date >= (now() at time zone 'Asia/Shanghai')::date"));
    Versions versions;
    for (int i = 0; i < rows.rowCount(); ++i)
        versions[{rows.value<std::int32_t>(i, 0).value_or(0), rows.value<std::int64_t>(i, 1).value_or(0)}]
            = rows.value<std::int64_t>(i, 2).value_or(0);
    return versions;
}

/// Rows that the store lacks, has too many, or has in another version.
std::size_t differences(const Versions &a, const Versions &b)
{
    std::size_t count = 0;
    for (const auto &[key, version] : a) {
        const auto other = b.find(key);
        count += other == b.end() || other->second != version ? 1 : 0;
    }
    for (const auto &[key, version] : b)
        count += a.contains(key) ? 0 : 1;
    return count;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int minutes = std::max(1, qEnvironmentVariableIntValue("WUQUAN_FLOOD_MINUTES"));
    const int changes = minutes * perMinute;
    DemoDeck deck;
    deck.frames().startAnew(std::size_t(changes));
    const Traffic traffic(deck.settings(), perMinute / 60, changes);
    // What making and reading the district left free is no room to grow into.
    malloc_trim(0);
    const std::int64_t before = residentBytes();
    std::int64_t most = before;
    QTimer sample;
    QObject::connect(&sample, &QTimer::timeout, &sample, [&most] { most = std::max(most, residentBytes()); });
    sample.start(250ms);
    if (!runUntil([&] { return traffic.isFinished(); }, minutes * 60s + 60s))
        giveUp(u"the writers did not keep up"_s);
    auto session = orGiveUp(postgres::Session::open(deck.settings()));
    const Versions wanted = versionsIn(session);
    std::size_t lost = 0;
    const auto isEqual = [&] {
        lost = differences(versionsOf(deck.store()), wanted);
        return lost == 0 && deck.frames().waiting() == 0;
    };
    // The store's copy for the comparison is not what the deck needs.
    sample.stop();
    if (!runUntil(isEqual, 10s))
        std::fprintf(stderr, "%zu rows differ, %zu changes wait for a frame\n", lost, deck.frames().waiting());
    std::vector<IncidentCommit> critical = traffic.incidents();
    std::erase_if(critical, std::not_fn(&IncidentCommit::isCritical));
    const Delays late = delays(critical, deck.frames());
    std::printf("bench flood changes %d changes\n", changes);
    std::printf("bench flood lost %zu rows\n", lost);
    std::printf("bench flood critical_ms %.1f ms\n", quantile(late.shown, 0.99));
    std::printf("bench flood critical_median_ms %.1f ms\n", median(late.shown));
    std::printf("bench flood critical_store_ms %.1f ms\n", quantile(late.applied, 0.99));
    std::printf("bench flood rss_mb %.1f MB\n", double(most - before) / (1 << 20));
    return 0;
}
