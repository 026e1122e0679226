// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/request.h"
#include "data/live/sideworker.h"
#include "data/postgres/parameters.h"

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

/// Carries requests to the database, one after the other, and tells what is known of each. A request whose answer got
/// lost is asked again with the same key until the database says what came of it; what was not answered when it is
/// stopped stays so.
class RequestWriter : public SideWorker {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds firstRetry{500};
    static constexpr std::chrono::milliseconds lastRetry{8000};

public Q_SLOTS:
    /// Drops a request that was never sent; it is told as withdrawn. One that was is left.
    void withdraw(const QUuid &key);
    /// Ends a back-off: the database answers others.
    void retryNow();

protected:
    /// What became of a request; all but the first two are the last that is told of it.
    struct Outcome {
        enum class State { Waiting, Unknown, Answered, Failed, Withdrawn };

        State state = State::Waiting;
        std::optional<postgres::ResultSet> rows = {}; ///< of Answered
        Error error{ErrorKind::Connection, {}}; ///< of Waiting, Unknown and Failed
    };

    /// What a desk is told of an outcome that is no answer of the database.
    struct Told {
        RequestState state = RequestState::Refused;
        QString reason; ///< in words
    };

    RequestWriter(SettingsSource settings, Line line);

    /// With what is said where we lack the right, or the database the function.
    [[nodiscard]] static Told told(const Outcome &outcome, const QString &noRight);
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
        [[nodiscard]] bool await_ready() const { return writer.isStopping(); }
        void await_suspend(std::coroutine_handle<> handle);
        void await_resume() const { }
    };

    QCoro::Task<> run();
    /// Asks once for the first in the queue; what it tells is final or not.
    QCoro::Task<Outcome> ask();
    [[nodiscard]] Outcome unanswered(const Error &error) const;

    void wake() override { retryNow(); }

    std::deque<Queued> m_queue;
    QTimer m_pauseTimer;
    std::coroutine_handle<> m_paused;
};

} // namespace wuquan
