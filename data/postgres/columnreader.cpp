// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/columnreader.h"

#include "data/postgres/fixedvalue.h"
#include "data/postgres/typeoid.h"

#include <libpq-fe.h>

namespace wuquan::postgres {

namespace {

/// With the decoder of the column's own type known while compiling, a value costs a look at its length and a swap of
/// its bytes. NULL has length 0, which no type of fixed size has.
template <unsigned own, auto decodeOwn, class T>
bool read(const ResultSet &rows, int column, std::vector<T> &into)
{
    const PGresult *result = rows.handle();
    const int count = PQntuples(result);
    const unsigned type = PQftype(result, column);
    for (int row = 0; row < count; ++row) {
        const QByteArrayView bytes(PQgetvalue(result, row, column), PQgetlength(result, row, column));
        std::optional<T> value;
        if (type == own)
            value = decodeOwn(bytes);
        else if (!PQgetisnull(result, row, column))
            value = decode<T>(type, bytes);
        if (!value)
            return false;
        into.push_back(*value);
    }
    return true;
}

} // namespace

bool readColumn(const ResultSet &rows, int column, std::vector<std::int64_t> &into)
{
    return read<Int8Oid, bigEndian<std::int64_t>>(rows, column, into);
}

bool readColumn(const ResultSet &rows, int column, std::vector<std::int32_t> &into)
{
    return read<Int4Oid, bigEndian<std::int32_t>>(rows, column, into);
}

bool readColumn(const ResultSet &rows, int column, std::vector<std::int16_t> &into)
{
    return read<Int2Oid, bigEndian<std::int16_t>>(rows, column, into);
}

bool readColumn(const ResultSet &rows, int column, std::vector<double> &into)
{
    return read<Float8Oid, float8>(rows, column, into);
}

bool readColumn(const ResultSet &rows, int column, std::vector<Instant> &into)
{
    return read<TimestamptzOid, timestamptz>(rows, column, into);
}

} // namespace wuquan::postgres
