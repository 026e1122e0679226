// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/settings.h"
#include "data/server/childprocess.h"
#include "data/server/serverbinaries.h"

namespace wuquan {

/// The running database server of a data folder. Blocking; used by the supervisor alone, which holds the server lock.
class Postmaster {
public:
    /// Makes the cluster unless there is one: in a folder beside it and then renamed, so there is never half a cluster.
    /// True when it was made.
    [[nodiscard]] static Result<bool> makeCluster(const DataFolder &folder, int serverLock);

    /// Starts the server and waits until it accepts connections. It ends in order when the calling thread dies.
    [[nodiscard]] static Result<Postmaster> start(const DataFolder &folder, int serverLock);

    /// Stops the server of the folder that an earlier supervisor left, if there is one; waits for its end.
    static void stopLeftover(const DataFolder &folder);

    [[nodiscard]] const ProcessHandle &process() const { return m_process; }
    /// Ends all sessions in order and waits; harder when that takes too long.
    void stop();

private:
    explicit Postmaster(ProcessHandle process)
        : m_process(std::move(process))
    {
    }

    ProcessHandle m_process;
};

/// What postmaster.pid says: PostgreSQL writes it for its own tools.
struct PostmasterNote {
    pid_t pid = 0;
    bool isReady = false; ///< the server accepts connections

    [[nodiscard]] static std::optional<PostmasterNote> read(const DataFolder &folder);
};

/// Waits until postmaster.pid changes, a process ends or the time is up.
class PostmasterNoteWatch {
public:
    [[nodiscard]] static Result<PostmasterNoteWatch> open(const DataFolder &folder);
    void waitForChange(const ProcessHandle &orEndOf, std::chrono::milliseconds timeout);

private:
    FileDescriptor m_watch;
};

/// Connection settings of a database on the folder's server.
[[nodiscard]] Result<postgres::Settings> clusterSettings(const DataFolder &folder, const QString &database);

} // namespace wuquan
