// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/room.h"
#include "data/live/latestreader.h"

#include <QTimer>

#include <chrono>
#include <memory>

namespace wuquan {

/// Tells the database every few seconds, and at once when it changes, which incident somebody looks at, and what it
/// hears of the room. Where there is no such thing, or it is not for us, it rests until the next start.
class RoomReader final : public LatestReader {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds usualInterval{3};

    explicit RoomReader(SettingsSource settings, std::chrono::milliseconds interval = usualInterval);

public Q_SLOTS:
    /// The database answers: from now on.
    void start();
    /// None: at no incident.
    void look(std::optional<wuquan::IncidentId> incident);
    /// Something was changed: its news is wanted at once.
    void askNow();

Q_SIGNALS:
    void heard(const std::shared_ptr<const wuquan::RoomNews> &news);
    /// The last news is no longer true, for all we know.
    void lost();

private:
    [[nodiscard]] QCoro::Task<> answer() override;

    QTimer m_timer;
    std::optional<IncidentId> m_looksAt;
};

} // namespace wuquan
