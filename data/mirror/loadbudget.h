// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace wuquan {

/// How much of one core of another's server we may take: time spent in our statements ÷ wall time. What a long
/// statement overdraws is waited off before the next one; what is not used is not saved up, so the share holds over any
/// stretch of time, but for one statement. Times are handed in; free of Qt.
class LoadBudget {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    /// share: above 0, at most 1.
    LoadBudget(double share, Time start)
        : m_share(share)
        , m_start(start)
        , m_freeAt(start)
    {
    }

    /// Notes a statement that began at begin and took so long.
    void spend(Time begin, Duration took);
    /// When the next statement may begin.
    [[nodiscard]] Time freeAt() const { return m_freeAt; }
    [[nodiscard]] double share() const { return m_share; }
    /// Time spent in statements so far.
    [[nodiscard]] Duration spent() const { return m_spent; }
    /// Time spent ÷ wall time since the start; 0 at the start.
    [[nodiscard]] double load(Time now) const;

private:
    double m_share;
    Time m_start;
    Time m_freeAt;
    Duration m_spent{};
};

} // namespace wuquan
