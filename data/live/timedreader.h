// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/latestreader.h"
#include "data/postgres/parameters.h"

#include <QTimer>

#include <chrono>
#include <optional>

namespace wuquan {

/// Asks the database the same again and again. A slow answer is waited for. Where there is no such thing, or it is not
/// for us, it rests until the next start.
class TimedReader : public LatestReader {
    Q_OBJECT
public Q_SLOTS:
    /// The database answers: from now on.
    virtual void start();

protected:
    TimedReader(SettingsSource settings, std::chrono::milliseconds interval);

    [[nodiscard]] bool isResting() const { return !m_timer.isActive(); }
    /// What a named statement of one row says; none when it failed, which has been told in the log, or is outdated.
    [[nodiscard]] QCoro::Task<std::optional<postgres::ResultSet>> ask(
        QString statement, postgres::Parameters parameters);

private:
    QTimer m_timer;
};

} // namespace wuquan
