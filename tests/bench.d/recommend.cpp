// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/dispatch/recommendation.h"
#include "data/geo/roadnet.h"
#include "tests/support/benchmark.h"

#include <algorithm>
#include <cstdio>
#include <random>

using namespace wuquan;
using namespace wuquan::bench;
using namespace Qt::StringLiterals;

/// Whom to send among 5,000 teams while 50,000 incidents are open: the time until the best six are known, by the
/// straight way and along the roads of the district.
int main()
{
    std::mt19937 random(5);
    std::uniform_real_distribution<double> east(120.1, 120.4), north(30.2, 30.4);
    ChangeBatch batch;
    batch.startsAnew = true;
    for (std::int64_t id = 1; id <= 5000; ++id) {
        Responder responder;
        responder.id = ResponderId{id};
        responder.kind = ResponderKindId{ResponderKindId::Value(random() % 20)};
        responder.state = ResponderState(random() % 3);
        responder.street = AreaId{AreaId::Value(random() % 8 + 2)};
        responder.position = GeoPoint{east(random), north(random)};
        responder.version = 1;
        batch.responders.push_back(responder);
    }
    for (std::int64_t id = 1; id <= 50'000; ++id) {
        Incident incident;
        incident.id = IncidentId{id};
        incident.version = 1;
        incident.state = IncidentState(random() % 5 + 1);
        incident.street = AreaId{AreaId::Value(random() % 8 + 2)};
        incident.position = GeoPoint{east(random), north(random)};
        if (incident.state >= IncidentState::Dispatched)
            incident.responder = ResponderId{std::int64_t(random() % 5000) + 1};
        batch.incidents.push_back(incident);
    }
    DistrictStore store;
    store.apply(batch);
    CaseFile file{.suited = {{3}, {7}, {11}}};
    for (std::int64_t id = 1; id <= 200; ++id)
        file.handled.insert(ResponderId{id * 20}, int(id % 5 + 1));
    std::vector<double> times;
    std::size_t recommended = 0;
    for (std::size_t i = 0; i < 400; ++i) {
        times.push_back(millisecondsOf([&] {
            const auto ranked = recommend(store.incidents()[i * 101], store, file, 6);
            recommended += ranked.size();
            return ranked;
        }));
    }
    if (recommended != 2400)
        giveUp(u"%1 were recommended"_s.arg(recommended));
    std::printf("bench recommend rank_ms %.2f ms\n", median(times));
    std::printf("bench recommend rank_p95_ms %.2f ms\n", quantile(times, 0.95));
    const auto basemap = Basemap::load();
    if (!basemap)
        giveUp(basemap.error().message);
    RoadNet net;
    const double built_ms = millisecondsOf([&] {
        net = RoadNet(basemap->roads);
        return net.nodeCount();
    });
    file.card = {{1, std::nullopt, ResponderKindId{4}}, {2, ResponderId{77}, std::nullopt}};
    times.clear();
    std::size_t alongRoads = 0;
    for (std::size_t i = 0; i < 400; ++i) {
        times.push_back(millisecondsOf([&] {
            const auto ranked = recommend(store.incidents()[i * 101], store, file, 6, &net);
            alongRoads += std::size_t(std::ranges::count(ranked, WayKind::Roads, &Recommended::way));
            return ranked;
        }));
    }
    if (alongRoads == 0)
        giveUp(u"no way leads along a road"_s);
    std::printf("bench recommend road_net_ms %.2f ms\n", built_ms);
    std::printf("bench recommend road_nodes %zu nodes\n", net.nodeCount());
    std::printf("bench recommend road_rank_ms %.2f ms\n", median(times));
    std::printf("bench recommend road_rank_p95_ms %.2f ms\n", quantile(times, 0.95));
    return 0;
}
