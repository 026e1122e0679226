// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/loadbudget.h"

#include <algorithm>

namespace wuquan {

void LoadBudget::spend(Time begin, Duration took)
{
    m_spent += took;
    const auto worth = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(took) / m_share);
    m_freeAt = std::max(m_freeAt, begin) + worth;
}

double LoadBudget::load(Time now) const
{
    const std::chrono::duration<double> wall = now - m_start;
    return wall.count() > 0 ? std::chrono::duration<double>(m_spent) / wall : 0;
}

} // namespace wuquan
