// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace wuquan {

/// Whether something that died should be brought back: what dies more than three times in a row within 30 s of its
/// start is broken or meant to stay dead.
class QuickDeaths {
public:
    static constexpr int allowed = 3;
    static constexpr std::chrono::seconds quick{30};

    /// Call at each start of it.
    void began() { m_begin = std::chrono::steady_clock::now(); }
    /// Call at each death; false when it should not be brought back any more.
    [[nodiscard]] bool died()
    {
        m_count = std::chrono::steady_clock::now() - m_begin < quick ? m_count + 1 : 0;
        return m_count <= allowed;
    }

private:
    std::chrono::steady_clock::time_point m_begin;
    int m_count = 0;
};

} // namespace wuquan
