// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"
#include "data/postgres/connectionuse.h"
#include "data/postgres/pipeline.h"

#include <libpq-fe.h>

#include <algorithm>

// Statements on a connection: one coroutine for all of them, because a query is a pipeline of one.

namespace wuquan::postgres {

void Connection::readInstead(const QByteArray &relation, const QByteArray &other)
{
    if (other.isEmpty())
        m_instead.erase(relation);
    else
        m_instead[relation] = other;
}

Statement Connection::read(Statement statement) const
{
    const auto goesOn = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '('; };
    for (const auto &[relation, other] : m_instead) {
        for (qsizetype at = statement.sql.indexOf(relation); at >= 0; at = statement.sql.indexOf(relation, at + 1)) {
            const qsizetype end = at + relation.size();
            if (end == statement.sql.size() || !goesOn(statement.sql[end]))
                statement.sql.replace(at, relation.size(), other);
        }
    }
    return statement;
}

QCoro::Task<Result<ResultSet>> Connection::query(QByteArray sql, Parameters parameters)
{
    std::optional<ResultSet> answer;
    const Statement statement = read({sql, parameters});
    const Sink sink = [&answer](std::size_t, ResultSet &&rows) { answer = std::move(rows); };
    const Result<void> ran = co_await run({&statement, 1}, Pipeline::Delivery::Whole, sink);
    if (!ran)
        co_return std::unexpected(ran.error());
    if (!answer)
        co_return failure(ErrorKind::Database, tr("数据库没有给出结果"));
    co_return std::move(*answer);
}

QCoro::Task<Result<void>> Connection::pipeline(std::vector<Statement> statements, Sink sink)
{
    for (Statement &statement : statements)
        statement = read(std::move(statement));
    const Result<void> ran = co_await run(statements, Pipeline::Delivery::Chunks, sink);
    co_return ran;
}

QCoro::Task<Result<void>> Connection::stream(QByteArray sql, Parameters parameters, Sink sink)
{
    const Statement statement = read({sql, parameters});
    const Result<void> ran = co_await run({&statement, 1}, Pipeline::Delivery::Chunks, sink);
    co_return ran;
}

QCoro::Task<Result<void>> Connection::run(
    std::span<const Statement> statements, Pipeline::Delivery delivery, const Sink &sink)
{
    if (const auto refused = refusal())
        co_return std::unexpected(*refused);
    const Use use(m_inUse);
    const bool wasIdle = PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE;
    for (int attempt = 1;; ++attempt) {
        Pipeline pipeline(m_connection.get(), m_prepared, statements, delivery);
        const Result<void> collected = co_await collect(pipeline, sink);
        if (!collected)
            co_return collected;
        if (!pipeline.error())
            co_return Result<void>();
        Error error = *pipeline.error();
        // The same state tells of statement_timeout, which is nobody's wish.
        if (m_cancelled && error.sqlState == "57014")
            error.kind = ErrorKind::Cancelled;
        if (wasIdle && PQtransactionStatus(m_connection.get()) != PQTRANS_IDLE) {
            const Statement rollback{"rollback"};
            const Sink nobody = [](std::size_t, ResultSet &&) { };
            Pipeline undo(m_connection.get(), m_prepared, {&rollback, 1}, Pipeline::Delivery::Whole);
            const Result<void> undone = co_await collect(undo, nobody);
            if (!undone)
                co_return undone;
        }
        // Nothing has happened yet, unless in a transaction of the caller's, which is lost.
        if (pipeline.wasStale() && wasIdle && !pipeline.gaveRows() && attempt == 1)
            continue;
        co_return std::unexpected(error);
    }
}

