// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/resultset.h"

#include "data/postgres/parameters.h"

#include <libpq-fe.h>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

void Row::setNull(int column)
{
    if (m_problem.isEmpty())
        m_problem = m_result->columnName(column) + u" is NULL"_s;
}

void Row::setUnusable(int column)
{
    if (m_problem.isEmpty())
        m_problem = m_result->columnName(column) + u' '
            + QLatin1StringView(whyUnusable(m_result->columnType(column), m_result->bytes(m_row, column)));
}

void ResultSet::Free::operator()(pg_result *result) const
{
    PQclear(result);
}

ResultSet::ResultSet(pg_result *result)
    : m_result(result)
{
}

int ResultSet::rowCount() const
{
    return PQntuples(m_result.get());
}

int ResultSet::columnCount() const
{
    return PQnfields(m_result.get());
}

QString ResultSet::columnName(int column) const
{
    return QString::fromUtf8(PQfname(m_result.get(), column));
}

unsigned ResultSet::columnType(int column) const
{
    return PQftype(m_result.get(), column);
}

std::int64_t ResultSet::affectedRows() const
{
    return QByteArray(PQcmdTuples(m_result.get())).toLongLong();
}

bool ResultSet::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) != 0;
}

QByteArrayView ResultSet::bytes(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
}

Error errorFromResult(const pg_result *result, const char *connectionMessage)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const char *detail = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL) : nullptr;
    QString message = QString::fromUtf8(primary ? primary : connectionMessage).trimmed();
    if (detail)
        message += u" ("_s + QString::fromUtf8(detail).trimmed() + u')';
    // Class 57 is operator intervention (shutdown, terminated backend), 08 the connection itself.
    const QByteArray sqlState(state);
    const bool gone = sqlState.isEmpty() || sqlState.startsWith("08") || sqlState.startsWith("57P");
    return {gone ? ErrorKind::Connection : ErrorKind::Database, message, sqlState};
}

QByteArray timestampText(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(instant - day);
    const int year = int(date.year());
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d.%06d+00%s", year > 0 ? year : 1 - year,
        unsigned(date.month()), unsigned(date.day()), int(time.hours().count()), int(time.minutes().count()),
        int(time.seconds().count()), int(time.subseconds().count()), year > 0 ? "" : " BC");
    return text;
}

} // namespace wuquan::postgres
