// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/store/changelog.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace wuquan {

/// The newest lines that were taken from the change log or stand behind a row of a state: after a failover those among
/// them that the new history does not hold were withdrawn. Free of Qt and of time.
class LogTail {
public:
    /// Lines kept; 50,000 are five minutes of a flood of 10,000 a minute.
    static constexpr std::size_t capacity = 50'000;

    void add(std::span<const LoggedChange> lines);
    void clear() { m_lines.clear(); }
    /// Forgets the lines of transactions up to this one: retention has dropped them, so that nothing can be said of
    /// them.
    void forgetThrough(std::uint64_t xid);
    /// Lowest and highest transaction of the lines kept; none when there are none.
    [[nodiscard]] std::optional<std::pair<std::uint64_t, std::uint64_t>> transactions() const;
    /// The lines that are not in the log of the new history, of which those in the range of transactions() are given;
    /// the last of each row only, for it stands for those before.
    [[nodiscard]] std::vector<LoggedChange> missingIn(std::vector<LoggedChange> history) const;

private:
    std::deque<LoggedChange> m_lines;
};

} // namespace wuquan
