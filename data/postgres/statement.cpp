// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/statement.h"

#include "data/core/resources.h"

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

Result<QByteArray> namedStatement(const QString &name)
{
    return readResource(u"sql/statements/%1.sql"_s.arg(name));
}

} // namespace wuquan::postgres
