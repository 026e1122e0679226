// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the feed that reads the state anew and finds what another history has withdrawn.
#include "data/core/log.h"
#include "data/live/decode.h"
#include "data/live/feed.h"
#include "data/postgres/statement.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

/// Reads the whole state: all of it is given out the first time, later what differs from what was given out before.
QCoro::Task<Result<void>> Feed::resynchronise()
{
    KnownRows present;
    std::vector<LoggedChange> newest;
    std::optional<Instant> serverTime;
    bool isFirst = true;
    bool startsAnew = !m_hasState;
    const auto sink = [&](const FeedHorizon &at, ChangeBatch part) {
        if (std::exchange(isFirst, false)) {
            // Another cluster is not a successor of the one before: nothing of that holds.
            startsAnew = startsAnew || (at.epoch && m_epoch && at.epoch->systemIdentifier != m_epoch->systemIdentifier);
            part.startsAnew = startsAnew;
            if (startsAnew) {
                m_hasState = false;
                m_overruled.reset();
                m_tail = {};
            } else if (m_overruled || at.epoch != m_epoch) {
                if (!m_overruled)
                    m_overruled.emplace(m_known, LogTail());
                m_overruled->lines.add(std::exchange(m_tail, {}));
                m_epoch = at.epoch;
                m_hasMetEpoch = true;
            }
            m_tail.layAhead(newest);
            serverTime = at.serverTime;
            qCInfo(logFeed) << (startsAnew ? "reading the state"
                    : m_overruled          ? "another history: reading the state anew"
                                           : "reading the state anew");
        }
        // Only what differs from what was given out before is asked for.
        if (!startsAnew)
            present.note(part);
        part.overrules = m_overruled.has_value();
        if (!startsAnew && !m_overruled) {
            showLines(part);
            m_known.dropHeld(part);
        }
        giveOut(std::move(part));
    };
    const auto at = co_await readSnapshot(m_connection, m_hasAnnotations, sink, newest);
    if (!at)
        co_return std::unexpected(at.error());
    ChangeBatch last;
    last.serverTime = at->serverTime;
    last.complete = true;
    if (m_overruled) {
        if (auto found = co_await findWithdrawn(at->droppedThrough, *m_overruled, present, last); !found)
            co_return found;
    }
    if (!startsAnew)
        m_known.removeAllBut(present, last);
    m_overruled.reset();
    m_hasState = true;
    m_epoch = at->epoch;
    m_day = at->day;
    m_droppedThrough = at->droppedThrough;
    m_at = *at;
    m_hasMetEpoch = true;
    m_cursor = ChangeCursor(at->transactions);
    m_tail.dropAhead([this](const ChangePosition &line) { return m_cursor.hasTaken(line); });
    m_catalogueDue = false;
    m_figuresDue = std::chrono::steady_clock::now() + figuresInterval;
    if (m_epoch)
        last.position = FeedPosition{*m_epoch, m_cursor.position()};
    giveOut(std::move(last));
    co_return Result<void>();
}

/// The changes we gave out that this history does not hold: lines of the change log, and rows that came with a state.
QCoro::Task<Result<void>> Feed::findWithdrawn(
    std::uint64_t droppedThrough, const Overruled &overruled, const KnownRows &present, ChangeBatch &into)
{
    LogTail tail = overruled.lines;
    tail.forgetThrough(droppedThrough);
    std::vector<LoggedChange> missing;
    if (const auto range = tail.transactions()) {
        const auto sql = postgres::namedStatement(u"log_lines"_s);
        if (!sql)
            co_return std::unexpected(sql.error());
        const auto lines = co_await m_connection.query(*sql,
            postgres::Parameters(
                QByteArray::number(quint64(range->first)), QByteArray::number(quint64(range->second))));
        if (!lines)
            co_return std::unexpected(lines.error());
        missing = tail.missingIn(decodeChanges(*lines, 0));
    }
    for (const Entity entity :
        {Entity::Area, Entity::Place, Entity::Device, Entity::Responder, Entity::Incident, Entity::Annotation}) {
        if (entity == Entity::Annotation && !m_hasAnnotations)
            continue;
        std::map<std::int64_t, std::int64_t> shown; // key, version
        for (const LoggedChange &line : missing) {
            if (line.entity == entity)
                shown[line.key] = line.version;
        }
        const std::map<std::int64_t, std::int64_t> certain = shown;
        for (const auto &[key, version] : overruled.rows.newerThan(present, entity))
            shown.try_emplace(key, version);
        if (shown.empty())
            continue;
        const QString versions = entity == Entity::Annotation ? u"annotation_versions"_s : u"row_versions"_s;
        auto now = co_await readKeyed(versions, entity, shown);
        if (!now)
            co_return std::unexpected(now.error());
        const auto deleted = co_await readKeyed(u"rows_deleted"_s, entity, shown);
        if (!deleted)
            co_return std::unexpected(deleted.error());
        for (const auto &[key, version] : shown) {
            const std::int64_t there = (*now)[key];
            // What came with a state has no line to look for: it is there, newer, or was deleted.
            if (certain.contains(key) || (there < version && !deleted->contains(key)))
                into.withdrawn.push_back({entity, key, version, there});
        }
    }
    if (!into.withdrawn.empty())
        qCWarning(logFeed) << "changes withdrawn by the other history:" << into.withdrawn.size();
    co_return Result<void>();
}

/// A statement over the keys of one kind: its first column, and the second where there is one.
QCoro::Task<Result<std::map<std::int64_t, std::int64_t>>> Feed::readKeyed(
    QString statement, Entity entity, std::map<std::int64_t, std::int64_t> keys)
{
    const auto sql = postgres::namedStatement(statement);
    if (!sql)
        co_return std::unexpected(sql.error());
    std::vector<std::int64_t> list;
    list.reserve(keys.size());
    for (const auto &[key, version] : keys)
        list.push_back(key);
    const auto rows = co_await m_connection.query(*sql, postgres::Parameters(int(entity), list));
    if (!rows)
        co_return std::unexpected(rows.error());
    std::map<std::int64_t, std::int64_t> found;
    for (int i = 0; i < rows->rowCount(); ++i)
        found[rows->value<std::int64_t>(i, 0).value_or(0)] = rows->value<std::int64_t>(i, 1).value_or(0);
    co_return found;
}

} // namespace wuquan
