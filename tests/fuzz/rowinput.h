// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/resultset.h"

#include <array>
#include <cstdint>

// How the input of fuzz_rows is read. Its first byte picks, modulo all of them, a type of value or a decoder of rows.
// A value is the rest. Rows are one byte a column, which picks its type, then the cells row by row: a length byte and
// as many bytes; 255 is NULL; 254 is followed by a length of two bytes, the lower one first.
namespace wuquan::fuzz {

/// OIDs of pg_type.dat: those that are decoded, and one that nobody knows.
inline constexpr std::array<unsigned, 20> types{
    16, 17, 18, 19, 20, 21, 23, 25, 26, 114, 700, 701, 1042, 1043, 1082, 1114, 1184, 3802, 5069, 99999};

/// A named statement whose rows a decoder reads, and how many columns it has.
struct RowSource {
    const char *statement;
    int columns;
};
inline constexpr std::array<RowSource, 12> rowSources{{{"areas", 10}, {"devices", 11}, {"places", 8},
    {"responders", 10}, {"incidents", 32}, {"incident_types", 7}, {"kinds", 6}, {"attributes", 2}, {"trend_days", 5},
    {"trend_last_year_today", 3}, {"indicators", 14}, {"annotations", 8}}};

/// A result of so many columns out of column types and cells as above; what is missing at the end is NULL.
[[nodiscard]] postgres::ResultSet resultFrom(QByteArrayView bytes, int columns);

} // namespace wuquan::fuzz
