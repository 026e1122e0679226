// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/datafolder.h"
#include "data/server/filelock.h"

#include <atomic>
#include <memory>

namespace wuquan {

/// Tells the supervisor when the last program that used the server has been gone for 5 s. It waits in a thread of its
/// own for the exclusive lock, which the kernel grants when the last shared one is gone, and at last keeps it. That
/// wait can't be called off: the thread owns the object with the supervisor and ends with the process.
class Holders {
public:
    [[nodiscard]] static Result<std::shared_ptr<Holders>> watch(const DataFolder &folder);

    /// Readable once nobody has been there for 5 s.
    [[nodiscard]] int descriptor() const { return m_gone.get(); }
    /// Never report it from now on: the user has asked that the server stay until it is told to stop.
    void keep() { m_keep = true; }

    /// Writes down that there is a new holder, so that the 5 s begin anew after it. Call with the shared lock held.
    [[nodiscard]] static Result<void> announce(FileLock &lock);

private:
    Holders() = default;
    void wait();

    FileLock m_lock;
    FileDescriptor m_gone;
    std::atomic_bool m_keep = false;
};

} // namespace wuquan
