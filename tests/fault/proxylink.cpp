// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/proxylink.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace wuquan::fault {

std::optional<ProxyTime> ProxyStream::due() const
{
    if (m_pieces.empty())
        return std::nullopt;
    return std::max(m_pieces.front().due, m_free);
}

bool ProxyStream::read(const LinkFault &fault, ProxyTime now)
{
    QByteArray bytes(16384, Qt::Uninitialized);
    const ssize_t length = recv(m_from, bytes.data(), std::size_t(bytes.size()), 0);
    if (length < 0)
        return errno == EAGAIN || errno == EINTR;
    if (length == 0) {
        m_ended = true;
        return true;
    }
    if (fault.kind == LinkFault::Kind::Swallow)
        return true;
    bytes.truncate(length);
    m_held += std::size_t(length);
    m_pieces.push_back({fault.kind == LinkFault::Kind::Delay ? now + fault.delay : now, std::move(bytes)});
    return true;
}

std::optional<std::int64_t> ProxyStream::write(ProxyTime now, const LinkFault &fault, std::int64_t limit)
{
    std::int64_t sent = 0;
    while (wantsOutput(now) && sent < limit) {
        Piece &piece = m_pieces.front();
        std::int64_t part = std::min<std::int64_t>(piece.bytes.size(), limit - sent);
        if (fault.kind == LinkFault::Kind::Throttle)
            part = std::clamp<std::int64_t>(fault.bytes / 20, 1, part);
        const ssize_t length = send(m_to, piece.bytes.constData(), std::size_t(part), MSG_NOSIGNAL);
        if (length < 0) {
            if (errno == EAGAIN || errno == EINTR)
                break;
            return std::nullopt;
        }
        sent += length;
        m_held -= std::size_t(length);
        if (fault.kind == LinkFault::Kind::Throttle)
            m_free = now + std::chrono::microseconds(1'000'000 * length / fault.bytes);
        if (length == piece.bytes.size())
            m_pieces.pop_front();
        else
            piece.bytes.remove(0, length);
    }
    if (isDone() && fault.kind != LinkFault::Kind::Swallow && !std::exchange(m_endPassedOn, true))
        shutdown(m_to, SHUT_WR);
    return sent;
}

void ProxyStream::forget()
{
    m_pieces.clear();
    m_held = 0;
}

ProxyLink::ProxyLink(FileDescriptor client, FileDescriptor server)
    : m_client(std::move(client))
    , m_server(std::move(server))
    , m_toServer(m_client.get(), m_server.get())
    , m_toClient(m_server.get(), m_client.get())
{
}

void ProxyLink::setFault(const LinkFault &fault)
{
    switch (fault.kind) {
    case LinkFault::Kind::Swallow:
        m_toServer.forget();
        m_toClient.forget();
        break;
    case LinkFault::Kind::HalfClose:
        m_halfClosed = true;
        shutdown(m_client.get(), SHUT_WR);
        break;
    case LinkFault::Kind::Cut:
        m_left = fault.bytes;
        break;
    case LinkFault::Kind::Refuse:
        tearDown();
        break;
    case LinkFault::Kind::None:
    case LinkFault::Kind::Delay:
    case LinkFault::Kind::Throttle:
        break;
    }
}

void ProxyLink::addTo(std::vector<pollfd> &waited, ProxyTime now) const
{
    const auto add = [&](int end, const ProxyStream &in, const ProxyStream &out) {
        const int events = (in.wantsInput() ? POLLIN : 0) | (out.wantsOutput(now) ? POLLOUT : 0);
        // An end that has hung up is reported again and again, whatever was asked.
        waited.push_back({in.hasEnded() && events == 0 ? -1 : end, short(events), 0});
    };
    add(m_client.get(), m_toServer, m_toClient);
    add(m_server.get(), m_toClient, m_toServer);
}

std::optional<ProxyTime> ProxyLink::due() const
{
    const auto first = m_toServer.due();
    const auto second = m_toClient.due();
    if (first && second)
        return std::min(*first, *second);
    return first ? first : second;
}

std::int64_t ProxyLink::move(const LinkFault &fault, short client, short server, ProxyTime now)
{
    bool isWhole = true;
    if (client & (POLLIN | POLLHUP | POLLERR))
        isWhole = m_toServer.read(fault, now);
    if (server & (POLLIN | POLLHUP | POLLERR))
        isWhole = m_toClient.read(fault, now) && isWhole;
    if (m_halfClosed)
        m_toClient.forget();
    const bool isCut = fault.kind == LinkFault::Kind::Cut;
    const auto toServer = m_toServer.write(now, fault, std::numeric_limits<std::int64_t>::max());
    const auto toClient = m_toClient.write(now, fault, isCut ? m_left : std::numeric_limits<std::int64_t>::max());
    if (isCut)
        m_left -= toClient.value_or(0);
    if (!isWhole || !toServer || !toClient || (isCut && m_left <= 0))
        tearDown();
    else if (m_toServer.isDone() && (m_toClient.isDone() || m_halfClosed))
        m_over = true;
    return toClient.value_or(0);
}

/// With a reset instead of an orderly end, as a broken route ends it.
void ProxyLink::tearDown()
{
    const linger none{1, 0};
    setsockopt(m_client.get(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    m_over = true;
}

} // namespace wuquan::fault
