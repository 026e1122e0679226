// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stations that race for the same incidents over links that break; how long a command takes beside a plain update; and
// until another station sees it. On a server that writes to the disk, with years of history. WUQUAN_RACE_INCIDENTS says
// for how many they race; 0 for none.
#include "tests/bench.d/dispatch/commands.h"
#include "tests/bench.d/dispatch/sight.h"
#include "tests/fault/dispatchdistrict.h"
#include "tests/fault/dispatchrace.h"

#include <QCoreApplication>

#include <cstdio>

using namespace wuquan;
using namespace wuquan::bench;

namespace {

/// Whether every incident has exactly one order, and everybody knows whose.
bool measureRace(const TemporaryServer &server)
{
    bool isGiven = false;
    const int given = qEnvironmentVariableIntValue("WUQUAN_RACE_INCIDENTS", &isGiven);
    const fault::RaceOptions options{.incidents = isGiven ? given : 10'000};
    if (options.incidents <= 0)
        return true;
    const fault::RaceFindings found = orGiveUp(fault::DispatchRace(server, options).run());
    std::printf("bench dispatch winners %d incidents\n", found.winners);
    std::printf("bench dispatch double %d incidents\n", found.doubles);
    std::printf("bench dispatch lost %d orders\n", found.lost);
    std::printf("bench dispatch chain_faults %d faults\n", found.chainFaults);
    std::printf("bench dispatch race_commands_per_s %.0f /s\n",
        double(options.incidents) * fault::DispatchRace::racers / found.seconds);
    std::printf("bench dispatch repeated %d commands\n", found.repeats);
    std::printf("bench dispatch collisions %d commands\n", found.collisions);
    std::fprintf(stderr, "%d conflicts, %d refusals, %d backends killed, %d times replies cut, %.0f s\n",
        found.conflicts, found.refusals, found.killed, found.cut, found.seconds);
    return found.winners == options.incidents && found.doubles == 0 && found.lost == 0 && found.chainFaults == 0
        && found.refusals == 0 && found.killed > 0 && found.repeats > 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    TemporaryServer server({.configuration = {"fsync=on", "full_page_writes=on"}});
    if (!server.isRunning())
        giveUp(server.errorMessage());
    const postgres::Settings keeper = orGiveUp(fault::makeKeptDatabase(server));
    {
        auto owner = orGiveUp(postgres::Session::open(keeper));
        orGiveUp(fault::prepareDispatchDistrict(owner));
        auto superuser = orGiveUp(postgres::Session::open(server.settings()));
        orGiveUp(fault::fillWithHistory(superuser));
    }
    const bool isOnce = measureRace(server);
    measureCommands(server, keeper);
    measureSight(server, keeper);
    if (!isOnce)
        giveUp(QStringLiteral("an incident has not exactly one order that all know of"));
}