/// Sends the statements and takes all results; an error of a statement is the pipeline's, of the connection ours.
QCoro::Task<Result<void>> Connection::collect(Pipeline &pipeline, const Sink &sink)
{
    PGconn *connection = m_connection.get();
    m_watch.beginTurn();
    m_cancelled = false;
    m_running = true;
    if (!pipeline.send())
        co_return std::unexpected(lost());
    while (!pipeline.isFinished()) {
        if (PQisBusy(connection)) {
            const Result<void> answered = co_await untilAnswered();
            if (!answered) {
                // What the server said before it went is the better reason.
                if (answered.error().kind == ErrorKind::Connection && pipeline.error())
                    co_return failure(ErrorKind::Connection, pipeline.error()->message, pipeline.error()->sqlState);
                co_return answered;
            }
        }
        std::optional<ResultSet> result = pipeline.take(PQgetResult(connection));
        if (result) {
            sink(pipeline.statement(), std::move(*result));
            result.reset();
            if (!m_connection)
                co_return std::unexpected(ended(SocketWatch::Woke::Closed));
        }
        if (pipeline.isUnusable() || PQstatus(connection) == CONNECTION_BAD) {
            const Error error = pipeline.error() ? *pipeline.error() : lost();
            drop();
            co_return failure(ErrorKind::Connection, error.message, error.sqlState);
        }
        if (m_watch.turnIsOver()) {
            const SocketWatch::Woke woke = co_await m_watch.nextTurn();
            if (woke == SocketWatch::Woke::Closed)
                co_return std::unexpected(ended(woke));
        }
    }
    m_running = false;
    if (m_cancelled) {
        const Result<void> heard = co_await untilCancelIsHeard();
        co_return heard;
    }
    co_return Result<void>();
}

/// Sends and reads until PQgetResult will not block. An answer of which bytes come and no whole piece is given up after
/// some silence limits: a link that lost a part of a message would keep us waiting for its end for ever.
QCoro::Task<Result<void>> Connection::untilAnswered()
{
    PGconn *connection = m_connection.get();
    auto heard = std::chrono::steady_clock::now();
    const auto limit = heard + limitsOfAPiece * m_silenceLimit;
    while (PQisBusy(connection)) {
        SocketWatch::Woke woke = SocketWatch::Woke::Ready;
        if (std::chrono::steady_clock::now() > limit)
            co_return std::unexpected(ended(SocketWatch::Woke::Late));
        if (m_watch.turnIsOver()) {
            woke = co_await m_watch.nextTurn();
            if (woke == SocketWatch::Woke::Closed)
                co_return std::unexpected(ended(woke));
        } else if (m_drained && !hasInput()) { // what is there already is not worth a turn of the event loop
            const int unsent = PQflush(connection);
            if (unsent < 0)
                co_return std::unexpected(lost());
            // A server that sends while we do must be read, or both sides wait for ever.
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                std::min(heard + m_silenceLimit, limit) - std::chrono::steady_clock::now());
            woke = co_await m_watch.until(
                {.read = true, .write = unsent > 0}, std::max(left, std::chrono::milliseconds(0)));
            if (woke != SocketWatch::Woke::Ready)
                co_return std::unexpected(ended(woke));
        }
        const auto told = m_notifications;
        if (!readInput())
            co_return std::unexpected(lost());
        // A server sends no notifications while it answers: one that does has not heard the question.
        if (told == m_notifications)
            heard = std::chrono::steady_clock::now();
    }
    co_return Result<void>();
}

/// A request that the server hears late would stop the statement after the one it was meant for.
QCoro::Task<Result<void>> Connection::untilCancelIsHeard()
{
    if (!m_cancel || m_cancel->isHeard())
        co_return Result<void>();
    const auto heard
        = connect(m_cancel, &CancelRequest::finished, this, [this] { m_watch.wake(SocketWatch::Woke::Ready); });
    const SocketWatch::Woke woke = co_await m_watch.until({}, m_silenceLimit);
    disconnect(heard);
    if (woke == SocketWatch::Woke::Closed)
        co_return std::unexpected(ended(woke));
    co_return Result<void>();
}

} // namespace wuquan::postgres
