// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"

#include <QString>

#include <memory>

#include <sys/types.h>

namespace wuquan {

/// What can be said of a data folder without starting anything.
struct ClusterStatus {
    bool isMade = false; ///< there is a database
    bool isRunning = false; ///< with a supervisor
    bool isUsed = false; ///< by a program
};

/// Our share of the embedded database server, which runs as long as any program has one and 5 s longer, however those
/// programs end. Everything here blocks, for up to a second when the database must be made first: the desktop calls it
/// from a worker thread. Any thread, one at a time.
class Cluster {
public:
    /// Makes the cluster when it is new and starts the server when it does not run. Two programs may do this at once.
    /// While the share is held, a thread of ours brings the supervisor back should somebody kill it.
    [[nodiscard]] static Result<Cluster> acquire(const QString &dataFolder);
    Cluster(Cluster &&other) noexcept;
    Cluster &operator=(Cluster &&other) noexcept;
    ~Cluster();

    /// How to reach the database "wuquan", or another one on the server.
    [[nodiscard]] Result<postgres::Settings> settings(const QString &database = QStringLiteral("wuquan")) const;
    [[nodiscard]] const QString &dataFolder() const;
    /// The cluster was made by this very call of acquire.
    [[nodiscard]] bool isNew() const;

    /// Leaves the server running without a holder until stop() or the end of the machine.
    [[nodiscard]] Result<void> keepRunning() const;

    [[nodiscard]] static ClusterStatus status(const QString &dataFolder);
    /// Stops the server and waits for its end; false when it did not run, ErrorKind::Refused while a program uses it.
    [[nodiscard]] static Result<bool> stop(const QString &dataFolder);

private:
    struct State;
    explicit Cluster(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace wuquan
