// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan {

// Descriptors that a supervisor is started with.
inline constexpr int supervisorStartLock = 3; ///< the start lock, held until the server is ready
inline constexpr int supervisorReply = 4; ///< "ready" or "new", else the reason why not

/// The whole life of a supervisor process: makes the cluster when there is none, starts the server, brings it back when
/// it dies, and stops it 5 s after the last holder. Detaches itself first, so call it before anything has threads.
/// The process's exit code.
int runSupervisor(const char *dataFolder);

} // namespace wuquan
