// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/proxy.h"

#include "tests/fault/proxylink.h"

#include <QFile>

#include <algorithm>
#include <optional>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

Result<std::unique_ptr<Proxy>> Proxy::open(const QString &socketFile)
{
    std::unique_ptr<Proxy> proxy(new Proxy);
    proxy->m_target = QFile::encodeName(socketFile);
    if (std::size_t(proxy->m_target.size()) >= sizeof(sockaddr_un::sun_path))
        return failure(ErrorKind::Input, u"the name of the socket is too long: "_s + socketFile);
    proxy->m_wake = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!proxy->m_wake.isOpen())
        return systemFailure(u"eventfd"_s);
    if (auto listening = proxy->listenOn(0); !listening)
        return std::unexpected(listening.error());
    proxy->m_thread = std::thread([raw = proxy.get()] { raw->run(); });
    return proxy;
}

Proxy::~Proxy()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    if (!m_thread.joinable())
        return;
    eventfd_write(m_wake.get(), 1);
    m_thread.join();
}

Result<void> Proxy::listenOn(std::uint16_t port)
{
    m_listener = FileDescriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t length = sizeof address;
    auto *const raw = reinterpret_cast<sockaddr *>(&address);
    if (!m_listener.isOpen() || setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0
        || bind(m_listener.get(), raw, length) != 0 || listen(m_listener.get(), 64) != 0
        || getsockname(m_listener.get(), raw, &length) != 0)
        return systemFailure(u"127.0.0.1"_s);
    m_port = ntohs(address.sin_port);
    return {};
}

void Proxy::setFault(const LinkFault &fault)
{
    std::unique_lock lock(m_mutex);
    m_wanted = fault;
    m_isApplied = false;
    eventfd_write(m_wake.get(), 1);
    m_applied.wait(lock, [this] { return m_isApplied; });
}

std::int64_t Proxy::carried() const
{
    const std::lock_guard lock(m_mutex);
    return m_carried;
}

std::size_t Proxy::links() const
{
    const std::lock_guard lock(m_mutex);
    return m_linkCount;
}

void Proxy::run()
{
    for (;;) {
        const ProxyTime now = std::chrono::steady_clock::now();
        std::vector<pollfd> waited{{m_wake.get(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}};
        std::optional<ProxyTime> due;
        for (const auto &link : m_links) {
            link->addTo(waited, now);
            if (const auto next = link->due(); next && *next > now)
                due = std::min(due.value_or(*next), *next);
        }
        const int timeout_ms = due ? int(std::chrono::ceil<std::chrono::milliseconds>(*due - now).count()) : -1;
        if (poll(waited.data(), waited.size(), timeout_ms) < 0 && errno != EINTR)
            qFatal("proxy: poll: %s", std::strerror(errno));
        const ProxyTime after = std::chrono::steady_clock::now();
        std::int64_t carried = 0;
        for (std::size_t i = 0; i < m_links.size(); ++i)
            carried += m_links[i]->move(m_fault, waited[2 * i + 2].revents, waited[2 * i + 3].revents, after);
        if (waited[1].revents & POLLIN)
            accept();
        if (waited[0].revents & POLLIN)
            applyFault();
        std::erase_if(m_links, [](const auto &link) { return link->isOver(); });
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_carried += carried;
        m_linkCount = m_links.size();
    }
}

void Proxy::applyFault()
{
    eventfd_t times = 0;
    eventfd_read(m_wake.get(), &times);
    {
        const std::lock_guard lock(m_mutex);
        m_fault = m_wanted;
    }
    for (const auto &link : m_links) {
        link->setFault(m_fault);
        // The end of a link that was held back is passed on.
        static_cast<void>(link->move(m_fault, 0, 0, std::chrono::steady_clock::now()));
    }
    if (m_fault.kind == LinkFault::Kind::Refuse) {
        m_listener.close();
    } else if (!m_listener.isOpen()) {
        if (const auto listening = listenOn(m_port); !listening)
            qFatal("proxy: %s", qPrintable(listening.error().message));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_isApplied = m_fault == m_wanted;
    }
    m_applied.notify_all();
}

void Proxy::accept()
{
    FileDescriptor client(accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    FileDescriptor server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!client.isOpen() || !server.isOpen())
        return; // the client has gone again
    const int yes = 1;
    setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(m_target, address.sun_path);
    // A server that is not there: the client sees its link end.
    if (connect(server.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return;
    m_links.push_back(std::make_unique<ProxyLink>(std::move(client), std::move(server)));
    m_links.back()->setFault(m_fault);
}

} // namespace wuquan::fault
