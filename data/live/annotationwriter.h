// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "data/live/feed.h"
#include "data/postgres/connection.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <coroutine>
#include <deque>

namespace wuquan {

/// Carries orders to the database over a connection of its own, one after the other, and says what is known of each. An
/// order whose answer got lost is asked again with the same key until the database says what came of it.
///
/// Lives in the data thread. After stop() it emits stopped() and is still; what was not answered stays so.
class AnnotationWriter : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds firstRetry{500};
    static constexpr std::chrono::milliseconds lastRetry{8000};

    explicit AnnotationWriter(SettingsSource settings);

public Q_SLOTS:
    void write(const wuquan::AnnotationOrder &order);
    /// Drops an order that was never sent; it is answered as refused. One that was is left.
    void withdraw(const QUuid &request);
    /// Ends a back-off: the database answers others.
    void retryNow();
    void stop();

Q_SIGNALS:
    void answered(const wuquan::AnnotationAnswer &answer);
    void stopped();

private:
    struct Queued {
        AnnotationOrder order;
        bool wasSent = false; ///< at least once, so that it may have been done
        bool isWithdrawn = false;
    };
    struct Pause {
        AnnotationWriter &writer;
        std::chrono::milliseconds length;
        [[nodiscard]] bool await_ready() const { return writer.m_stopping; }
        void await_suspend(std::coroutine_handle<> handle);
        void await_resume() const { }
    };

    QCoro::Task<> run();
    /// Asks once for the first in the queue; what it tells is final or not.
    QCoro::Task<AnnotationAnswer> ask();
    [[nodiscard]] static AnnotationAnswer withdrawnAnswer(const QUuid &request);
    [[nodiscard]] AnnotationAnswer unanswered(const QString &reason) const;

    SettingsSource m_settings;
    std::deque<Queued> m_queue;
    bool m_running = false;
    bool m_stopping = false;
    QTimer m_pauseTimer;
    std::coroutine_handle<> m_paused;
    postgres::Connection m_connection; ///< the last: whoever waits in it still finds the rest
};

} // namespace wuquan
