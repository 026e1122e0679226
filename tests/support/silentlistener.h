// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/filedescriptor.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace wuquan {

/// A TCP port on 127.0.0.1 that lets everybody connect and never says a word, as a server behind a broken link does.
class SilentListener {
public:
    /// False when the system gives no port.
    [[nodiscard]] bool listen()
    {
        m_socket = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_socket.get(), generic, size) != 0 || ::getsockname(m_socket.get(), generic, &size) != 0
            || ::listen(m_socket.get(), 16) != 0)
            return false;
        m_port = ntohs(address.sin_port);
        return true;
    }
    [[nodiscard]] int port() const { return m_port; }
    /// From now on the port refuses.
    void close() { m_socket.close(); }

private:
    FileDescriptor m_socket;
    int m_port = 0;
};

} // namespace wuquan
