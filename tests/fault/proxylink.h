// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fault/proxy.h"

#include <deque>
#include <optional>

struct pollfd;

namespace wuquan::fault {

using ProxyTime = std::chrono::steady_clock::time_point;

/// One direction of a link: bytes read and not yet passed on.
class ProxyStream {
public:
    ProxyStream(int from, int to)
        : m_from(from)
        , m_to(to)
    {
    }

    /// What to wait for at both ends; when something falls due without them, that moment.
    [[nodiscard]] bool wantsInput() const { return !m_ended && m_held < most; }
    [[nodiscard]] bool wantsOutput(ProxyTime now) const { return due().value_or(ProxyTime::max()) <= now; }
    [[nodiscard]] std::optional<ProxyTime> due() const;
    /// Takes what is there; false when the link is broken.
    [[nodiscard]] bool read(const LinkFault &fault, ProxyTime now);
    /// Passes on what is due, at most limit bytes; how many went, none when the link is broken.
    [[nodiscard]] std::optional<std::int64_t> write(ProxyTime now, const LinkFault &fault, std::int64_t limit);
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    /// The sender has ended and everything was passed on.
    [[nodiscard]] bool isDone() const { return m_ended && m_pieces.empty(); }
    void forget();

private:
    static constexpr std::size_t most = 256 * 1024; // held before the sender is made to wait

    struct Piece {
        ProxyTime due;
        QByteArray bytes;
    };
    int m_from;
    int m_to;
    bool m_ended = false;
    bool m_endPassedOn = false;
    std::size_t m_held = 0;
    std::deque<Piece> m_pieces;
    ProxyTime m_free; ///< of Throttle: nothing goes before
};

/// One client and its connection to the server; lives in the proxy's thread.
class ProxyLink {
public:
    ProxyLink(FileDescriptor client, FileDescriptor server);

    /// A fault begins, or the last one ends.
    void setFault(const LinkFault &fault);
    /// Adds both ends to what is waited for.
    void addTo(std::vector<pollfd> &waited, ProxyTime now) const;
    [[nodiscard]] std::optional<ProxyTime> due() const;
    /// Moves what can be moved, given what poll said of both ends; how many bytes went to the client.
    [[nodiscard]] std::int64_t move(const LinkFault &fault, short client, short server, ProxyTime now);
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    void tearDown();

    FileDescriptor m_client;
    FileDescriptor m_server;
    ProxyStream m_toServer;
    ProxyStream m_toClient;
    std::int64_t m_left = 0; ///< of Cut: bytes until then
    bool m_halfClosed = false;
    bool m_over = false;
};

} // namespace wuquan::fault
