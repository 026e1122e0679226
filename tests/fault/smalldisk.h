// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace wuquan::fault {

/// A disk of a few megabytes for a server, seen only by the calling thread and what it starts. Needs the right to
/// mount.
class SmallDisk {
public:
    /// ErrorKind::Refused where the kernel or our rights refuse.
    [[nodiscard]] static Result<std::unique_ptr<SmallDisk>> make(int megabytes);
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    ~SmallDisk();

    /// Empty, and the server's account's own.
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    SmallDisk();

    QTemporaryDir m_folder;
    bool m_mounted = false;
};

} // namespace wuquan::fault
