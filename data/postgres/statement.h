// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/parameters.h"

namespace wuquan::postgres {

/// One statement and the values of its $1, $2, …
struct Statement {
    QByteArray sql;
    Parameters parameters = {};
};

/// The text of resources/sql/statements/NAME.sql; ErrorKind::Io when there is none.
[[nodiscard]] Result<QByteArray> namedStatement(const QString &name);

} // namespace wuquan::postgres
