// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench.d/feed/worker.h"

#include "tests/support/benchmark.h"
#include "tests/support/temporaryserver.h"
#include "tests/support/traffic.h"

#include <QDir>
#include <QProcess>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr int workerRounds = 3;
constexpr int jobsPerSecond = 50;
constexpr int jobs = 500;
constexpr int silence_ms = 20'000;

/// The next line that the worker says.
QByteArray nextLine(QProcess &worker)
{
    while (!worker.canReadLine()) {
        if (!worker.waitForReadyRead(silence_ms))
            giveUp(u"graphile-worker: "_s + QString::fromUtf8(worker.readAllStandardError().trimmed()));
    }
    return worker.readLine().trimmed();
}

/// Milliseconds from each commit to its handler. Both processes read CLOCK_MONOTONIC.
std::vector<double> measureRound(const TemporaryServer &server, QProcess &worker)
{
    std::vector<SteadyTime> sent(jobs);
    {
        const Pace pace(
            server.settings(), jobsPerSecond, jobs, 1,
            [](postgres::Session &session, int number) {
                orGiveUp(
                    session.query("select graphile_worker.add_job('take', json_build_object('number', $1::integer))",
                        postgres::Parameters(number)));
            },
            [&sent](int number, SteadyTime at) { sent[std::size_t(number)] = at; });
    }
    std::vector<double> times;
    for (int i = 0; i < jobs; ++i) {
        const QByteArrayList told = nextLine(worker).split(' '); // number, nanoseconds
        const SteadyTime taken{std::chrono::nanoseconds(told.value(1).toLongLong())};
        const auto number = std::size_t(told.value(0).toInt());
        times.push_back(milliseconds(taken - sent.at(number)));
    }
    return times;
}

} // namespace

void measureWorker(const TemporaryServer &server)
{
    const QString peers = qEnvironmentVariable("WUQUAN_PEERS");
    if (peers.isEmpty() || !QDir(peers + u"/node_modules/graphile-worker"_s).exists()) {
        std::fprintf(stderr, "graphile-worker is not here, so it is not compared with\n");
        return;
    }
    QProcess worker;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_PATH"_s, peers + u"/node_modules"_s);
    environment.insert(u"PGHOST"_s, server.socketFolder());
    environment.insert(u"PGPORT"_s, QString::number(server.port()));
    environment.insert(u"PGUSER"_s, u"postgres"_s);
    environment.insert(u"PGDATABASE"_s, u"postgres"_s);
    worker.setProcessEnvironment(environment);
    worker.start(u"node"_s, {qEnvironmentVariable("WUQUAN_SOURCE") + u"/tests/bench.d/peers/graphile-worker.js"_s});
    if (nextLine(worker) != "listening")
        giveUp(u"graphile-worker did not start"_s);
    std::vector<double> medians, p99s;
    for (int round = 0; round < workerRounds; ++round) {
        const std::vector<double> times = measureRound(server, worker);
        medians.push_back(median(times));
        p99s.push_back(quantile(times, 0.99));
    }
    worker.closeWriteChannel(); // it ends when nobody is there any more
    if (!worker.waitForFinished(silence_ms))
        giveUp(u"graphile-worker did not end"_s);
    std::printf("peer graphile-worker feed latency_50_median_ms %.3f ms\n", median(medians));
    std::printf("peer graphile-worker feed latency_50_p99_ms %.3f ms\n", median(p99s));
}

} // namespace wuquan::bench
