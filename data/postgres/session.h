// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/copywriter.h"
#include "data/postgres/parameters.h"
#include "data/postgres/resultset.h"
#include "data/postgres/settings.h"

#include <functional>
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
    /// Runs one statement and hands on its rows in pieces as they come, so that no more than a piece is held; an error
    /// of take ends it and is given back.
    [[nodiscard]] Result<void> stream(const QByteArray &sql, const Parameters &parameters,
        const std::function<Result<void>(const ResultSet &)> &take);
    /// Runs a script of any number of statements; they are one transaction unless the script says otherwise.
    [[nodiscard]] Result<void> run(const QByteArray &script);
    /// The SCRAM-SHA-256 verifier of a password, with as many rounds as the server says: what a server keeps in place
    /// of it, and what a statement may hold when the password itself must not leave this program.
    [[nodiscard]] Result<QByteArray> passwordVerifier(const QByteArray &password, const QByteArray &login);
    /// Starts "COPY table (columns) FROM STDIN (FORMAT binary)".
    [[nodiscard]] Result<CopyWriter> copyIn(const QByteArray &sql);

private:
    struct Close {
        void operator()(pg_conn *connection) const;
    };
    std::unique_ptr<pg_conn, Close> m_connection;
};

} // namespace wuquan::postgres
