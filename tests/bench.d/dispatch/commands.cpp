// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench.d/dispatch/commands.h"

#include "tests/fault/dispatchdistrict.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::bench {

namespace {

constexpr int apart = 50; // incidents between two that get different steps at the same time
constexpr int commandRate = 200; // commands a second
constexpr int roundLength = 1000; // commands
constexpr int rounds = 5;

postgres::Settings settingsFor(const TemporaryServer &server, const QString &login)
{
    return orGiveUp(postgres::Settings::parse(
        u"host='%1' port=%2 user=%3 dbname=postgres"_s.arg(server.socketFolder()).arg(server.port()).arg(login)));
}

std::vector<double> latencies(const std::vector<CommandSample> &samples)
{
    std::vector<double> times;
    for (const CommandSample &sample : samples)
        times.push_back(milliseconds(sample.answered - sample.due));
    return times;
}

} // namespace

CommandStream::CommandStream(const postgres::Settings &keeper, const QByteArray &name, int commands)
{
    auto owner = orGiveUp(postgres::Session::open(keeper));
    m_keys = orGiveUp(fault::addIncidents(owner, name, commands / int(steps) + warming, 1));
    for (std::size_t i = 0; i < m_keys.size(); ++i)
        m_versions.emplace_back(1);
}

CommandStream::Command CommandStream::commandWith(int number) const
{
    std::size_t step = std::size_t(number) % steps;
    int incident = number / int(steps) - int(step) * apart;
    if (incident < 0) {
        // Nothing has come so far yet: a note on one of its own.
        step = steps - 1;
        incident = int(m_keys.size()) - 1 - number;
    }
    const auto index = std::size_t(incident);
    return {step, index, m_keys[index], m_versions[index].load()};
}

std::vector<CommandSample> CommandStream::run(int perSecond, int count)
{
    std::vector<CommandSample> samples(std::size_t{unsigned(count)});
    std::atomic<int> undone = 0;
    const SteadyTime begin = std::chrono::steady_clock::now() + 50ms;
    {
        std::vector<std::jthread> threads;
        for (int connection = 0; connection < connections; ++connection) {
            threads.emplace_back([&, connection] {
                for (int i = 0; i < count; ++i) {
                    const int number = m_sent + i;
                    if (connectionOf(commandWith(number), number) != connection)
                        continue;
                    CommandSample &sample = samples[std::size_t(i)];
                    sample.due = begin + i * 1'000'000us / perSecond;
                    std::this_thread::sleep_until(sample.due);
                    const Command command = commandWith(number); // with the version that is known now
                    sample.incident = command.key;
                    const auto version = send(connection, command);
                    sample.answered = std::chrono::steady_clock::now();
                    sample.version = version.value_or(0);
                    if (version)
                        m_versions[command.incident] = *version;
                    else
                        ++undone;
                }
            });
        }
    }
    m_sent += count;
    if (undone > count / 100)
        giveUp(u"%1 of %2 commands were not done"_s.arg(undone.load()).arg(count));
    return samples;
}

DispatchStream::DispatchStream(
    const TemporaryServer &server, const postgres::Settings &keeper, const QByteArray &name, int commands)
    : CommandStream(keeper, name, commands)
{
    auto owner = orGiveUp(postgres::Session::open(keeper));
    m_ownIncident = orGiveUp(fault::addIncidents(owner, name + "first ", 1, 1)).front();
    for (const QString &post : {u"operator"_s, u"field"_s, u"desk"_s}) {
        for (int i = 1; i <= fault::streetCount; ++i) {
            const postgres::Settings settings = settingsFor(server, post + QString::number(i));
            m_stations.emplace_back([settings]() -> Result<postgres::Settings> { return settings; });
            orGiveUp(m_stations.back().connect());
        }
    }
}

std::vector<double> DispatchStream::firstCommands()
{
    std::vector<double> times;
    for (std::size_t i = 2 * fault::streetCount; i < m_stations.size(); ++i) {
        times.push_back(millisecondsOf([&] {
            return orGiveUp(m_stations[i].ask({m_ownIncident, std::nullopt, "note", R"({"note": "第一条"})"}));
        }));
    }
    return times;
}

