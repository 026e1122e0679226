// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/session.h"

#include <span>

namespace wuquan {

/// A table of configuration, taken along whole.
struct FrameTable {
    QByteArray name;
    QByteArray order = {}; ///< of its rows, where some refer to others
};

/// All that a drill takes along of a district besides the incidents of its day, each behind those it refers to. A new
/// table of configuration belongs in here; tst_drill fails for one that nobody has decided on.
[[nodiscard]] std::span<const FrameTable> drillFrame();

/// Copies those tables into a database without incidents, in place of what its migrations put there, and sets every
/// team free; how many rows. Both at the same migration; the caller holds the transactions.
[[nodiscard]] Result<std::int64_t> copyFrame(postgres::Session &from, postgres::Session &to);

/// Appends rows, given as the elements of a JSON array, to a table of the schema wuquan; how many.
[[nodiscard]] Result<std::int64_t> insertJson(
    postgres::Session &to, const QByteArray &table, const QByteArray &elements);

} // namespace wuquan
