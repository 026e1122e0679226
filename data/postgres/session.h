// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/copywriter.h"
#include "data/postgres/parameters.h"
#include "data/postgres/resultset.h"
#include "data/postgres/settings.h"

#include <memory>

struct pg_conn;

namespace wuquan::postgres {

/// A blocking connection, for wuquanctl and the tests, which have nothing else to do while they wait.
/// The desktop uses the asynchronous Connection instead.
class Session {
public:
    /// Connects within the settings' timeout; ErrorKind::Connection with libpq's reason otherwise.
    [[nodiscard]] static Result<Session> open(const Settings &settings);

    /// Runs one statement with parameters; the result is binary.
    [[nodiscard]] Result<ResultSet> query(const QByteArray &sql, const Parameters &parameters = {});
    /// Runs a script of any number of statements; they are one transaction unless the script says otherwise.
    [[nodiscard]] Result<void> run(const QByteArray &script);
    /// Starts "COPY table (columns) FROM STDIN (FORMAT binary)".
    [[nodiscard]] Result<CopyWriter> copyIn(const QByteArray &sql);

private:
    struct Close {
        void operator()(pg_conn *connection) const;
    };
    std::unique_ptr<pg_conn, Close> m_connection;
};

} // namespace wuquan::postgres
