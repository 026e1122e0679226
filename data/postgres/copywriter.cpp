// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/copywriter.h"

#include "data/postgres/resultset.h"

#include <QtEndian>

#include <libpq-fe.h>

#include <bit>
#include <chrono>
#include <utility>

namespace wuquan::postgres {

namespace {

constexpr qsizetype bufferBytes = 64 * 1024;

template <class T>
void append(QByteArray &buffer, T value)
{
    const T big = qToBigEndian(value);
    buffer.append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace

CopyWriter::CopyWriter(pg_conn *connection)
    : m_connection(connection)
{
    m_buffer.reserve(bufferBytes + 4096);
    // Signature, flags and header extension length of the binary COPY format (PostgreSQL manual, COPY).
    m_buffer.append("PGCOPY\n\377\r\n\0", 11);
    append<std::int32_t>(m_buffer, 0);
    append<std::int32_t>(m_buffer, 0);
}

CopyWriter::CopyWriter(CopyWriter &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_buffer(std::move(other.m_buffer))
    , m_byteCount(other.m_byteCount)
    , m_failed(other.m_failed)
{
}

CopyWriter::~CopyWriter()
{
    if (!m_connection)
        return;
    PQputCopyEnd(m_connection, "given up");
    while (PGresult *result = PQgetResult(m_connection))
        PQclear(result);
}

void CopyWriter::length(qsizetype bytes)
{
    append<std::int32_t>(m_buffer, std::int32_t(bytes));
}

void CopyWriter::beginRow(std::int16_t columns)
{
    if (m_buffer.size() >= bufferBytes)
        flush();
    append(m_buffer, columns);
}

void CopyWriter::addNull()
{
    length(-1);
}

void CopyWriter::add(bool value)
{
    length(1);
    m_buffer.append(char(value));
}

void CopyWriter::add(std::int16_t value)
{
    length(2);
    append(m_buffer, value);
}

void CopyWriter::add(std::int32_t value)
{
    length(4);
    append(m_buffer, value);
}

void CopyWriter::add(std::int64_t value)
{
    length(8);
    append(m_buffer, value);
}

void CopyWriter::add(float value)
{
    length(4);
    append(m_buffer, std::bit_cast<std::uint32_t>(value));
}

void CopyWriter::add(double value)
{
    length(8);
    append(m_buffer, std::bit_cast<std::uint64_t>(value));
}

void CopyWriter::add(QByteArrayView utf8)
{
    length(utf8.size());
    m_buffer.append(utf8);
}

void CopyWriter::add(QStringView text)
{
    add(QByteArrayView(text.toUtf8()));
}

void CopyWriter::add(Instant value)
{
    constexpr Instant epoch = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
    add(std::int64_t((value - epoch).count()));
}

void CopyWriter::add(QDate value)
{
    add(std::int32_t(QDate(2000, 1, 1).daysTo(value)));
}

void CopyWriter::addJsonb(QByteArrayView utf8)
{
    length(utf8.size() + 1);
    m_buffer.append('\1').append(utf8);
}

void CopyWriter::flush()
{
    m_byteCount += m_buffer.size();
    if (!m_failed && PQputCopyData(m_connection, m_buffer.constData(), int(m_buffer.size())) != 1)
        m_failed = true;
    m_buffer.resize(0);
}

Result<std::int64_t> CopyWriter::finish()
{
    append<std::int16_t>(m_buffer, -1);
    flush();
    PGconn *connection = std::exchange(m_connection, nullptr);
    PQputCopyEnd(connection, nullptr);
    Result<std::int64_t> answer = failure(ErrorKind::Connection, QString::fromUtf8(PQerrorMessage(connection)));
    while (PGresult *raw = PQgetResult(connection)) {
        if (PQresultStatus(raw) == PGRES_COMMAND_OK)
            answer = QByteArray(PQcmdTuples(raw)).toLongLong();
        else
            answer = std::unexpected(errorFromResult(raw, PQerrorMessage(connection)));
        PQclear(raw);
    }
    return answer;
}

} // namespace wuquan::postgres
