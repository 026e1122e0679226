// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/session.h"

#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace wuquan {

/// One numbered step of the schema: resources/sql/migrations/NNNN_name.sql.
struct Migration {
    int version = 0;
    QString name;
    QByteArray script;
};

/// What migrate() did.
struct MigrationReport {
    int versionBefore = 0; ///< 0 for a database without the schema
    int version = 0;
    QStringList applied; ///< names, in order
};

/// The migrations of this program, 1 to n without a gap.
[[nodiscard]] Result<std::vector<Migration>> builtInMigrations();

/// Brings a database up to date, each migration in a transaction of its own; several programs may try at once. Applied
/// ones are written down in wuquan.schema_version; a failed one leaves the version before it. Refused: a schema that
/// somebody else made, one that is newer than this program, and a migration whose text changed after it was applied.
[[nodiscard]] Result<MigrationReport> migrate(postgres::Session &session, std::span<const Migration> migrations);
[[nodiscard]] Result<MigrationReport> migrate(postgres::Session &session);

} // namespace wuquan
