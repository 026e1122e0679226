// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/preparedstatements.h"
#include "data/postgres/resultset.h"
#include "data/postgres/statement.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

struct pg_conn;
struct pg_result;

namespace wuquan::postgres {

/// Statements under way in libpq's pipeline mode: sends them, and knows to which statement each result belongs. Never
/// waits; Connection does that between two results.
class Pipeline {
public:
    enum class Delivery {
        Whole, ///< one result for each statement
        Chunks, ///< pieces, while the server still sends
    };

    /// All of them must outlive the pipeline.
    Pipeline(
        pg_conn *connection, PreparedStatements &prepared, std::span<const Statement> statements, Delivery delivery);

    /// Hands all statements to libpq, which sends them as the socket takes them; false when libpq can't.
    [[nodiscard]] bool send();
    /// Whether the server has answered everything; leaves pipeline mode.
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Takes what PQgetResult gave, also its null; rows or the end of a statement, when it is for the caller.
    [[nodiscard]] std::optional<ResultSet> take(pg_result *raw);
    /// The statement that the result last taken belongs to.
    [[nodiscard]] std::size_t statement() const { return m_commands[m_command].statement; }

    /// The first error; it ended all statements after it.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Whether the error was that the server knows a prepared statement no more, or that its table was altered; what we
    /// know of it is forgotten then, so that another try prepares it anew.
    [[nodiscard]] bool wasStale() const { return m_stale; }
    /// Whether the server has ended the connection, or is in a state (COPY) that only closing ends.
    [[nodiscard]] bool isUnusable() const { return m_unusable; }
    /// Whether rows were given to the caller.
    [[nodiscard]] bool gaveRows() const { return m_gaveRows; }

private:
    struct Command {
        enum Kind { Prepare, Describe, Run };
        Kind kind;
        std::size_t statement;
        QByteArray name = {}; ///< of the prepared statement, empty for an unnamed one
        bool reused = false; ///< prepared before this pipeline
    };

    [[nodiscard]] bool sendOne(std::size_t index);
    void beginCommand();
    [[nodiscard]] std::optional<ResultSet> succeed(ResultSet result);
    void fail(const pg_result *raw);

    pg_conn *m_connection;
    PreparedStatements *m_prepared;
    std::span<const Statement> m_statements;
    Delivery m_delivery;
    std::vector<Command> m_commands;
    std::size_t m_command = 0;
    int m_chunkRows; ///< of the unnamed statement described last
    bool m_gave = false; ///< something of this command
    bool m_gaveRows = false;
    bool m_finished = false;
    bool m_stale = false;
    bool m_unusable = false;
    std::optional<Error> m_error;
};

} // namespace wuquan::postgres
