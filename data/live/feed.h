// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/live/cursor.h"
#include "data/live/knownrows.h"
#include "data/live/logtail.h"
#include "data/live/snapshot.h"
#include "data/postgres/connection.h"
#include "data/postgres/settings.h"

#include <QObject>
#include <QTimer>

#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <random>

namespace wuquan {

/// What the feed is doing, for the screens.
struct FeedStatus {
    enum class State {
        Connecting, ///< no answer yet
        Live, ///< polls are answered
        Stale, ///< connected, but the server's history is not confirmed yet: what it says is not shown
        Down, ///< lost; retryIn says when we try again
        Refused, ///< the database is there but not usable for us; we still try again
    };
    State state = State::Connecting;
    Error reason{ErrorKind::Cancelled, {}}; ///< of Stale, Down and Refused
    std::chrono::milliseconds retryIn{0};

    bool operator==(const FeedStatus &) const = default;
};

/// Where the database is; called in the data thread before every attempt to connect and may block it, as starting the
/// embedded server does.
using SettingsSource = std::function<Result<postgres::Settings>()>;

/// Keeps a store up to date: the state once, then the changes behind a cursor over the change log, woken by NOTIFY and
/// looking by itself every pollInterval. Reconnects for ever and goes on where it stood; the state is read anew, and
/// only what differs is given out, when the history of the cluster or retention say so.
///
/// Lives in the data thread; its signals are received in the GUI thread. Every batch must be answered by taken(): with
/// batchesAhead of them on the way nothing more is read, so that a receiver that stands still costs no memory. After
/// stop() it emits stopped() and is still.
class Feed : public QObject {
    Q_OBJECT
public:
    /// Between two looks at a quiet database: the longest that a change without a wake is not seen.
    static constexpr std::chrono::milliseconds pollInterval{300};
    static constexpr std::chrono::milliseconds firstRetry{1000};
    static constexpr std::chrono::milliseconds lastRetry{30000};
    static constexpr int batchesAhead = 4;
    /// Between two countings of the figures.
    static constexpr std::chrono::minutes figuresInterval{10};

    explicit Feed(SettingsSource settings);

    /// Before start(), in the data thread: gives out a state that was kept on disk, and goes on from its position.
    void resumeFrom(ChangeBatch state);

public Q_SLOTS:
    void start();
    void stop();
    /// The receiver has applied one batch.
    void taken();
    /// Ends a back-off at once: somebody pressed retry.
    void retryNow();

Q_SIGNALS:
    void batchRead(std::shared_ptr<const wuquan::ChangeBatch> batch);
    /// A poll was answered and all it told given out: this was the server's time, and nothing older than asOf is
    /// unknown to us. A standby that waits for its primary has an asOf that stands still.
    void heard(wuquan::Instant serverTime, wuquan::Instant asOf);
    void statusChanged(const wuquan::FeedStatus &status);
    /// Told on each connection.
    void userFound(const QString &user); ///< whom the server takes us for
    void annotationAccessFound(wuquan::AnnotationAccess access);
    void stopped();

private:
    enum class Polled { Nothing, Changes, Resynchronise, Unconfirmed };
    /// What an earlier history has told.
    struct Overruled {
        KnownRows rows;
        LogTail lines;
    };

    /// Suspends until its time is over or somebody resumes it.
    struct Pause {
        Feed &feed;
        std::chrono::milliseconds length;
        [[nodiscard]] bool await_ready() const { return feed.m_stopping; }
        void await_suspend(std::coroutine_handle<> handle);
        void await_resume() const { }
    };
    void resumePause();
    /// Suspends until all batches have been given out, or stop().
    struct Drained {
        Feed &feed;
        [[nodiscard]] bool await_ready() const { return feed.m_stopping || feed.m_outgoing.empty(); }
        void await_suspend(std::coroutine_handle<> handle) { feed.m_draining = handle; }
        void await_resume() const { }
    };
    void resumeDraining();

    QCoro::Task<> run();
    QCoro::Task<Result<void>> follow();
    QCoro::Task<Result<void>> greet();
    QCoro::Task<Result<Polled>> poll();
    QCoro::Task<Result<Polled>> readPage();
    QCoro::Task<Result<void>> rest(bool found, std::chrono::steady_clock::time_point began);
    QCoro::Task<Result<void>> applyChanges(std::vector<LoggedChange> changes, ChangeBatch batch, bool isWhole);
    QCoro::Task<Result<void>> resynchronise();
    QCoro::Task<Result<void>> findWithdrawn(
        std::uint64_t droppedThrough, const Overruled &overruled, const KnownRows &present, ChangeBatch &into);
    QCoro::Task<Result<std::map<std::int64_t, std::int64_t>>> readKeyed(
        QString statement, Entity entity, std::map<std::int64_t, std::int64_t> keys);
    void forgetAnnotations();
    void giveOut(ChangeBatch batch);
    void showLines(const ChangeBatch &batch);
    void sendOn();
    void setStatus(const FeedStatus &status);

    SettingsSource m_settings;
    postgres::Connection m_connection;
    // What has been given out, and where that stands.
    bool m_hasState = false;
    KnownRows m_known;
    LogTail m_tail;
    ChangeCursor m_cursor;
    std::optional<FeedEpoch> m_epoch;
    /// While the state of another history is not whole yet: a lost connection leaves rows of both.
    std::optional<Overruled> m_overruled;
    bool m_hasMetEpoch = false; ///< it was not only kept on disk
    QDate m_day;
    std::uint64_t m_droppedThrough = 0;
    std::chrono::steady_clock::time_point m_figuresDue;
    // This connection.
    bool m_onStandby = false;
    bool m_hasAnnotations = false;
    FeedHorizon m_at; ///< of the last poll
    std::chrono::steady_clock::time_point m_wholePollDue;
    bool m_isWoken = false; ///< rather than having looked by ourselves
    bool m_catalogueDue = false;
    std::chrono::steady_clock::time_point m_busyUntil;
    // What is on its way.
    std::deque<std::shared_ptr<const ChangeBatch>> m_outgoing;
    int m_untaken = 0;
    std::coroutine_handle<> m_draining;

    bool m_running = false;
    bool m_stopping = false;
    FeedStatus m_status;
    QTimer m_pauseTimer;
    std::coroutine_handle<> m_paused;
    std::minstd_rand m_random;
};

} // namespace wuquan

Q_DECLARE_METATYPE(wuquan::FeedStatus)
