// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/rowinput.h"

#include "tests/fuzz/require.h"

#include <libpq-fe.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace wuquan::fuzz {

namespace {

constexpr int mostRows = 64;

/// Takes bytes from the front.
class Bytes {
public:
    explicit Bytes(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The next byte, nought where there is none.
    std::uint8_t byte()
    {
        const QByteArrayView one = take(1);
        return one.isEmpty() ? std::uint8_t(0) : std::uint8_t(one.front());
    }
    /// So many bytes, or what is left.
    QByteArrayView take(qsizetype length)
    {
        const QByteArrayView taken = m_bytes.first(std::min(length, m_bytes.size()));
        m_bytes = m_bytes.sliced(taken.size());
        return taken;
    }

private:
    QByteArrayView m_bytes;
};

std::optional<QByteArrayView> cell(Bytes &from)
{
    if (from.isEmpty())
        return std::nullopt;
    int length = from.byte();
    if (length == 255)
        return std::nullopt;
    if (length == 254) {
        length = from.byte();
        length += from.byte() << 8;
    }
    return from.take(length);
}

} // namespace

postgres::ResultSet resultFrom(QByteArrayView bytes, int columns)
{
    Bytes from(bytes);
    std::vector<QByteArray> names;
    std::vector<PGresAttDesc> attributes;
    for (int column = 0; column < columns; ++column)
        names.push_back("column" + QByteArray::number(column));
    for (QByteArray &name : names)
        attributes.push_back({name.data(), 0, 0, 1, types[from.byte() % types.size()], -1, -1});
    pg_result *const result = PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK);
    require(result && PQsetResultAttrs(result, columns, attributes.data()), "libpq makes a result");
    for (int row = 0; row < mostRows && !from.isEmpty(); ++row) {
        for (int column = 0; column < columns; ++column) {
            const auto value = cell(from);
            // libpq copies; it takes its bytes as not const all the same.
            char *const data = value ? const_cast<char *>(value->data()) : nullptr;
            require(PQsetvalue(result, row, column, data, value ? int(value->size()) : -1), "libpq takes a value");
        }
    }
    return postgres::ResultSet(result);
}

} // namespace wuquan::fuzz
