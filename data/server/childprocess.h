// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/datafolder.h"
#include "data/server/filedescriptor.h"

#include <QByteArrayList>

#include <chrono>
#include <optional>

namespace wuquan {

/// Waits for the end of any process by its pidfd, which can't be confused by reused process ids.
class ProcessHandle {
public:
    ProcessHandle() = default;
    /// None when there is no such process.
    [[nodiscard]] static std::optional<ProcessHandle> open(pid_t pid);

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Readable once the process has ended.
    [[nodiscard]] int descriptor() const { return m_descriptor.get(); }
    [[nodiscard]] bool hasEnded() const { return waitForEnd(std::chrono::milliseconds(0)); }
    /// False when the time was up first.
    [[nodiscard]] bool waitForEnd(std::chrono::milliseconds timeout) const;
    void signal(int number) const;

private:
    pid_t m_pid = 0;
    FileDescriptor m_descriptor;
};

/// What a process of the server is started with.
struct ChildStart {
    QByteArrayList command; ///< absolute path of the program, then its arguments
    ServerAccount account;
    int output = -1; ///< its standard output and error
    int inherited = -1; ///< one more descriptor it keeps: the server lock
    int endSignal = 0; ///< sent by the kernel when the calling thread dies
};

/// Starts a process of the server with a clean environment and signal mask, away from our terminal.
[[nodiscard]] Result<ProcessHandle> startChild(const ChildStart &start);

/// Runs a process to its end; what it printed, as the error's message when it failed.
[[nodiscard]] Result<QByteArray> runChild(ChildStart start);

} // namespace wuquan
