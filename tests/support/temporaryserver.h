// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"

#include <QString>
#include <QTemporaryDir>

namespace wuquan {

/// A private PostgreSQL server for one test program: Unix socket only, in a temporary folder that goes with it.
/// As root the server runs as user postgres, as PostgreSQL demands.
class TemporaryServer {
public:
    /// Makes the cluster and starts it; errorMessage() says why it does not run.
    TemporaryServer();
    TemporaryServer(const TemporaryServer &) = delete;
    TemporaryServer &operator=(const TemporaryServer &) = delete;
    ~TemporaryServer();

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const QString &errorMessage() const { return m_errorMessage; }
    /// As superuser postgres.
    [[nodiscard]] postgres::Settings settings(const QString &database = QStringLiteral("postgres")) const;
    [[nodiscard]] QString socketFolder() const { return m_folder.path(); }
    /// Applies resources/sql/migrations to a database; ends the test program when that fails.
    void applyMigrations(const QString &database = QStringLiteral("postgres"));

    void start();
    /// Immediate stop, as a crash would be.
    void stop();

private:
    bool run(const QStringList &command);

    QTemporaryDir m_folder;
    bool m_running = false;
    QString m_errorMessage;
};

} // namespace wuquan
