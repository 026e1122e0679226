// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changelog.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wuquan {

/// Which transactions a statement saw as finished: what pg_current_snapshot() says.
struct TransactionSnapshot {
    std::uint64_t xmin = 0; ///< everything below has finished
    std::uint64_t xmax = 0; ///< nothing from here on has
    std::vector<std::uint64_t> running; ///< those between that had not, ascending
    /// Whether running is the whole list. On a standby it is empty whatever runs on the primary.
    bool isExact = true;

    /// Reads "xmin:xmax:running,…"; none when the text is something else.
    [[nodiscard]] static std::optional<TransactionSnapshot> parse(std::string_view text, bool isExact);
    [[nodiscard]] bool sees(std::uint64_t xid) const;

    bool operator==(const TransactionSnapshot &) const = default;
};

/// What a page of the change log is asked for: the changes of the transactions named that lie behind one position, and
/// all that lie behind another, in the order of positions.
struct PageRequest {
    ChangePosition after;
    std::vector<std::uint64_t> transactions;
    ChangePosition tailAfter;
};

/// The overlap-horizon cursor over the change log (see README, decisions). A round is one or more pages and gives out
/// each change once:
///
/// On a primary the changes of a round are exactly those of transactions that its first snapshot sees as finished and
/// the round before did not, so nothing above the horizon is read twice, however long a writer stays open. On a standby
/// the list of running transactions can't be known: there all that is visible above the horizon is read again, and
/// transactions already given out are recognised by number; all rows of a transaction become visible together.
///
/// It may go on over another connection, in the same epoch, after interrupt(). Free of Qt and of time.
class ChangeCursor {
public:
    ChangeCursor() = default;
    /// Starts after a state that was read in this snapshot.
    explicit ChangeCursor(TransactionSnapshot taken);
    /// Goes on from a position kept on disk: what lies above it comes again.
    explicit ChangeCursor(ChangePosition position);

    /// What to ask for next; standby says whom.
    [[nodiscard]] PageRequest nextPage(bool onStandby) const;
    /// Takes the answer, of at most pageLimit rows, and the snapshot it was read in. Returns the changes not given out
    /// before. A full page means that another one is due.
    [[nodiscard]] std::vector<LoggedChange> take(
        std::span<const LoggedChange> page, std::size_t pageLimit, const TransactionSnapshot &snapshot);
    /// Whether the round goes on with another page.
    [[nodiscard]] bool isInRound() const { return m_inRound; }
    /// Ends a round that can't be finished where it was begun: the next server may know less than this one.
    void interrupt();
    /// Everything up to here has been given out for good.
    [[nodiscard]] ChangePosition position() const;
    /// Whether retention has dropped changes that may not have been taken.
    [[nodiscard]] bool isBehind(std::uint64_t droppedThrough) const { return position().xid < droppedThrough; }
    /// Transactions above the horizon that will be read again: 0 on a primary.
    [[nodiscard]] std::size_t tail() const { return m_seen.size(); }

    /// Whether the change at this position has been given out, in a round that has ended or was interrupted.
    [[nodiscard]] bool hasTaken(const ChangePosition &at) const;

private:
    void noteSeen();
    void endRound();

    TransactionSnapshot m_taken; ///< what it sees has been given out
    std::vector<std::uint64_t> m_seen; ///< given out besides, ascending
    bool m_inRound = false;
    TransactionSnapshot m_round; ///< of the first page; xmin is the lowest of all pages
    std::vector<std::uint64_t> m_seenInRound;
    ChangePosition m_pageStart;
    std::map<std::uint64_t, std::int64_t> m_partly; ///< transactions given out up to this id only
};

} // namespace wuquan
