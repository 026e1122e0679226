// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/server/filedescriptor.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <vector>

namespace wuquan {

/// So many different ports on 127.0.0.1 that nobody has at present; fewer when the system gives no more.
[[nodiscard]] inline std::vector<int> freePorts(std::size_t count)
{
    std::vector<FileDescriptor> held;
    std::vector<int> ports;
    while (ports.size() < count) {
        FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(socket.get(), generic, size) != 0 || ::getsockname(socket.get(), generic, &size) != 0)
            break;
        ports.push_back(ntohs(address.sin_port));
        held.push_back(std::move(socket));
    }
    return ports;
}

} // namespace wuquan
