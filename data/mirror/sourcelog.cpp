// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/mirror/sourcelog.h"

#include "data/postgres/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::size_t pageLimit = 5000;

struct Page {
    std::uint64_t horizon = 0;
    std::optional<FeedEpoch> epoch;
    std::uint64_t droppedThrough = 0;
    std::vector<LoggedChange> changes;
};

Result<Page> readPage(MirrorSource &source, ChangePosition from)
{
    const auto sql = postgres::namedStatement(u"mirror_changes"_s);
    if (!sql)
        return std::unexpected(sql.error());
    const auto rows = source.query(
        *sql, postgres::Parameters(QByteArray::number(quint64(from.xid)), from.id, std::int64_t(pageLimit)));
    if (!rows)
        return std::unexpected(rows.error());
    Page page;
    for (int i = 0; i < rows->rowCount(); ++i) {
        postgres::Row row = rows->row(i);
        page.horizon = std::uint64_t(row.required<std::int64_t>(0));
        const auto system = row.nullable<std::int64_t>(1);
        const auto timeline = row.nullable<std::int32_t>(2);
        if (system && timeline) {
            page.epoch.emplace();
            page.epoch->systemIdentifier = *system;
            page.epoch->timeline = *timeline;
        }
        page.droppedThrough = std::uint64_t(row.nullable<std::int64_t>(3).value_or(0));
        if (!row.problem().isEmpty())
            return failure(ErrorKind::Database, u"change log: %1"_s.arg(row.problem()));
        if (rows->isNull(i, 4))
            continue; // the one row that only tells the horizon
        LoggedChange change;
        change.at = {std::uint64_t(row.required<std::int64_t>(4)), row.required<std::int64_t>(5)};
        const auto entity = row.required<std::int64_t>(6);
        change.key = row.required<std::int64_t>(7);
        // What we don't know must not be lost: it makes us compare everything.
        change.entity = row.problem().isEmpty() && entity >= 0 && entity <= int(Entity::Attributes)
            ? Entity(entity)
            : Entity::Everything;
        page.changes.push_back(change);
    }
    return page;
}

} // namespace

Result<SourceLog> SourceLog::open(MirrorSource &source, const std::optional<MirrorPosition> &position, bool &readAnew)
{
    // Behind every change there is: the answer is the horizon alone.
    const auto present = readPage(source, {std::numeric_limits<std::uint64_t>::max(), 0});
    if (!present)
        return std::unexpected(present.error());
    SourceLog log;
    log.m_epoch = present->epoch;
    readAnew = !position || position->epoch != present->epoch;
    log.m_cursor = ChangeCursor(readAnew ? present->horizon : position->horizon);
    if (!readAnew && log.m_cursor.isBehind(present->droppedThrough)) {
        readAnew = true;
        log.m_cursor = ChangeCursor(present->horizon);
    }
    return log;
}

Result<SourceLog::News> SourceLog::poll(MirrorSource &source)
{
    const auto page = readPage(source, m_cursor.pageStart());
    if (!page)
        return std::unexpected(page.error());
    News news;
    if (page->epoch != m_epoch || m_cursor.isBehind(page->droppedThrough)) {
        m_epoch = page->epoch;
        m_cursor = ChangeCursor(page->horizon);
        news.readAnew = true;
        return news;
    }
    for (const LoggedChange &change : m_cursor.take(page->changes, pageLimit, page->horizon)) {
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
