// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/dispatchstation.h"
#include "tests/fault/proxy.h"
#include "tests/support/temporaryserver.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <random>
#include <vector>

namespace wuquan::fault {

struct RaceOptions {
    enum class Way {
        Dispatch, ///< as the program does it
        NewKey, ///< after a broken link: looks at the incident again and asks with another key
        PlainUpdate, ///< writes what it wants where the incident is still to be dispatched
    };
    Way way = Way::Dispatch;
    unsigned seed = 1;
    int incidents = 10'000;
    int kills = 60; ///< backends ended while they work
    int cuts = 60; ///< replies withheld from all links through the proxy
    int proxied = 3; ///< every so many stations use the proxy
};

/// What the database says after a race, and what the stations had been told.
struct RaceFindings {
    int winners = 0; ///< incidents with one main order ever and one event of it
    int doubles = 0; ///< incidents with more than one of either
    int lost = 0; ///< answers "done" that the database does not know, and orders whose station was not told so
    int chainFaults = 0; ///< rows of audit_verify()
    int conflicts = 0, refusals = 0; ///< answers
    int killed = 0, cut = 0, repeats = 0, collisions = 0;
    double seconds = 0;
};

/// Eight of 24 stations give an order for each incident at the same moment, each another one, having seen the same
/// version, while backends die and replies get lost.
class DispatchRace {
public:
    static constexpr int stations = 24;
    static constexpr int racers = 8;

    /// Over a prepareDispatchDistrict().
    DispatchRace(const TemporaryServer &server, const RaceOptions &options);
    /// The race, once; fails when a station gave up.
    [[nodiscard]] Result<RaceFindings> run();

private:
    /// What a station was told about an incident.
    struct Told {
        std::size_t incident; ///< index
        DispatchAnswer answer;
    };

    [[nodiscard]] Result<postgres::Settings> settingsOf(int station) const;
    [[nodiscard]] std::array<int, racers> racersOf(std::size_t incident) const;
    [[nodiscard]] static std::int64_t teamOf(int station) { return station + 1; }
    void runStation(int station);
    [[nodiscard]] Result<DispatchAnswer> order(DispatchStation &at, int station, std::int64_t incident) const;
    [[nodiscard]] static Result<DispatchAnswer> orderCarelessly(DispatchStation &at, DispatchCommand command);
    [[nodiscard]] static Result<DispatchAnswer> orderPlainly(
        DispatchStation &at, std::int64_t incident, std::int64_t team);
    [[nodiscard]] Result<void> disturb();
    [[nodiscard]] Result<void> kill(postgres::Session &session);
    void cut(std::minstd_rand &random);
    [[nodiscard]] Result<RaceFindings> judge(postgres::Session &session) const;

    const TemporaryServer *m_server;
    RaceOptions m_options;
    std::unique_ptr<Proxy> m_proxy;
    std::vector<std::int64_t> m_keys; ///< of the incidents
    std::deque<std::latch> m_starts; ///< of each incident
    std::array<std::vector<Told>, stations> m_told;
    RaceFindings m_findings; ///< what is counted on the way
    std::mutex m_mutex;
    std::condition_variable m_answered;
    int m_answers = 0;
    std::optional<Error> m_failure;
};

} // namespace wuquan::fault
