// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/live/cursor.h"
#include "data/live/snapshot.h"
#include "data/postgres/connection.h"
#include "data/postgres/settings.h"

#include <QObject>
#include <QTimer>

#include <coroutine>
#include <functional>
#include <memory>
#include <random>

namespace wuquan {

/// What the feed is doing, for the screens.
struct FeedStatus {
    enum class State {
        Connecting, ///< the first state has not been read yet
        Live, ///< polls are answered
        Down, ///< lost; retryIn says when we try again
        Refused, ///< the database is there but not usable for us; we still try again
    };
    State state = State::Connecting;
    Error reason{ErrorKind::Cancelled, {}}; ///< of Down and Refused
    std::chrono::milliseconds retryIn{0};

    bool operator==(const FeedStatus &) const = default;
};

/// Where the database is; called in the data thread before every attempt to connect and may block it, as starting the
/// embedded server does.
using SettingsSource = std::function<Result<postgres::Settings>()>;

/// Keeps a store up to date: snapshot, then polls of the change log, reconnecting for ever. Lives in the data thread;
/// its signals are received in the GUI thread. Start it with start(); after stop() it emits stopped() and is still.
class Feed : public QObject {
    Q_OBJECT
public:
    /// Between two polls; a change is seen at most this much later than it was committed.
    static constexpr std::chrono::milliseconds pollInterval{300};
    static constexpr std::chrono::milliseconds firstRetry{1000};
    static constexpr std::chrono::milliseconds lastRetry{30000};

    explicit Feed(SettingsSource settings);

public Q_SLOTS:
    void start();
    void stop();
    /// Ends a back-off at once: somebody pressed retry.
    void retryNow();

Q_SIGNALS:
    void batchRead(std::shared_ptr<const wuquan::ChangeBatch> batch);
    /// A poll was answered: this was the server's time, and nothing older than it is unknown to us.
    void heard(wuquan::Instant serverTime);
    void statusChanged(const wuquan::FeedStatus &status);
    void stopped();

private:
    enum class Polled { Applied, Resynchronise };

    struct Pause {
        Feed &feed;
        std::chrono::milliseconds length;
        [[nodiscard]] bool await_ready() const { return feed.m_stopping; }
        void await_suspend(std::coroutine_handle<> handle);
        void await_resume() const { }
    };
    void resumePause();

    QCoro::Task<> run();
    QCoro::Task<Result<void>> follow();
    QCoro::Task<Result<Polled>> poll();
    QCoro::Task<Result<void>> applyChanges(std::vector<LoggedChange> changes, FeedHorizon at);
    void setStatus(const FeedStatus &status);

    SettingsSource m_settings;
    postgres::Connection m_connection;
    ChangeCursor m_cursor;
    FeedHorizon m_snapshotAt;
    bool m_hasState = false; ///< a whole state has been given out
    bool m_running = false;
    bool m_stopping = false;
    FeedStatus m_status;
    std::chrono::steady_clock::time_point m_figuresDue;
    QTimer m_pauseTimer;
    std::coroutine_handle<> m_paused;
    std::minstd_rand m_random;
};

} // namespace wuquan

Q_DECLARE_METATYPE(wuquan::FeedStatus)
