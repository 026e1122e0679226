// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/error.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

struct pg_result;

namespace wuquan::postgres {

// Decoding of binary values; each is total: bytes that don't fit the type give none, never a crash or over-read.
// Integers of every width, text of every kind (text, varchar, name, json, jsonb), float4 and float8, bool, date and
// timestamptz are taken, because the views of a foreign database choose their own.
template <class T>
[[nodiscard]] std::optional<T> decode(unsigned typeOid, QByteArrayView bytes) = delete;
template <>
[[nodiscard]] std::optional<std::int64_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<std::int32_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<std::int16_t> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<bool> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<double> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<float> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<QString> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<QByteArray> decode(unsigned typeOid, QByteArrayView bytes);
/// Infinite timestamps give none: nothing on a screen can show them.
template <>
[[nodiscard]] std::optional<Instant> decode(unsigned typeOid, QByteArrayView bytes);
template <>
[[nodiscard]] std::optional<QDate> decode(unsigned typeOid, QByteArrayView bytes);

class ResultSet;

/// One row while it is read; remembers the first value that could not be used.
class Row {
public:
    Row(const ResultSet &result, int row)
        : m_result(&result)
        , m_row(row)
    {
    }

    /// The value; T() with a problem remembered when it is NULL or does not fit.
    template <class T>
    [[nodiscard]] T required(int column);
    /// The value, none for NULL; none with a problem remembered when it does not fit.
    template <class T>
    [[nodiscard]] std::optional<T> nullable(int column);

    /// Why the row can't be used: column and reason; empty while it can.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    void setProblem(int column, const char *reason);

    const ResultSet *m_result;
    int m_row;
    QString m_problem;
};

/// A finished result in binary format; owns libpq's memory.
class ResultSet {
public:
    explicit ResultSet(pg_result *result);

    /// For libpq calls inside data/postgres only.
    [[nodiscard]] const pg_result *handle() const { return m_result.get(); }
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int columnCount() const;
    [[nodiscard]] QString columnName(int column) const;
    [[nodiscard]] unsigned columnType(int column) const;
    /// How many rows an INSERT, UPDATE, DELETE or COPY touched.
    [[nodiscard]] std::int64_t affectedRows() const;
    [[nodiscard]] bool isNull(int row, int column) const;
    [[nodiscard]] QByteArrayView bytes(int row, int column) const;
    [[nodiscard]] Row row(int index) const { return {*this, index}; }
    /// The single value of a one-row answer; none for NULL, no row or a value that does not fit.
    template <class T>
    [[nodiscard]] std::optional<T> value(int row = 0, int column = 0) const
    {
        if (row >= rowCount() || column >= columnCount() || isNull(row, column))
            return std::nullopt;
        return decode<T>(columnType(column), bytes(row, column));
    }

private:
    struct Free {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Free> m_result;
};

template <class T>
T Row::required(int column)
{
    if (m_result->isNull(m_row, column)) {
        setProblem(column, "is NULL");
        return T();
    }
    const auto value = m_result->value<T>(m_row, column);
    if (!value)
        setProblem(column, "has an unexpected type or value");
    return value.value_or(T());
}

template <class T>
std::optional<T> Row::nullable(int column)
{
    if (m_result->isNull(m_row, column))
        return std::nullopt;
    const auto value = m_result->value<T>(m_row, column);
    if (!value)
        setProblem(column, "has an unexpected type or value");
    return value;
}

/// libpq's message and SQLSTATE of a failed result as our error; Connection when the server is gone.
[[nodiscard]] Error errorFromResult(const pg_result *result, const char *connectionMessage);

} // namespace wuquan::postgres
