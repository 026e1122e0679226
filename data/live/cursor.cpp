// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/cursor.h"

#include <algorithm>

namespace wuquan {

ChangePosition ChangeCursor::before(std::uint64_t horizon)
{
    return {horizon > 0 ? horizon - 1 : 0, std::numeric_limits<std::int64_t>::max()};
}

ChangeCursor::ChangeCursor(std::uint64_t horizon)
    : m_position(before(horizon))
    , m_pageStart(m_position)
{
}

std::vector<LoggedChange> ChangeCursor::take(
    std::span<const LoggedChange> page, std::size_t pageLimit, std::uint64_t horizon)
{
    // A round is as good as its first snapshot: what committed during later pages is read again by the next round.
    if (!m_inRound)
        m_roundHorizon = horizon;
    std::vector<LoggedChange> fresh;
    for (const LoggedChange &change : page) {
        if (change.at.xid < m_roundHorizon) {
            if (!m_seenAboveHorizon.contains(change.at))
                fresh.push_back(change);
        } else if (m_seenAboveHorizon.insert(change.at).second) {
            fresh.push_back(change);
        }
    }
    m_inRound = page.size() >= pageLimit;
    if (m_inRound) {
        m_pageStart = page.back().at;
        return fresh;
    }
    // A short page ends the round at the horizon, not at its last row: rows that row security hides from us would
    // otherwise be scanned again for ever. The horizon never moves back within an epoch.
    m_position = std::max(m_position, before(m_roundHorizon));
    m_pageStart = m_position;
    m_seenAboveHorizon.erase(m_seenAboveHorizon.begin(), m_seenAboveHorizon.upper_bound(m_position));
    return fresh;
}

} // namespace wuquan
