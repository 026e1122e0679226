// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/cursor.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <utility>

namespace wuquan {

namespace {

ChangePosition before(std::uint64_t xid)
{
    return {xid > 0 ? xid - 1 : 0, std::numeric_limits<std::int64_t>::max()};
}

std::optional<std::uint64_t> takeNumber(std::string_view &text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    return number;
}

bool takeMark(std::string_view &text, char mark)
{
    if (!text.starts_with(mark))
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

std::optional<TransactionSnapshot> TransactionSnapshot::parse(std::string_view text, bool isExact)
{
    TransactionSnapshot snapshot;
    const auto xmin = takeNumber(text);
    if (!xmin || !takeMark(text, ':'))
        return std::nullopt;
    const auto xmax = takeNumber(text);
    if (!xmax || *xmax < *xmin || !takeMark(text, ':'))
        return std::nullopt;
    snapshot.xmin = *xmin;
    snapshot.xmax = *xmax;
    snapshot.isExact = isExact;
    while (!text.empty()) {
        const auto running = takeNumber(text);
        if (!running || (!text.empty() && !takeMark(text, ',')))
            return std::nullopt;
        snapshot.running.push_back(*running);
    }
    std::ranges::sort(snapshot.running);
    return snapshot;
}

bool TransactionSnapshot::sees(std::uint64_t xid) const
{
    return xid < xmin || (xid < xmax && !std::ranges::binary_search(running, xid));
}

ChangeCursor::ChangeCursor(TransactionSnapshot taken)
    : m_taken(std::move(taken))
{
    // What a standby says of transactions between the two can't be relied on.
    if (!m_taken.isExact)
        m_taken = {m_taken.xmin, m_taken.xmin, {}};
}

ChangeCursor::ChangeCursor(ChangePosition position)
    : m_taken{position.xid + 1, position.xid + 1, {}}
{
}

ChangePosition ChangeCursor::position() const
{
    return before(m_taken.xmin);
}

bool ChangeCursor::hasTaken(const ChangePosition &at) const
{
    if (const auto partly = m_partly.find(at.xid); partly != m_partly.end())
        return at.id <= partly->second;
    return m_taken.sees(at.xid) || std::ranges::binary_search(m_seen, at.xid);
}

PageRequest ChangeCursor::nextPage(bool onStandby) const
{
    const ChangePosition after = m_inRound ? m_pageStart : position();
    if (onStandby)
        return {after, {}, after};
    return {after, m_taken.running, std::max(after, before(m_taken.xmax))};
}

std::vector<LoggedChange> ChangeCursor::take(
    std::span<const LoggedChange> page, std::size_t pageLimit, const TransactionSnapshot &snapshot)
{
    if (!m_inRound)
        m_round = snapshot;
    m_round.xmin = std::min(m_round.xmin, snapshot.xmin);
    std::vector<LoggedChange> fresh;
    for (const LoggedChange &change : page) {
        const std::uint64_t xid = change.at.xid;
        // What committed during later pages may have rows behind us already: it waits for the next round.
        if (m_round.isExact && !m_round.sees(xid))
            continue;
        if (m_seenInRound.empty() || m_seenInRound.back() != xid)
            m_seenInRound.push_back(xid);
        if (!hasTaken(change.at))
            fresh.push_back(change);
    }
    m_inRound = page.size() >= pageLimit;
    if (m_inRound)
        m_pageStart = page.back().at;
    else
        endRound();
    return fresh;
}

/// Adds to what was seen what this round has gone through.
void ChangeCursor::noteSeen()
{
    std::erase_if(
        m_partly, [this](const auto &partly) { return std::ranges::binary_search(m_seenInRound, partly.first); });
    std::vector<std::uint64_t> seen;
    seen.reserve(m_seen.size() + m_seenInRound.size());
    std::ranges::set_union(m_seen, m_seenInRound, std::back_inserter(seen));
    std::erase_if(seen, [this](std::uint64_t xid) { return m_taken.sees(xid); });
    m_seen = std::move(seen);
    m_seenInRound.clear();
    m_round = {};
    m_inRound = false;
}

void ChangeCursor::interrupt()
{
    if (!m_inRound)
        return;
    // The page may have ended within a transaction.
    if (!m_seenInRound.empty() && m_seenInRound.back() == m_pageStart.xid) {
        m_seenInRound.pop_back();
        std::int64_t &upTo = m_partly[m_pageStart.xid];
        upTo = std::max(upTo, m_pageStart.id);
    }
    noteSeen();
}

// A short page ends the round at the horizon, not at its last row: rows that row security hides from us would otherwise
// be scanned again for ever.
void ChangeCursor::endRound()
{
    if (m_round.isExact) {
        m_taken = std::move(m_round);
    } else {
        // A standby that lags behind another one we read from says nothing new.
        m_taken.xmin = std::max(m_taken.xmin, m_round.xmin);
        m_taken.xmax = std::max(m_taken.xmax, m_taken.xmin);
        std::erase_if(m_taken.running, [this](std::uint64_t xid) { return xid < m_taken.xmin; });
    }
    noteSeen();
}

} // namespace wuquan