int DispatchStream::connectionOf(const Command &command, int number) const
{
    const int street = fault::streetOf(command.incident) - 1;
    switch (command.step) {
    case 0:
    case 1:
        return street;
    case 2:
    case 3:
        return fault::streetCount + street;
    default:
        return 2 * fault::streetCount + number / int(steps) % fault::streetCount;
    }
}

std::optional<std::int64_t> DispatchStream::send(int connection, const Command &command)
{
    static constexpr const char *actions[steps] = {"file", "dispatch", "accept", "arrive", "note"};
    QByteArray detail = "{}";
    if (command.step == 1) {
        detail = "{\"responder\": " + QByteArray::number(fault::streetOf(command.incident))
            + ", \"task\": \"到场核实情况，带上工具\"}";
    } else if (command.step == steps - 1) {
        detail = R"({"note": "已联系报警人，正在处理"})";
    }
    auto answer = orGiveUp(m_stations[std::size_t(connection)].ask(
        {command.key, command.seen, QByteArray(actions[command.step]), detail}));
    if (answer.outcome != fault::DispatchAnswer::Outcome::Done)
        return std::nullopt;
    return answer.version;
}

PlainStream::PlainStream(const postgres::Settings &keeper, const QByteArray &name, int commands)
    : CommandStream(keeper, name, commands)
{
    for (int i = 0; i < connections; ++i)
        m_sessions.push_back(orGiveUp(postgres::Session::open(keeper)));
}

int PlainStream::connectionOf(const Command &, int number) const
{
    return number % connections;
}

std::optional<std::int64_t> PlainStream::send(int connection, const Command &command)
{
    static constexpr const char *columns[steps]
        = {"state = 2, filed_at = now()", "state = 3, dispatched_at = now(), responder_id = 1",
            "state = 4, accepted_at = now()", "arrived_at = now()", "due_at = due_at"};
    const auto rows = orGiveUp(m_sessions[std::size_t(connection)].query("update wuquan.incident set "
            + QByteArray(columns[command.step]) + " where incident_id = $1 and version = $2 returning version",
        postgres::Parameters(command.key, command.seen)));
    if (rows.rowCount() == 0)
        return std::nullopt;
    return rows.value<std::int64_t>();
}

void measureCommands(const TemporaryServer &server, const postgres::Settings &keeper)
{
    constexpr int all = CommandStream::warming + rounds * roundLength;
    DispatchStream ours(server, keeper, "command ", all);
    PlainStream plain(keeper, "plain ", all);
    const std::vector<double> first = ours.firstCommands();
    static_cast<void>(ours.run(commandRate, CommandStream::warming));
    static_cast<void>(plain.run(commandRate, CommandStream::warming));
    std::vector<double> oursAll, plainAll;
    for (int i = 0; i < rounds; ++i) {
        std::ranges::copy(latencies(ours.run(commandRate, roundLength)), std::back_inserter(oursAll));
        std::ranges::copy(latencies(plain.run(commandRate, roundLength)), std::back_inserter(plainAll));
    }
    std::printf("bench dispatch command_median_ms %.2f ms\n", median(oursAll));
    std::printf("bench dispatch command_p99_ms %.2f ms\n", quantile(oursAll, 0.99));
    std::printf("bench dispatch command_first_ms %.2f ms\n", median(first));
    std::printf("peer plain_update dispatch command_median_ms %.2f ms\n", median(plainAll));
    std::printf("peer plain_update dispatch command_p99_ms %.2f ms\n", quantile(plainAll, 0.99));
    std::printf("bench dispatch ratio_plain %.2f x\n", quantile(oursAll, 0.99) / quantile(plainAll, 0.99));
    std::printf("bench dispatch ratio_plain_median %.2f x\n", median(oursAll) / median(plainAll));
}

} // namespace wuquan::bench
