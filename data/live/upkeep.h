// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/live/timedreader.h"

namespace wuquan {

/// Has the database do, twice a minute, what time brings: overdue steps, who is on duty, where somebody is missing,
/// what is kept no longer. Any station may ask for it, and the database lets one at a time do something.
class Upkeep final : public TimedReader {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds usualInterval{30};

    explicit Upkeep(SettingsSource settings, std::chrono::milliseconds interval = usualInterval)
        : TimedReader(std::move(settings), interval)
    {
    }

private:
    [[nodiscard]] QCoro::Task<> answer() override;
};

} // namespace wuquan
