// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <coroutine>
#include <memory>

namespace wuquan::postgres {

/// Suspends one coroutine until a socket is ready, a time is over or somebody wakes it. Lives in the thread whose event
/// loop it uses, owned by the connection.
class SocketWatch : public QObject {
    Q_OBJECT
public:
    enum class Woke {
        Ready, ///< the socket can be read or written, or wake() said so
        Late, ///< the time was over first
        Closed, ///< the connection was closed meanwhile
    };
    /// What a coroutine waits for.
    struct Interest {
        bool read = false;
        bool write = false;
    };

    class Awaiter {
    public:
        Awaiter(SocketWatch &watch, Interest interest, std::chrono::milliseconds atMost)
            : m_watch(&watch)
            , m_interest(interest)
            , m_atMost(atMost)
        {
        }
        [[nodiscard]] bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> handle) { m_watch->suspend(handle, *this); }
        [[nodiscard]] Woke await_resume() const { return m_woke; }

    private:
        friend class SocketWatch;
        SocketWatch *m_watch;
        Interest m_interest;
        std::chrono::milliseconds m_atMost;
        Woke m_woke = Woke::Closed;
    };

    explicit SocketWatch(QObject *parent);

    /// Watches this socket, -1 for none. libpq may change its socket under the same number: call it after every poll.
    void watch(int socket);
    [[nodiscard]] bool isWatching() const { return m_read != nullptr; }
    /// Suspends for at most that long; with neither interest only wake() and the time end it.
    [[nodiscard]] Awaiter until(Interest interest, std::chrono::milliseconds atMost)
    {
        return {*this, interest, atMost};
    }
    /// Lets the event loop have its turn.
    [[nodiscard]] Awaiter nextTurn() { return {*this, {}, std::chrono::milliseconds(0)}; }
    /// Resumes the coroutine that waits, if any; it may delete us.
    void wake(Woke woke);

    /// Starts to count the time that a coroutine keeps the event loop from its turn; waking it starts anew.
    void beginTurn() { m_turn = std::chrono::steady_clock::now(); }
    /// Whether the event loop has waited long enough for its turn.
    [[nodiscard]] bool turnIsOver() const { return std::chrono::steady_clock::now() - m_turn >= longestTurn; }

private:
    // Half of what may pass, because what is begun must be ended: a piece of a result is read and decoded whole.
    static constexpr std::chrono::milliseconds longestTurn{4};

    void suspend(std::coroutine_handle<> handle, Awaiter &awaiter);

    std::unique_ptr<QSocketNotifier> m_read;
    std::unique_ptr<QSocketNotifier> m_write;
    QTimer m_timer;
    std::coroutine_handle<> m_waiting;
    Awaiter *m_awaiter = nullptr;
    std::chrono::steady_clock::time_point m_turn;
};

} // namespace wuquan::postgres
