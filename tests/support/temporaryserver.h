// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "data/server/childprocess.h"

#include <QByteArrayList>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <vector>

namespace wuquan {

/// What a test wants its server to be besides the usual.
struct TemporaryServerOptions {
    QByteArrayList configuration; ///< settings for the server, such as "ssl=on"; later ones win
    /// Where tests/support/oldserver put an old server; empty: the newest one of this machine.
    QString oldServer = {};
    QString walFolder = {}; ///< empty and the server's account's own: where pg_wal lies, in segments of 1 MB
    bool onLoopback = false; ///< listens on 127.0.0.1 too, at a free port
    bool trustsEveryAddress = false; ///< for servers that listen on a network of the test's own
};

/// A private PostgreSQL server for one test program: Unix socket only, unless asked for loopback too, in a temporary
/// folder that goes with it. It ends with the thread that started it, however that one dies. As root the server runs as
/// user postgres, as PostgreSQL demands.
class TemporaryServer {
public:
    /// Makes the cluster and starts it; errorMessage() says why it does not run.
    explicit TemporaryServer(TemporaryServerOptions options = {});
    /// A hot standby of a running primary, which it follows through the primary's socket.
    [[nodiscard]] static std::unique_ptr<TemporaryServer> standbyOf(
        const TemporaryServer &primary, TemporaryServerOptions options = {});
    TemporaryServer(const TemporaryServer &) = delete;
    TemporaryServer &operator=(const TemporaryServer &) = delete;
    ~TemporaryServer();

    [[nodiscard]] bool isRunning() const { return m_process.has_value(); }
    [[nodiscard]] const QString &errorMessage() const { return m_errorMessage; }
    /// As superuser postgres.
    [[nodiscard]] postgres::Settings settings(const QString &database = QStringLiteral("postgres")) const;
    [[nodiscard]] QString socketFolder() const { return m_folder.path(); }
    [[nodiscard]] QString dataFolder() const { return m_folder.path() + QStringLiteral("/data"); }
    /// Of the socket and, with onLoopback, on 127.0.0.1.
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QString socketFile() const
    {
        return m_folder.path() + QStringLiteral("/.s.PGSQL.") + QString::number(m_port);
    }
    /// Applies resources/sql/migrations to a database; ends the test program when that fails.
    void applyMigrations(const QString &database = QStringLiteral("postgres"));

    /// Returns once connections are accepted, after stop() or for the first time.
    void start();
    /// Immediate stop, as a crash would be.
    void stop();
    /// Fast stop, as of a service: what is under way is rolled back, and everybody is told.
    void shutDown();
    /// The postmaster dies without a word, as by the kernel's hand; returns when its last process has ended. What no
    /// disk of a real machine had is not lost: the page cache lives on.
    void kill9();
    /// Stops every process where it stands until resume(): sockets stay open and nothing answers.
    void suspend();
    void resume();
    /// Makes a standby the primary; returns when it takes writes.
    [[nodiscard]] Result<void> promote();

private:
    struct Unmade { };
    TemporaryServer(Unmade, TemporaryServerOptions options);
    /// The command that starts a program of the server: "initdb" or "postgres".
    [[nodiscard]] Result<QByteArrayList> program(const QByteArray &name) const;
    [[nodiscard]] Result<void> takeOldServer();
    [[nodiscard]] Result<void> makeCluster();
    [[nodiscard]] Result<void> copyCluster(const TemporaryServer &primary);
    [[nodiscard]] Result<void> runAsServer(QByteArrayList command);
    void signalAll(int number) const;
    void end(int number);
    [[nodiscard]] std::vector<ProcessHandle> children() const;
    [[nodiscard]] Result<void> startServer();
    [[nodiscard]] bool acceptsConnections() const;

    TemporaryServerOptions m_options;
    int m_port = 5432;
    QTemporaryDir m_folder;
    std::optional<ProcessHandle> m_process;
    QString m_errorMessage;
};

} // namespace wuquan
