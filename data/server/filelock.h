// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/filedescriptor.h"

namespace wuquan {

/// An flock on a file: the kernel gives it back when its last holder dies, however that happens. A child process that
/// inherits the descriptor holds the same lock.
class FileLock {
public:
    FileLock() = default;
    /// Opens the file, which is made when it is missing; nothing is locked yet.
    [[nodiscard]] static Result<FileLock> open(const QString &path);
    /// Takes over an open descriptor.
    explicit FileLock(FileDescriptor descriptor)
        : m_file(std::move(descriptor))
    {
    }

    /// Waits until the lock is ours.
    [[nodiscard]] Result<void> lockShared();
    [[nodiscard]] Result<void> lockExclusive();
    /// False when somebody else holds it.
    [[nodiscard]] bool tryShared();
    [[nodiscard]] bool tryExclusive();
    void unlock();
    void close() { m_file.close(); }

    [[nodiscard]] int descriptor() const { return m_file.get(); }

    // What the file says, which only the holder of the lock may write: a few bytes such as a process id.
    [[nodiscard]] QByteArray content() const;
    [[nodiscard]] Result<void> setContent(const QByteArray &content);

private:
    FileDescriptor m_file;
};

} // namespace wuquan
