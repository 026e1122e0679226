// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/parameters.h"
#include "data/postgres/resultset.h"
#include "data/postgres/settings.h"

#include <QCoroTask>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <functional>
#include <coroutine>
#include <memory>

struct pg_conn;

namespace wuquan::postgres {

/// An asynchronous connection for one caller at a time: each coroutine is awaited before the next is started.
/// Lives in the thread that made it and never blocks it. A server that stays silent for silenceLimit while an answer
/// is due counts as lost: the unanswered poll is the heartbeat. After any ErrorKind::Connection it is closed.
struct Statement {
    QByteArray sql;
    Parameters parameters;
};

class Connection : public QObject {
    Q_OBJECT
public:
    /// Longest silence of the server while we wait for it.
    static constexpr std::chrono::milliseconds silenceLimit{8000};

    explicit Connection(QObject *parent = nullptr);
    ~Connection() override;

    /// Connects; trying again on an open connection closes it first.
    [[nodiscard]] QCoro::Task<Result<void>> open(Settings settings);
    /// Runs one statement; the result is binary and whole.
    [[nodiscard]] QCoro::Task<Result<ResultSet>> query(QByteArray sql, Parameters parameters = {});
    enum class Woken { Notified, Timeout };
    [[nodiscard]] QCoro::Task<Result<void>> pipeline(
        std::vector<Statement> statements, std::function<void(std::size_t, ResultSet &&)> sink);
    [[nodiscard]] QCoro::Task<Result<Woken>> wait(std::chrono::milliseconds atMost);
    /// Closes at once; a coroutine that waits ends with ErrorKind::Cancelled.
    void close();
    [[nodiscard]] bool isOpen() const { return m_open; }

private:
    enum class Waited { Ready, Silent, Closed };

    /// Suspends until the socket is ready, the server was silent too long, or close() was called.
    struct SocketWait {
        Connection &connection;
        bool forRead;
        bool forWrite;
        Waited result = Waited::Closed;

        [[nodiscard]] bool await_ready() const { return !connection.m_connection; }
        void await_suspend(std::coroutine_handle<> handle);
        [[nodiscard]] Waited await_resume() const { return result; }
    };

    void watchSocket();
    void resume(Waited waited);
    [[nodiscard]] Error lost(Waited waited);
    [[nodiscard]] QCoro::Task<Result<void>> flush();

    struct Close {
        void operator()(pg_conn *connection) const;
    };
    std::unique_ptr<pg_conn, Close> m_connection;
    bool m_open = false;
    std::unique_ptr<QSocketNotifier> m_read;
    std::unique_ptr<QSocketNotifier> m_write;
    QTimer m_silence;
    std::coroutine_handle<> m_waiting;
    Waited *m_answer = nullptr;
};

} // namespace wuquan::postgres
