// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QByteArray>

namespace wuquan::postgres {

/// How to reach a database: a libpq connection string that holds no password. Secrets come from libpq's own places,
/// a service file and a password file, never from a command line that other users of the machine can read.
class Settings {
public:
    /// Parses "service=…", "host=… dbname=…" or a postgresql:// URL. ErrorKind::Input when libpq can't,
    /// ErrorKind::Refused when it holds a password.
    [[nodiscard]] static Result<Settings> parse(const QString &text);

    /// The string for PQconnectdb, with our keepalive and timeout settings where the user gave none.
    [[nodiscard]] const QByteArray &connectionString() const { return m_connectionString; }
    /// Database and host for a status line, without secrets.
    [[nodiscard]] const QString &description() const { return m_description; }

    /// The same with a password, and without any other place where libpq would find one. Kept in memory only.
    [[nodiscard]] Settings withPassword(const QString &password) const;

    /// Demands a trusted server wherever neither the connection string nor the service file nor the environment says
    /// otherwise: sslmode verify-full, which a Unix socket does without. Call it in main, before any thread.
    static void demandTrustedServers();

private:
    QByteArray m_connectionString;
    QString m_description;
};

} // namespace wuquan::postgres
