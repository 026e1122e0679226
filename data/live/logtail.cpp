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
    dropOldest();
}

void LogTail::add(const LogTail &tail)
{
    m_lines.insert(m_lines.end(), tail.m_lines.begin(), tail.m_lines.end());
    dropOldest();
}

void LogTail::dropOldest()
{
    if (m_lines.size() > capacity)
        m_lines.erase(m_lines.begin(), m_lines.end() - std::ptrdiff_t(capacity));
}

void LogTail::layAhead(std::span<const LoggedChange> lines)
{
    for (const LoggedChange &line : lines) {
        // Its version is that of the row before.
        if (line.operation != Operation::Delete)
            m_ahead.insert_or_assign({line.entity, line.key, line.version}, line);
    }
}

void LogTail::show(Entity entity, std::int64_t key, std::int64_t version)
{
    const auto at = m_ahead.find({entity, key, version});
    if (at == m_ahead.end())
        return;
    m_lines.push_back(at->second);
    m_ahead.erase(at);
    dropOldest();
}

void LogTail::dropAhead(const std::function<bool(const ChangePosition &)> &isTaken)
{
    std::erase_if(m_ahead, [&](const auto &line) { return isTaken(line.second.at); });
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
