// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a silent link is noticed, and how many changes a run with every kind of fault loses.
#include "app/session/livesession.h"
#include "tests/fault/naivereaders.h"
#include "tests/fault/proxy.h"
#include "tests/fault/run.h"
#include "tests/support/benchmark.h"
#include "tests/support/temporaryserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>

#include <cstdio>
#include <random>

using namespace wuquan;
using namespace wuquan::bench;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bed {
    TemporaryServer server;
    std::unique_ptr<Proxy> proxy;

    Bed()
    {
        if (!server.isRunning())
            giveUp(server.errorMessage());
        server.applyMigrations();
        auto session = orGiveUp(postgres::Session::open(server.settings()));
        orGiveUp(prepareDistrict(session));
        proxy = orGiveUp(Proxy::open(server.socketFile()));
    }
    [[nodiscard]] Result<postgres::Settings> direct() const { return server.settings(); }
    [[nodiscard]] Result<postgres::Settings> throughProxy() const
    {
        return postgres::Settings::parse(
            u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(proxy->port()));
    }
};

/// From the first swallowed byte until the badge says stale and until the feed gives the connection up.
void measureSilence()
{
    const Bed bed;
    const SteadyClock clock;
    LiveSession session([&bed] { return bed.throughProxy(); }, Language::Chinese, clock);
    const auto state = [&session] { return session.dataStatus().status().state; };
    session.start();
    if (!waitFor([&] { return state() == DataStatus::State::Live; }, 10s))
        giveUp(u"never live"_s);
    QElapsedTimer since;
    since.start();
    bed.proxy->setFault({.kind = LinkFault::Kind::Swallow});
    if (!waitFor([&] { return state() != DataStatus::State::Live; }, 30s))
        giveUp(u"never stale"_s);
    const double stale_s = double(since.elapsed()) / 1000;
    if (!waitFor([&] { return state() == DataStatus::State::Down; }, 60s))
        giveUp(u"never down"_s);
    std::printf("bench fault halfopen_s %.2f s\n", double(since.elapsed()) / 1000);
    std::printf("bench fault stale_s %.2f s\n", stale_s);
}

/// Links broken in every way: what the checker finds of the feed, and of a reader by "id > last" on the same server,
/// whose connection nobody disturbs.
void measureLosses()
{
    const Bed bed;
    Run run([&bed] { return bed.throughProxy(); }, [&bed] { return bed.direct(); }, {.seed = 99, .pace = 3ms});
    orGiveUp(run.start());
    auto session = orGiveUp(postgres::Session::open(bed.server.settings()));
    NumberReader naive;
    orGiveUp(naive.start(session));
    std::minstd_rand random(99);
    using Kind = LinkFault::Kind;
    const Kind kinds[]{
        Kind::None, Kind::Delay, Kind::Cut, Kind::HalfClose, Kind::Refuse, Kind::Throttle, Kind::Swallow};
    for (int i = 0; i < 40; ++i) {
        bed.proxy->setFault({kinds[random() % std::size(kinds)], std::chrono::milliseconds(random() % 200),
            std::int64_t(2000 + random() % 20000)});
        const std::size_t wanted = run.writers().acknowledged() + 50;
        const bool isWritten = waitFor(
            [&] {
                orGiveUp(naive.poll(session));
                run.reader().retryNow();
                return run.writers().acknowledged() >= wanted;
            },
            30s);
        if (!isWritten)
            giveUp(u"the writers stand still"_s);
    }
    bed.proxy->setFault({});
    const QString found = run.finish();
    if (!found.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(found));
    std::printf("bench fault lost %lld violations\n", found.isEmpty() ? 0LL : found.count(u'\n') + 1LL);
    orGiveUp(naive.poll(session));
    History history = run.history();
    history.batches = naive.batches();
    history.store = history.server;
    std::printf("peer naive fault lost %lld violations\n", static_cast<long long>(check(history).size()));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"wuquan.data.feed=false"_s);
    measureSilence();
    measureLosses();
    return 0;
}
