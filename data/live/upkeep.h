// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/latestreader.h"

#include <QTimer>

#include <chrono>

namespace wuquan {

/// Has the database do, twice a minute, what time brings: overdue steps, who is on duty, where somebody is missing,
/// what is kept no longer. Any station may ask for it, and the database lets one at a time do something. Where there is
/// no such thing, or it is not for us, it rests until the next start.
class Upkeep final : public LatestReader {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds usualInterval{30};

    explicit Upkeep(SettingsSource settings, std::chrono::milliseconds interval = usualInterval);

public Q_SLOTS:
    /// The database answers: from now on.
    void start();

private:
    [[nodiscard]] QCoro::Task<> answer() override;

    QTimer m_timer;
};

} // namespace wuquan
