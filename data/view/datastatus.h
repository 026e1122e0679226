// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"

#include <QObject>
#include <QString>

#include <optional>

namespace wuquan {

/// How current everything on screen is.
struct DataStatus {
    enum class State {
        Connecting, ///< nothing has been read yet
        Live, ///< 数据正常
        Stale, ///< 数据滞后: connected, but nothing heard for more than 3 s
        Down, ///< 数据中断: what is shown is as old as lastHeard
        Refused, ///< the database is there but not usable for us
    };
    State state = State::Connecting;
    QString reason; ///< of Down and Refused, or what is being done while Connecting; for the user
    std::optional<Instant> lastHeard; ///< server time of the last answer
    std::optional<Instant> retryAt; ///< server time of the next attempt, of Down and Refused

    bool operator==(const DataStatus &) const = default;
};

/// Holds the status for every panel. Lives in the GUI thread; owned by app, which alone sets it.
class DataStatusSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const DataStatus &status() const { return m_status; }
    void setStatus(const DataStatus &status);

Q_SIGNALS:
    void changed();

private:
    DataStatus m_status;
};

} // namespace wuquan
