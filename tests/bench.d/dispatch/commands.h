// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/dispatchstation.h"
#include "tests/support/benchmark.h"
#include "tests/support/temporaryserver.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace wuquan::bench {

/// One command of a stream.
struct CommandSample {
    std::int64_t incident = 0;
    std::int64_t version = 0; ///< that it made; 0 where it made none
    SteadyTime due; ///< when it was to be sent, whether or not its station was still busy
    SteadyTime answered;
};

/// A steady stream of commands from 24 connections: each incident is filed, dispatched, accepted, arrived at and noted,
/// a quarter of a thousand commands apart, so that commands side by side are of all five kinds and none waits for
/// another. Ends the benchmark when more than one in a hundred does not get done.
class CommandStream {
public:
    static constexpr int connections = 24;
    static constexpr std::size_t steps = 5;
    /// Until all kinds of steps are in the stream, and every connection has planned its statements.
    static constexpr int warming = 1250;

    /// Over a prepareDispatchDistrict() of the keeper's, with room for so many commands in all; connects.
    CommandStream(const postgres::Settings &keeper, const QByteArray &name, int commands);
    virtual ~CommandStream() = default;
    CommandStream(const CommandStream &) = delete;
    CommandStream &operator=(const CommandStream &) = delete;

    /// So many commands at a rate; waits for the last answer. What is late is measured from when it was due.
    [[nodiscard]] std::vector<CommandSample> run(int perSecond, int count);

protected:
    struct Command {
        std::size_t step; ///< 0 file, 1 dispatch, 2 accept, 3 arrive, 4 note
        std::size_t incident; ///< index
        std::int64_t key;
        std::int64_t seen;
    };
    [[nodiscard]] virtual int connectionOf(const Command &command, int number) const = 0;
    /// The version that the command made; none when it was not done.
    [[nodiscard]] virtual std::optional<std::int64_t> send(int connection, const Command &command) = 0;

private:
    [[nodiscard]] Command commandWith(int number) const;

    int m_sent = 0;
    std::vector<std::int64_t> m_keys;
    std::deque<std::atomic<std::int64_t>> m_versions;
};

/// Through dispatch(), by operators of the streets, teams in the field and desks of the district.
class DispatchStream : public CommandStream {
public:
    DispatchStream(
        const TemporaryServer &server, const postgres::Settings &keeper, const QByteArray &name, int commands);
    /// The first command of each connection, in milliseconds: the server has planned nothing yet.
    [[nodiscard]] std::vector<double> firstCommands();

private:
    [[nodiscard]] int connectionOf(const Command &command, int number) const override;
    [[nodiscard]] std::optional<std::int64_t> send(int connection, const Command &command) override;

    std::deque<fault::DispatchStation> m_stations;
    std::int64_t m_ownIncident = 0;
};

/// The peer: the owner's UPDATE of the same columns where the version is still the one that was seen.
class PlainStream : public CommandStream {
public:
    PlainStream(const postgres::Settings &keeper, const QByteArray &name, int commands);

private:
    [[nodiscard]] int connectionOf(const Command &command, int number) const override;
    [[nodiscard]] std::optional<std::int64_t> send(int connection, const Command &command) override;

    std::deque<postgres::Session> m_sessions;
};

/// Prints command_…: dispatch() beside plain updates, in turns at the same rate.
void measureCommands(const TemporaryServer &server, const postgres::Settings &keeper);

} // namespace wuquan::bench
