// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changelog.h"

#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <vector>

namespace wuquan {

/// The overlap-horizon cursor over the change log (see README, decisions): every round reads all that is visible after
/// the position; the position itself moves only up to the snapshot's oldest running transaction, so that a row whose
/// transaction commits late is still found. Rows above the horizon come again and are recognised. Free of Qt and of
/// time.
class ChangeCursor {
public:
    /// Starts after a snapshot whose oldest running transaction was horizon.
    explicit ChangeCursor(std::uint64_t horizon = 0);

    /// Where the next page begins (exclusive).
    [[nodiscard]] ChangePosition pageStart() const { return m_pageStart; }
    /// Takes a page read after pageStart() in the order of positions, of at most pageLimit rows, with the horizon of
    /// the snapshot it was read in. Returns the changes not taken before. A full page means that another one is due.
    [[nodiscard]] std::vector<LoggedChange> take(
        std::span<const LoggedChange> page, std::size_t pageLimit, std::uint64_t horizon);
    /// Whether the round goes on with another page.
    [[nodiscard]] bool isInRound() const { return m_inRound; }
    /// Everything up to here has been taken for good.
    [[nodiscard]] ChangePosition position() const { return m_position; }
    /// Whether retention has dropped changes that were not taken yet.
    [[nodiscard]] bool isBehind(std::uint64_t droppedThrough) const { return m_position.xid < droppedThrough; }

private:
    static ChangePosition before(std::uint64_t horizon);

    ChangePosition m_position;
    ChangePosition m_pageStart;
    std::uint64_t m_roundHorizon = 0;
    bool m_inRound = false;
    std::set<ChangePosition> m_seenAboveHorizon;
};

} // namespace wuquan
