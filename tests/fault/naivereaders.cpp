// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/naivereaders.h"

#include "tests/fault/workload.h"

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

namespace {

/// A number that the server tells.
Result<std::int64_t> askNumber(postgres::Session &session, const QByteArray &sql)
{
    const auto rows = session.query(sql);
    if (!rows)
        return std::unexpected(rows.error());
    return rows->value<std::int64_t>().value_or(0);
}

} // namespace

Result<void> NaiveReader::start(postgres::Session &session)
{
    const auto epoch = readEpoch(session);
    if (!epoch)
        return std::unexpected(epoch.error());
    m_epoch = *epoch;
    const auto rows = readRows(session);
    if (!rows)
        return std::unexpected(rows.error());
    const auto horizon = askNumber(session, "select pg_snapshot_xmin(pg_current_snapshot())");
    if (!horizon)
        return std::unexpected(horizon.error());
    if (auto begun = begin(session); !begun)
        return begun;
    SeenBatch state{.epoch = m_epoch, .startsAnew = true, .readAnew = true};
    state.position = ChangePosition{std::uint64_t(*horizon) - 1, std::numeric_limits<std::int64_t>::max()};
    for (const auto &[row, version] : *rows)
        state.rows.push_back({row, version});
    m_batches.push_back(std::move(state));
    return {};
}

Result<void> NaiveReader::poll(postgres::Session &session)
{
    auto lines = read(session);
    if (!lines)
        return std::unexpected(lines.error());
    if (lines->empty())
        return {};
    SeenBatch batch{.epoch = m_epoch, .log = std::move(*lines)};
    for (const LoggedChange &line : batch.log) {
        if (line.operation != Operation::Delete)
            batch.rows.push_back({{line.entity, line.key}, line.version});
    }
    m_batches.push_back(std::move(batch));
    return {};
}

Result<void> NumberReader::begin(postgres::Session &session)
{
    const auto last = askNumber(session, "select coalesce(max(id), 0) from wuquan.change_log");
    if (!last)
        return std::unexpected(last.error());
    m_last = *last;
    return {};
}

Result<std::vector<LoggedChange>> NumberReader::read(postgres::Session &session)
{
    auto lines = readLog(session, "id > $1", postgres::Parameters(m_last));
    if (!lines)
        return lines;
    for (const LoggedChange &line : *lines)
        m_last = std::max(m_last, line.at.id);
    return lines;
}

Result<void> SnapshotDifferenceReader::begin(postgres::Session &session)
{
    const auto now = session.query("select pg_current_snapshot()::text");
    if (!now)
        return std::unexpected(now.error());
    m_snapshot = now->value<QByteArray>().value_or(QByteArray());
    return {};
}

Result<std::vector<LoggedChange>> SnapshotDifferenceReader::read(postgres::Session &session)
{
    // Snapshot and lines must be of one moment.
    if (auto begun = session.run("begin isolation level repeatable read"); !begun)
        return std::unexpected(begun.error());
    const QByteArray before = m_snapshot;
    if (auto taken = begin(session); !taken)
        return std::unexpected(taken.error());
    auto lines
        = readLog(session, "not pg_visible_in_snapshot(xid, $1::text::pg_snapshot)", postgres::Parameters(before));
    if (auto ended = session.run("commit"); !ended)
        return std::unexpected(ended.error());
    return lines;
}

Result<void> EpochlessReader::begin(postgres::Session &session)
{
    const auto horizon = askNumber(session, "select pg_snapshot_xmin(pg_current_snapshot())");
    if (!horizon)
        return std::unexpected(horizon.error());
    // What has committed above the horizon is part of the state it begins with.
    const auto lines = readLog(session, "xid >= $1::text::xid8", postgres::Parameters(*horizon));
    if (!lines)
        return std::unexpected(lines.error());
    m_horizon = std::uint64_t(*horizon);
    for (const LoggedChange &line : *lines)
        m_seen.insert(line.at);
    return {};
}

Result<std::vector<LoggedChange>> EpochlessReader::read(postgres::Session &session)
{
    // The horizon first: what commits between the two statements lies above it and comes again.
    const auto horizon = askNumber(session, "select pg_snapshot_xmin(pg_current_snapshot())");
    if (!horizon)
        return std::unexpected(horizon.error());
    auto lines = readLog(session, "xid >= $1::text::xid8", postgres::Parameters(QByteArray::number(m_horizon)));
    if (!lines)
        return lines;
    std::erase_if(*lines, [this](const LoggedChange &line) { return !m_seen.insert(line.at).second; });
    m_horizon = std::max(m_horizon, std::uint64_t(*horizon));
    m_seen.erase(m_seen.begin(), m_seen.lower_bound({m_horizon, 0}));
    return lines;
}

} // namespace wuquan::fault
