// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/sourcelog.h"

#include "data/postgres/statement.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::size_t pageLimit = 5000;

struct Page {
    TransactionSnapshot snapshot;
    bool onStandby = false;
    std::optional<FeedEpoch> epoch;
    std::uint64_t droppedThrough = 0;
    std::vector<LoggedChange> changes;
};

Result<Page> readPage(MirrorSource &source, const PageRequest &request)
{
    const auto sql = postgres::namedStatement(u"mirror_changes"_s);
    if (!sql)
        return std::unexpected(sql.error());
    const auto rows = source.query(*sql,
        postgres::Parameters(request.after.xid, request.after.id, std::int64_t(pageLimit), request.transactions,
            request.tailAfter.xid, request.tailAfter.id));
    if (!rows)
        return std::unexpected(rows.error());
    Page page;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        page.onStandby = row.required<bool>(1);
        const auto snapshot = TransactionSnapshot::parse(row.required<QByteArray>(0).toStdString(), !page.onStandby);
        const auto system = row.nullable<std::int64_t>(2);
        const auto timeline = row.nullable<std::int32_t>(3);
        if (system && timeline) {
            page.epoch.emplace();
            page.epoch->systemIdentifier = *system;
            page.epoch->timeline = *timeline;
            page.epoch->recovery = row.nullable<std::int64_t>(4).value_or(0);
        }
        page.droppedThrough = std::uint64_t(row.nullable<std::int64_t>(5).value_or(0));
        if (!row.problem().isEmpty() || !snapshot)
            return failure(ErrorKind::Database, u"change log: %1"_s.arg(row.problem()));
        page.snapshot = *snapshot;
        if (rows->isNull(i, 6))
            continue; // the one row that only tells the horizon
        LoggedChange change;
        change.at = {std::uint64_t(row.required<std::int64_t>(6)), row.required<std::int64_t>(7)};
        const auto entity = row.required<std::int64_t>(8);
        change.key = row.required<std::int64_t>(9);
        // What we don't know must not be lost: it makes us compare everything.
        change.entity
            = row.problem().isEmpty() && entity >= 0 && entity <= int(lastEntity) ? Entity(entity) : Entity::Everything;
        page.changes.push_back(change);
    }
    return page;
}

} // namespace

Result<SourceLog> SourceLog::open(MirrorSource &source, const std::optional<MirrorPosition> &position, bool &readAnew)
{
    // Behind every change there is: the answer is the snapshot alone.
    const ChangePosition end{std::numeric_limits<std::int64_t>::max(), 0};
    const auto present = readPage(source, {end, {}, end});
    if (!present)
        return std::unexpected(present.error());
    SourceLog log;
    log.m_epoch = present->epoch;
    log.m_onStandby = present->onStandby;
    log.m_droppedThrough = present->droppedThrough;
    readAnew = !position || position->epoch != present->epoch || position->horizon <= present->droppedThrough;
    log.m_cursor = readAnew
        ? ChangeCursor(present->snapshot)
        : ChangeCursor(ChangePosition{position->horizon - 1, std::numeric_limits<std::int64_t>::max()});
    return log;
}

Result<SourceLog::News> SourceLog::poll(MirrorSource &source)
{
    const auto page = readPage(source, m_cursor.nextPage(m_onStandby));
    if (!page)
        return std::unexpected(page.error());
    News news;
    const bool isBehind = page->droppedThrough > m_droppedThrough && m_cursor.isBehind(page->droppedThrough);
    if (page->epoch != m_epoch || page->onStandby != m_onStandby || isBehind) {
        m_epoch = page->epoch;
        m_onStandby = page->onStandby;
        m_droppedThrough = page->droppedThrough;
        m_cursor = ChangeCursor(page->snapshot);
        news.readAnew = true;
        return news;
    }
    for (const LoggedChange &change : m_cursor.take(page->changes, pageLimit, page->snapshot)) {
        if (change.entity == Entity::Everything)
            news.readAnew = true;
        else
            news.keys[change.entity].push_back(change.key);
    }
    for (auto &[entity, keys] : news.keys) {
        std::ranges::sort(keys);
        keys.erase(std::ranges::unique(keys).begin(), keys.end());
    }
    return news;
}

std::optional<MirrorPosition> SourceLog::position() const
{
    if (!m_epoch)
        return std::nullopt;
    return MirrorPosition{*m_epoch, m_cursor.position().xid + 1};
}

} // namespace wuquan
