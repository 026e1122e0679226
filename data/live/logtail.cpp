// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/logtail.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace wuquan {

void LogTail::add(std::span<const LoggedChange> lines)
{
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    if (m_lines.size() > capacity)
        m_lines.erase(m_lines.begin(), m_lines.end() - std::ptrdiff_t(capacity));
}

void LogTail::forgetThrough(std::uint64_t xid)
{
    std::erase_if(m_lines, [xid](const LoggedChange &line) { return line.at.xid <= xid; });
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> LogTail::transactions() const
{
    if (m_lines.empty())
        return std::nullopt;
    const auto [first, last]
        = std::ranges::minmax(m_lines | std::views::transform([](const LoggedChange &line) { return line.at.xid; }));
    return std::pair(first, last);
}

std::vector<LoggedChange> LogTail::missingIn(std::vector<LoggedChange> history) const
{
    std::ranges::sort(history, {}, &LoggedChange::at);
    std::map<std::pair<Entity, std::int64_t>, LoggedChange> missing;
    for (const LoggedChange &line : m_lines) {
        if (line.entity == Entity::Everything || line.entity == Entity::Attributes)
            continue;
        const auto [first, last] = std::ranges::equal_range(history, line.at, {}, &LoggedChange::at);
        // A number given twice is another change.
        const bool isThere = std::any_of(first, last, [&](const LoggedChange &there) {
            return there.entity == line.entity && there.key == line.key && there.version == line.version
                && there.operation == line.operation;
        });
        if (isThere)
            continue;
        const auto [at, added] = missing.try_emplace({line.entity, line.key}, line);
        if (!added && at->second.version <= line.version)
            at->second = line;
    }
    std::vector<LoggedChange> result;
    result.reserve(missing.size());
    for (const auto &[row, line] : missing)
        result.push_back(line);
    return result;
}

} // namespace wuquan
