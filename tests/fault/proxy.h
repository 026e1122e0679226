// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/server/filedescriptor.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace wuquan::fault {

class ProxyLink;

/// What a link does to what passes it.
struct LinkFault {
    enum class Kind {
        None,
        Delay, ///< everything arrives that much later
        Swallow, ///< nothing arrives any more, and nobody is told
        HalfClose, ///< the server's direction ends; what the client says is still carried
        Cut, ///< the link is torn down after so many more bytes from the server
        Refuse, ///< links are torn down and new ones refused
        Throttle, ///< so many bytes a second in each direction
    };
    Kind kind = Kind::None;
    std::chrono::milliseconds delay{0}; ///< of Delay
    std::int64_t bytes = 0; ///< of Cut and Throttle

    bool operator==(const LinkFault &) const = default;
};

/// A TCP relay on 127.0.0.1 to a server's Unix socket, in a thread of its own, that breaks links on demand. Methods:
/// any thread.
class Proxy {
public:
    [[nodiscard]] static Result<std::unique_ptr<Proxy>> open(const QString &socketFile);
    Proxy(const Proxy &) = delete;
    Proxy &operator=(const Proxy &) = delete;
    ~Proxy();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// In force when this returns, for links that exist and for new ones, until the next call. Swallowed bytes stay
    /// lost.
    void setFault(const LinkFault &fault);
    /// Bytes carried from the server to its clients so far.
    [[nodiscard]] std::int64_t carried() const;
    /// Links that are open now.
    [[nodiscard]] std::size_t links() const;

private:
    Proxy() = default;
    [[nodiscard]] Result<void> listenOn(std::uint16_t port);
    void run();
    void applyFault();
    void accept();

    QByteArray m_target;
    std::uint16_t m_port = 0;
    FileDescriptor m_listener;
    FileDescriptor m_wake; ///< an eventfd
    mutable std::mutex m_mutex;
    LinkFault m_wanted;
    bool m_isApplied = true;
    std::condition_variable m_applied;
    bool m_stopping = false;
    std::int64_t m_carried = 0;
    std::size_t m_linkCount = 0;
    LinkFault m_fault; ///< in force; the thread's own
    std::vector<std::unique_ptr<ProxyLink>> m_links; ///< the thread's own
    std::thread m_thread;
};

} // namespace wuquan::fault
