// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

struct pg_cancel_conn;
struct pg_conn;

namespace wuquan::postgres {

/// Asks the server to stop what a connection runs, over a short connection of its own and without ever blocking. It
/// outlives the connection it was made from, and deletes itself after finished(), at the latest after five seconds or
/// with the event loop of its thread.
class CancelRequest : public QObject {
    Q_OBJECT
public:
    /// Sends the request for the statement that this connection runs.
    static CancelRequest *send(pg_conn *connection);
    ~CancelRequest() override;
    /// Whether finished() was or will be emitted without more to come.
    [[nodiscard]] bool isHeard() const { return !m_request; }

Q_SIGNALS:
    /// The server has passed the request on, or it can't be reached (which is logged).
    void finished();

private:
    explicit CancelRequest(pg_conn *connection);
    void advance();
    void watch(bool forRead);
    void end();

    struct Finish {
        void operator()(pg_cancel_conn *request) const;
    };
    std::unique_ptr<pg_cancel_conn, Finish> m_request;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace wuquan::postgres
