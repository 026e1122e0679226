// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/values.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

struct pg_result;

namespace wuquan::postgres {

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
    void setNull(int column);
    void setUnusable(int column);

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
        setNull(column);
        return T();
    }
    return nullable<T>(column).value_or(T());
}

template <class T>
std::optional<T> Row::nullable(int column)
{
    if (m_result->isNull(m_row, column))
        return std::nullopt;
    auto value = decode<T>(m_result->columnType(column), m_result->bytes(m_row, column));
    if (!value)
        setUnusable(column);
    return value;
}

/// libpq's message and SQLSTATE of a failed result as our error; Connection when the server is gone.
[[nodiscard]] Error errorFromResult(const pg_result *result, const char *connectionMessage);

} // namespace wuquan::postgres
