// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/feed.h"
#include "data/postgres/connection.h"
#include "data/postgres/parameters.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>
#include <QUuid>

#include <chrono>
#include <coroutine>
#include <deque>
#include <optional>

namespace wuquan {

/// A statement that changes something, known to the database by its key.
struct WriteRequest {
    QUuid key;
    QString statement; ///< named, of resources/sql/statements
    postgres::Parameters parameters;
};

/// Carries requests to the database over a connection of its own, one after the other, and tells what is known of each.
/// A request whose answer got lost is asked again with the same key until the database says what came of it.
///
/// Lives in the data thread. After stop() it emits stopped() and is still; what was not answered stays so.
class RequestWriter : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds firstRetry{500};
    static constexpr std::chrono::milliseconds lastRetry{8000};

public Q_SLOTS:
    /// Drops a request that was never sent; it is told as withdrawn. One that was is left.
    void withdraw(const QUuid &key);
    /// Ends a back-off: the database answers others.
    void retryNow();
    void stop();

Q_SIGNALS:
    void stopped();

protected:
    /// Whether a connection is kept between requests, or opened for each run of them.
    enum class Line { Kept, Opened };

    /// What became of a request; all but the first two are the last that is told of it.
    struct Outcome {
        enum class State { Waiting, Unknown, Answered, Failed, Withdrawn };

        State state = State::Waiting;
        std::optional<postgres::ResultSet> rows = {}; ///< of Answered
        Error error{ErrorKind::Connection, {}}; ///< of Waiting, Unknown and Failed
    };

    RequestWriter(SettingsSource settings, Line line);

    void send(const WriteRequest &request);
    virtual void tell(const QUuid &key, const Outcome &outcome) = 0;

private:
    struct Queued {
        WriteRequest request;
        bool wasSent = false; ///< at least once, so that it may have been done
        bool isWithdrawn = false;
    };
    struct Pause {
        RequestWriter &writer;
        std::chrono::milliseconds length;
        [[nodiscard]] bool await_ready() const { return writer.m_stopping; }
        void await_suspend(std::coroutine_handle<> handle);
        void await_resume() const { }
    };

    QCoro::Task<> run();
    /// Asks once for the first in the queue; what it tells is final or not.
    QCoro::Task<Outcome> ask();
    [[nodiscard]] Outcome unanswered(const Error &error) const;

    SettingsSource m_settings;
    Line m_line;
    std::deque<Queued> m_queue;
    bool m_running = false;
    bool m_stopping = false;
    QTimer m_pauseTimer;
    std::coroutine_handle<> m_paused;
    postgres::Connection m_connection; ///< the last: whoever waits in it still finds the rest
};

} // namespace wuquan
