// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/pipeline.h"

#include <libpq-fe.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

namespace {

// A piece must fit into what malloc keeps at hand: above 128 kB glibc gives the memory back to the system after every
// piece, and taking it anew cost more than all decoding (2,000 rows of 46 bytes: 1.3 s of system time for 2 M rows;
// 400 rows: 0.1 s). Columns without a fixed size could hold anything: few rows keep to 16 MB up to 128 kB a row.
constexpr int mostRows = 2000;
constexpr int variableChunkRows = 128;
constexpr int chunkBytes = 64 << 10;

int chunkRowsFor(const PGresult *description)
{
    constexpr int valueBytes = 24; // what libpq adds to each value
    int rowBytes = valueBytes;
    for (int column = 0; column < PQnfields(description); ++column) {
        const int size = PQfsize(description, column);
        if (size < 0)
            return variableChunkRows;
        rowBytes += size + valueBytes;
    }
    return std::clamp(chunkBytes / rowBytes, 1, mostRows);
}

} // namespace

Pipeline::Pipeline(
    pg_conn *connection, PreparedStatements &prepared, std::span<const Statement> statements, Delivery delivery)
    : m_connection(connection)
    , m_prepared(&prepared)
    , m_statements(statements)
    , m_delivery(delivery)
    , m_chunkRows(variableChunkRows)
{
}

bool Pipeline::send()
{
    if (!PQenterPipelineMode(m_connection))
        return false;
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        if (!sendOne(i))
            return false;
    }
    if (!PQpipelineSync(m_connection))
        return false;
    beginCommand();
    return true;
}

bool Pipeline::sendOne(std::size_t index)
{
    const auto &[sql, parameters] = m_statements[index];
    const std::vector<const char *> values = parameters.pointers();
    const bool chunked = m_delivery == Delivery::Chunks;
    // begin, commit, listen and what else has no values is run too rarely to be kept.
    const bool isKept = parameters.size() > 0;
    if (!isKept && !chunked) {
        m_commands.push_back({Command::Run, index});
        return PQsendQueryParams(m_connection, sql, 0, nullptr, nullptr, nullptr, nullptr, 1);
    }
    QByteArray name;
    bool describe = chunked;
    bool known = false;
    bool reused = false;
    if (isKept) {
        const auto earlier = std::ranges::find_if(m_commands, [&](const Command &command) {
            return command.kind == Command::Prepare && !command.name.isEmpty()
                && m_statements[command.statement].sql == sql;
        });
        if (const PreparedStatements::Prepared *prepared = m_prepared->find(sql)) {
            known = reused = true;
            name = prepared->name;
            describe = chunked && !prepared->chunkRows;
        } else if (earlier != m_commands.end()) {
            known = true;
            name = earlier->name;
            describe = false;
        } else if (!m_prepared->isFull()) {
            name = m_prepared->newName();
        }
    }
    if (!known) {
        m_commands.push_back({Command::Prepare, index, name});
        if (!PQsendPrepare(m_connection, name.constData(), sql.constData(), 0, nullptr))
            return false;
    }
    if (describe) {
        m_commands.push_back({Command::Describe, index, name, reused});
        if (!PQsendDescribePrepared(m_connection, name.constData()))
            return false;
    }
    m_commands.push_back({Command::Run, index, name, reused});
    return PQsendQueryPrepared(m_connection, name.constData(), parameters.size(), values.data(), nullptr, nullptr, 1);
}

// libpq takes the size of pieces only while a statement is the next to be answered and nothing of it was read.
void Pipeline::beginCommand()
{
    m_gave = false;
    if (m_error || m_delivery == Delivery::Whole || m_command >= m_commands.size()
        || m_commands[m_command].kind != Command::Run)
        return;
    int rows = m_chunkRows;
    if (!m_commands[m_command].name.isEmpty()) {
        if (const auto *prepared = m_prepared->find(m_statements[statement()].sql))
            rows = prepared->chunkRows.value_or(variableChunkRows);
    }
    PQsetChunkedRowsMode(m_connection, rows);
}

std::optional<ResultSet> Pipeline::take(pg_result *raw)
{
    if (!raw) {
        ++m_command;
        beginCommand();
        return std::nullopt;
    }
    ResultSet result(raw);
    switch (PQresultStatus(raw)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_TUPLES_CHUNK:
    case PGRES_EMPTY_QUERY:
        return succeed(std::move(result));
    case PGRES_PIPELINE_ABORTED:
        return std::nullopt;
    case PGRES_PIPELINE_SYNC:
        m_finished = PQexitPipelineMode(m_connection);
        m_unusable = !m_finished;
        return std::nullopt;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
        m_error = Error{ErrorKind::Database, u"COPY needs a Session"_s};
        m_unusable = true;
        return std::nullopt;
    default:
        fail(raw);
        return std::nullopt;
    }
}

std::optional<ResultSet> Pipeline::succeed(ResultSet result)
{
    const Command &command = m_commands[m_command];
    const QByteArray &sql = m_statements[command.statement].sql;
    switch (command.kind) {
    case Command::Prepare:
        if (!command.name.isEmpty())
            m_prepared->insert(sql, {command.name});
        return std::nullopt;
    case Command::Describe:
        m_chunkRows = chunkRowsFor(result.handle());
        if (auto *prepared = m_prepared->find(sql); prepared && !command.name.isEmpty())
            prepared->chunkRows = m_chunkRows;
        return std::nullopt;
    case Command::Run:
        break;
    }
    // After its pieces a result ends with an empty one.
    if (m_gave && result.rowCount() == 0)
        return std::nullopt;
    m_gave = true;
    m_gaveRows = m_gaveRows || result.rowCount() > 0;
    return result;
}

void Pipeline::fail(const pg_result *raw)
{
    if (m_error)
        return;
    m_error = errorFromResult(raw, PQerrorMessage(m_connection));
    m_unusable = m_error->kind == ErrorKind::Connection;
    if (m_command >= m_commands.size() || !m_commands[m_command].reused)
        return;
    if (m_error->sqlState == "26000") {
        // DEALLOCATE or DISCARD by somebody else, or a pooler gave us another server connection.
        m_stale = true;
        m_prepared->clear();
    } else if (m_error->sqlState == "0A000" || m_error->sqlState.startsWith("42")) {
        // "cached plan must not change result type", or what it names is not as it was: somebody altered a table.
        m_stale = true;
        m_prepared->forget(m_statements[statement()].sql);
    }
}

} // namespace wuquan::postgres
