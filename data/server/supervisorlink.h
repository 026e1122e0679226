// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/childprocess.h"
#include "data/server/filelock.h"

namespace wuquan {

/// Whether a data folder has a supervisor.
struct SupervisorState {
    bool isAlive = false;
    std::optional<ProcessHandle> process; ///< none as well when it lives in another process namespace
};

/// The present state; waits while a server is being started.
[[nodiscard]] SupervisorState supervisorOf(const DataFolder &folder);

/// Makes sure that the server of the folder runs and accepts connections; starts a supervisor when there is none.
/// The caller holds a shared lock on the holders' file. True when the cluster was made by this call.
[[nodiscard]] Result<bool> ensureServer(const DataFolder &folder);

} // namespace wuquan
