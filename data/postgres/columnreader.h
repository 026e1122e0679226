// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/resultset.h"

#include <cstdint>
#include <vector>

namespace wuquan::postgres {

// Appends one column of a result to a vector: the fast way where rows are many, because the column's type is looked at
// once and not for every value. The types are those of decode<T>; where the column has T's own type (bigint, integer,
// smallint, double precision, timestamptz) it is fastest. False when a value is NULL or does not fit; the vector then
// ends with the rows before it, so that Row can tell which it was and why.
[[nodiscard]] bool readColumn(const ResultSet &rows, int column, std::vector<std::int64_t> &into);
[[nodiscard]] bool readColumn(const ResultSet &rows, int column, std::vector<std::int32_t> &into);
[[nodiscard]] bool readColumn(const ResultSet &rows, int column, std::vector<std::int16_t> &into);
[[nodiscard]] bool readColumn(const ResultSet &rows, int column, std::vector<double> &into);
[[nodiscard]] bool readColumn(const ResultSet &rows, int column, std::vector<Instant> &into);

} // namespace wuquan::postgres
