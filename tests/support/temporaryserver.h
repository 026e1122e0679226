// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "data/server/childprocess.h"

#include <QString>
#include <QTemporaryDir>

#include <optional>

namespace wuquan {

/// A private PostgreSQL server for one test program: Unix socket only, in a temporary folder that goes with it. It ends
/// with the thread that started it, however that one dies. As root the server runs as user postgres, as PostgreSQL
/// demands.
class TemporaryServer {
public:
    /// Makes the cluster and starts it; errorMessage() says why it does not run.
    TemporaryServer();
    TemporaryServer(const TemporaryServer &) = delete;
    TemporaryServer &operator=(const TemporaryServer &) = delete;
    ~TemporaryServer();

    [[nodiscard]] bool isRunning() const { return m_process.has_value(); }
    [[nodiscard]] const QString &errorMessage() const { return m_errorMessage; }
    /// As superuser postgres.
    [[nodiscard]] postgres::Settings settings(const QString &database = QStringLiteral("postgres")) const;
    [[nodiscard]] QString socketFolder() const { return m_folder.path(); }
    /// Applies resources/sql/migrations to a database; ends the test program when that fails.
    void applyMigrations(const QString &database = QStringLiteral("postgres"));

    /// Returns once connections are accepted, after stop() or for the first time.
    void start();
    /// Immediate stop, as a crash would be.
    void stop();

private:
    [[nodiscard]] Result<void> makeCluster();
    [[nodiscard]] Result<void> startServer();
    [[nodiscard]] bool acceptsConnections() const;

    QTemporaryDir m_folder;
    std::optional<ProcessHandle> m_process;
    QString m_errorMessage;
};

} // namespace wuquan
