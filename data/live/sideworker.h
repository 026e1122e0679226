// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/feed.h"
#include "data/postgres/connection.h"

#include <QCoroTask>
#include <QObject>

namespace wuquan {

/// Whether a database that says this has no such function, gives us no right to it, or only reads: asking again soon is
/// of no use.
[[nodiscard]] bool isNotOffered(const Error &error);

/// Something that asks the database beside the feed, over a connection of its own, one thing after the other while
/// there is something to ask. Lives in the data thread. After stop() it emits stopped() and is still; what it was about
/// to do stays undone.
class SideWorker : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void stop();

Q_SIGNALS:
    void stopped();

protected:
    /// Whether the connection is kept between runs, or opened for each.
    enum class Line { Kept, Opened };

    SideWorker(SettingsSource settings, Line line);

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    /// A run begins with the first and ends with the second of these.
    void begin() { m_running = true; }
    void end();
    /// Where the feed found the database last.
    [[nodiscard]] Result<postgres::Settings> settings() const { return m_settings(); }
    /// An open connection to where the feed found the database last.
    [[nodiscard]] QCoro::Task<Result<void>> open();
    [[nodiscard]] postgres::Connection &connection() { return m_connection; }

private:
    /// Ends whatever a run waits for besides the connection.
    virtual void wake() { }

    SettingsSource m_settings;
    Line m_line;
    bool m_running = false;
    bool m_stopping = false;
    postgres::Connection m_connection; ///< the last: whoever waits in it still finds the rest
};

} // namespace wuquan
