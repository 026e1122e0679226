// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/feed.h"
#include "data/postgres/connection.h"

#include <QCoroTask>
#include <QObject>

namespace wuquan {

/// Reads what somebody wants to see, over a connection of its own, while they want it: a new wish ends the one before.
/// A failure is told once: whoever wished decides whether to try again. Lives in the data thread.
class LatestReader : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void stop();

Q_SIGNALS:
    void stopped();

protected:
    /// Whether a connection is kept between wishes, or opened for each run of them.
    enum class Line { Kept, Opened };

    LatestReader(SettingsSource settings, Line line);

    /// There is a new wish: what is being read for the one before is of no use.
    void wish();
    /// Whether a newer wish has come since the answer was begun.
    [[nodiscard]] bool isOutdated() const { return m_wished || m_stopping; }
    /// Reads what is wished for now and tells it, unless it is outdated by then.
    [[nodiscard]] virtual QCoro::Task<> answer() = 0;
    /// An open connection.
    [[nodiscard]] QCoro::Task<Result<void>> open();
    [[nodiscard]] postgres::Connection &connection() { return m_connection; }

private:
    QCoro::Task<> run();

    SettingsSource m_settings;
    Line m_line;
    bool m_wished = false;
    bool m_running = false;
    bool m_stopping = false;
    postgres::Connection m_connection; ///< the last: whoever waits in it still finds the rest
};

} // namespace wuquan
