// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/resultset.h"

#include "data/postgres/parameters.h"

#include <QtEndian>

#include <libpq-fe.h>

#include <bit>
#include <chrono>
#include <cstdio>
#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

namespace {

// Type OIDs are fixed by PostgreSQL (pg_type.dat).
enum TypeOid : unsigned {
    BoolOid = 16,
    ByteaOid = 17,
    CharOid = 18,
    NameOid = 19,
    Int8Oid = 20,
    Int2Oid = 21,
    Int4Oid = 23,
    TextOid = 25,
    OidOid = 26,
    JsonOid = 114,
    Float4Oid = 700,
    Float8Oid = 701,
    BpcharOid = 1042,
    VarcharOid = 1043,
    DateOid = 1082,
    TimestampOid = 1114,
    TimestamptzOid = 1184,
    JsonbOid = 3802,
    Xid8Oid = 5069,
};

// PostgreSQL counts from 2000-01-01.
constexpr Instant postgresEpoch = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);

template <class T>
std::optional<T> bigEndian(QByteArrayView bytes)
{
    if (bytes.size() != qsizetype(sizeof(T)))
        return std::nullopt;
    return qFromBigEndian<T>(bytes.data());
}

template <class T>
std::optional<T> narrowInteger(unsigned typeOid, QByteArrayView bytes)
{
    const auto wide = decode<std::int64_t>(typeOid, bytes);
    if (!wide || *wide < std::numeric_limits<T>::min() || *wide > std::numeric_limits<T>::max())
        return std::nullopt;
    return T(*wide);
}

} // namespace

template <>
std::optional<std::int64_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case Int2Oid:
        return bigEndian<std::int16_t>(bytes);
    case Int4Oid:
        return bigEndian<std::int32_t>(bytes);
    case OidOid:
        return bigEndian<std::uint32_t>(bytes);
    case Int8Oid:
    case Xid8Oid:
        return bigEndian<std::int64_t>(bytes);
    default:
        return std::nullopt;
    }
}

template <>
std::optional<std::int32_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    return narrowInteger<std::int32_t>(typeOid, bytes);
}

template <>
std::optional<std::int16_t> decode(unsigned typeOid, QByteArrayView bytes)
{
    return narrowInteger<std::int16_t>(typeOid, bytes);
}

template <>
std::optional<bool> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid != BoolOid || bytes.size() != 1)
        return std::nullopt;
    return bytes[0] != 0;
}

template <>
std::optional<double> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case Float8Oid:
        if (const auto bits = bigEndian<std::uint64_t>(bytes))
            return std::bit_cast<double>(*bits);
        return std::nullopt;
    case Float4Oid:
        if (const auto bits = bigEndian<std::uint32_t>(bytes))
            return double(std::bit_cast<float>(*bits));
        return std::nullopt;
    default:
        if (const auto integer = decode<std::int64_t>(typeOid, bytes))
            return double(*integer);
        return std::nullopt;
    }
}

template <>
std::optional<float> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (const auto value = decode<double>(typeOid, bytes))
        return float(*value);
    return std::nullopt;
}

template <>
std::optional<QByteArray> decode(unsigned typeOid, QByteArrayView bytes)
{
    switch (typeOid) {
    case ByteaOid:
    case CharOid:
    case NameOid:
    case TextOid:
    case JsonOid:
    case BpcharOid:
    case VarcharOid:
        return bytes.toByteArray();
    case JsonbOid:
        if (bytes.isEmpty() || bytes[0] != 1)
            return std::nullopt;
        return bytes.sliced(1).toByteArray();
    default:
        return std::nullopt;
    }
}

template <>
std::optional<QString> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid == ByteaOid)
        return std::nullopt;
    if (const auto text = decode<QByteArray>(typeOid, bytes))
        return QString::fromUtf8(*text);
    return std::nullopt;
}

template <>
std::optional<Instant> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid != TimestamptzOid)
        return std::nullopt;
    const auto count = bigEndian<std::int64_t>(bytes);
    // Both infinities are out of what can be shown; counted from our epoch first, so that the sum can't overflow.
    if (!count || !isUsable(Instant(std::chrono::microseconds(*count))))
        return std::nullopt;
    const Instant instant = postgresEpoch + std::chrono::microseconds(*count);
    return isUsable(instant) ? std::optional(instant) : std::nullopt;
}

template <>
std::optional<QDate> decode(unsigned typeOid, QByteArrayView bytes)
{
    if (typeOid != DateOid)
        return std::nullopt;
    const auto days = bigEndian<std::int32_t>(bytes);
    if (!days || *days == std::numeric_limits<std::int32_t>::max() || *days == std::numeric_limits<std::int32_t>::min())
        return std::nullopt;
    return QDate(2000, 1, 1).addDays(*days);
}

void Row::setProblem(int column, const char *reason)
{
    if (m_problem.isEmpty())
        m_problem = m_result->columnName(column) + u' ' + QLatin1StringView(reason);
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
