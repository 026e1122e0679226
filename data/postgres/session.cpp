// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"

#include "data/postgres/notice.h"

#include <libpq-fe.h>

namespace wuquan::postgres {

namespace {

// Of a piece; an event of the log is a few hundred bytes.
constexpr int streamedRows = 500;

} // namespace

void Session::Close::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Result<Session> Session::open(const Settings &settings)
{
    Session session;
    session.m_connection.reset(PQconnectdb(settings.connectionString().constData()));
    PGconn *connection = session.m_connection.get();
    if (PQstatus(connection) != CONNECTION_OK)
        return failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(connection)).trimmed());
    logNotices(connection);
    return session;
}

Result<ResultSet> Session::query(const QByteArray &sql, const Parameters &parameters)
{
    const std::vector<const char *> values = parameters.pointers();
    ResultSet result(PQexecParams(
        m_connection.get(), sql.constData(), parameters.size(), nullptr, values.data(), nullptr, nullptr, 1));
    switch (PQresultStatus(result.handle())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        return result;
    default:
        return std::unexpected(errorFromResult(result.handle(), PQerrorMessage(m_connection.get())));
    }
}

Result<void> Session::stream(
    const QByteArray &sql, const Parameters &parameters, const std::function<Result<void>(const ResultSet &)> &take)
{
    const std::vector<const char *> values = parameters.pointers();
    PGconn *connection = m_connection.get();
    if (PQsendQueryParams(connection, sql.constData(), parameters.size(), nullptr, values.data(), nullptr, nullptr, 1)
            != 1
        || PQsetChunkedRowsMode(connection, streamedRows) != 1)
        return failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(connection)).trimmed());
    Result<void> outcome;
    // To the end, whatever happens: the next statement would meet what is left.
    while (PGresult *handle = PQgetResult(connection)) {
        const ResultSet rows(handle);
        switch (PQresultStatus(handle)) {
        case PGRES_TUPLES_CHUNK:
        case PGRES_TUPLES_OK:
            if (outcome)
                outcome = take(rows);
            break;
        case PGRES_COMMAND_OK:
            break;
        default:
            if (outcome)
                outcome = std::unexpected(errorFromResult(handle, PQerrorMessage(connection)));
        }
    }
    return outcome;
}

Result<void> Session::run(const QByteArray &script)
{
    const ResultSet result(PQexec(m_connection.get(), script.constData()));
    switch (PQresultStatus(result.handle())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return {};
    default:
        return std::unexpected(errorFromResult(result.handle(), PQerrorMessage(m_connection.get())));
    }
}

Result<QByteArray> Session::passwordVerifier(const QByteArray &password, const QByteArray &login)
{
    char *verifier
        = PQencryptPasswordConn(m_connection.get(), password.constData(), login.constData(), "scram-sha-256");
    if (!verifier)
        return failure(ErrorKind::Input, QString::fromUtf8(PQerrorMessage(m_connection.get())).trimmed());
    QByteArray text(verifier);
    PQfreemem(verifier);
    return text;
}

Result<CopyWriter> Session::copyIn(const QByteArray &sql)
{
    const ResultSet result(PQexec(m_connection.get(), sql.constData()));
    if (PQresultStatus(result.handle()) != PGRES_COPY_IN)
        return std::unexpected(errorFromResult(result.handle(), PQerrorMessage(m_connection.get())));
    return CopyWriter(m_connection.get());
}

} // namespace wuquan::postgres
