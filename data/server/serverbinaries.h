// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QString>

namespace wuquan {

/// The programs of one installed PostgreSQL server.
struct ServerBinaries {
    int majorVersion = 0;
    QString folder; ///< holds initdb and postgres

    /// The newest one from version 17 on, or exactly the wanted version when wanted > 0. Searched in
    /// /usr/lib/postgresql/*/bin (Debian), /usr/pgsql-*/bin (Red Hat) and in PATH.
    [[nodiscard]] static Result<ServerBinaries> find(int wanted = 0);

    [[nodiscard]] QString initdb() const { return folder + QStringLiteral("/initdb"); }
    [[nodiscard]] QString postgres() const { return folder + QStringLiteral("/postgres"); }
};

} // namespace wuquan
