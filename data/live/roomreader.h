// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/room.h"
#include "data/live/timedreader.h"

#include <memory>

namespace wuquan {

/// Tells the database every few seconds, and at once when it changes, which incident somebody looks at, and what it
/// hears of the room.
class RoomReader final : public TimedReader {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds usualInterval{3};

    explicit RoomReader(SettingsSource settings, std::chrono::milliseconds interval = usualInterval)
        : TimedReader(std::move(settings), interval)
    {
    }

public Q_SLOTS:
    void start() override;
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

    std::optional<IncidentId> m_looksAt;
};

} // namespace wuquan
