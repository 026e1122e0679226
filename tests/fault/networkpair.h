// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/server/filedescriptor.h"

#include <QByteArrayList>
#include <QString>

#include <functional>
#include <memory>

namespace wuquan::fault {

/// Two network namespaces of the test's own with a cable between them: the one in which the calling thread and all that
/// it starts live from now on, and one for a server. Nothing of the machine's own network is touched. Needs the right
/// to make namespaces, as root has it, and the programs ip and nft.
class NetworkPair {
public:
    /// Moves the calling thread; call it before other threads are started. ErrorKind::Refused where the kernel or our
    /// rights refuse, ErrorKind::Io where a program is missing or fails.
    [[nodiscard]] static Result<std::unique_ptr<NetworkPair>> make();

    /// The server's end of the cable.
    [[nodiscard]] QString serverAddress() const { return QStringLiteral("10.213.0.2"); }
    /// Runs in the calling thread, which is in the server's namespace meanwhile; so are processes that it starts.
    [[nodiscard]] Result<void> atServer(const std::function<void()> &work) const;
    /// Loses packets of both directions at random: a share, 0…1. 1 is a partition: nobody is told.
    [[nodiscard]] Result<void> setLoss(double share) const;

private:
    NetworkPair() = default;
    [[nodiscard]] Result<void> run(const QByteArrayList &command) const;

    FileDescriptor m_client;
    FileDescriptor m_server;
};

} // namespace wuquan::fault
