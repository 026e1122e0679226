// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changelog.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace wuquan {

/// The newest lines of the change log that were given out, or of which a row was: after a failover those among them
/// that the new history does not hold were withdrawn. Free of Qt and of time.
///
/// A row can be given out before its line: with a state, of whose lines only the newest are read, and with a page that
/// is not the last of its round. The lines that such rows may come from are laid ahead and count once a row is shown.
class LogTail {
public:
    /// Lines kept; 50,000 are five minutes of a flood of 10,000 a minute.
    static constexpr std::size_t capacity = 50'000;

    void add(std::span<const LoggedChange> lines);
    void add(const LogTail &tail);
    /// Lines that rows which are given out from now on may come from.
    void layAhead(std::span<const LoggedChange> lines);
    [[nodiscard]] bool hasAhead() const { return !m_ahead.empty(); }
    /// A row was given out: the line ahead that made it what it is counts from now on.
    void show(Entity entity, std::int64_t key, std::int64_t version);
    /// Forgets the lines ahead that have been taken meanwhile.
    void dropAhead(const std::function<bool(const ChangePosition &)> &isTaken);
    /// Forgets the lines of transactions up to this one: retention has dropped them, so that nothing can be said of
    /// them.
    void forgetThrough(std::uint64_t xid);
    /// Lowest and highest transaction of the lines kept; none when there are none.
    [[nodiscard]] std::optional<std::pair<std::uint64_t, std::uint64_t>> transactions() const;
    /// The lines that are not in the log of the new history, of which those in the range of transactions() are given;
    /// the last of each row only, for it stands for those before.
    [[nodiscard]] std::vector<LoggedChange> missingIn(std::vector<LoggedChange> history) const;

private:
    using RowVersion = std::tuple<Entity, std::int64_t, std::int64_t>;

    void dropOldest();

    std::deque<LoggedChange> m_lines;
    std::map<RowVersion, LoggedChange> m_ahead;
};

} // namespace wuquan
