// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/feed.h"

#include "data/core/log.h"
#include "data/live/decode.h"
#include "data/postgres/statement.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr std::size_t pageLimit = 5000;
constexpr auto figuresInterval = 10min;

std::vector<LoggedChange> decodeChanges(const postgres::ResultSet &rows)
{
    std::vector<LoggedChange> changes;
    for (int i = 0; i < rows.rowCount(); ++i) {
        if (rows.isNull(i, 6))
            continue; // the one row that only tells the horizon
        postgres::Row row = rows.row(i);
        LoggedChange change;
        change.at = {std::uint64_t(row.required<std::int64_t>(6)), row.required<std::int64_t>(7)};
        const int entity = row.required<std::int16_t>(8);
        change.key = row.required<std::int64_t>(9);
        // What we don't know must not be lost: it makes us read everything anew.
        change.entity = row.problem().isEmpty() && entity >= 0 && entity <= int(Entity::Attributes)
            ? Entity(entity)
            : Entity::Everything;
        changes.push_back(change);
    }
    return changes;
}

} // namespace

Feed::Feed(SettingsSource settings)
    : m_settings(std::move(settings))
    , m_connection(this)
    , m_pauseTimer(this)
    , m_random(std::random_device{}())
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Feed::resumePause);
}

void Feed::Pause::await_suspend(std::coroutine_handle<> handle)
{
    feed.m_paused = handle;
    feed.m_pauseTimer.start(length);
}

void Feed::resumePause()
{
    m_pauseTimer.stop();
    if (m_paused)
        std::exchange(m_paused, {}).resume();
}

void Feed::start()
{
    if (m_running)
        return;
    m_running = true;
    m_stopping = false;
    run();
}

void Feed::stop()
{
    m_stopping = true;
    if (!m_running) {
        Q_EMIT stopped();
        return;
    }
    m_connection.close();
    resumePause();
}

void Feed::retryNow()
{
    if (m_status.state == FeedStatus::State::Down || m_status.state == FeedStatus::State::Refused)
        resumePause();
}

void Feed::setStatus(const FeedStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    qCDebug(logFeed) << "state" << int(status.state) << status.reason.message;
    Q_EMIT statusChanged(status);
}

QCoro::Task<> Feed::run()
{
    auto retry = firstRetry;
    while (!m_stopping) {
        const auto began = std::chrono::steady_clock::now();
        const Result<void> ended = co_await follow();
        m_connection.close();
        if (m_stopping)
            break;
        // A connection that held for a while starts the back-off anew.
        if (std::chrono::steady_clock::now() - began > lastRetry)
            retry = firstRetry;
        // Full jitter between half and the whole, so that fifty stations don't come back in one instant.
        const auto wait = retry / 2
            + std::chrono::milliseconds(std::uniform_int_distribution<int>(0, int(retry.count() / 2))(m_random));
        const bool refused = ended.error().kind != ErrorKind::Connection;
        setStatus({refused ? FeedStatus::State::Refused : FeedStatus::State::Down, ended.error(), wait});
        qCInfo(logFeed).noquote() << "lost:" << ended.error().message << "- trying again in" << wait.count() << "ms";
        retry = std::min(retry * 2, lastRetry);
        co_await Pause{*this, wait};
    }
    m_running = false;
    Q_EMIT stopped();
}

/// Connects, reads the state and follows the changes until the connection is lost.
QCoro::Task<Result<void>> Feed::follow()
{
    const Result<postgres::Settings> settings = m_settings();
    if (!settings)
        co_return std::unexpected(settings.error());
    if (auto opened = co_await m_connection.open(*settings); !opened)
        co_return std::unexpected(opened.error());
    while (true) {
        auto at = co_await readSnapshot(
            m_connection, !m_hasState, [this](auto batch) { Q_EMIT batchRead(std::move(batch)); });
        if (!at)
            co_return std::unexpected(at.error());
        m_hasState = true;
        m_snapshotAt = *at;
        m_cursor = ChangeCursor(at->horizon);
        m_figuresDue = std::chrono::steady_clock::now() + figuresInterval;
        Q_EMIT heard(at->serverTime);
        setStatus({FeedStatus::State::Live});
        while (true) {
            auto polled = co_await poll();
            if (!polled)
                co_return std::unexpected(polled.error());
            if (*polled == Polled::Resynchronise)
                break;
            if (!m_cursor.isInRound())
                co_await Pause{*this, pollInterval};
            if (m_stopping)
                co_return failure(ErrorKind::Cancelled, {});
        }
        qCInfo(logFeed) << "reading everything anew";
    }
}

/// One page of changes.
QCoro::Task<Result<Feed::Polled>> Feed::poll()
{
    const auto sql = postgres::namedStatement(u"feed_changes"_s);
    if (!sql)
        co_return std::unexpected(sql.error());
    const ChangePosition from = m_cursor.pageStart();
    auto rows = co_await m_connection.query(
        *sql, postgres::Parameters(QByteArray::number(quint64(from.xid)), from.id, std::int64_t(pageLimit)));
    if (!rows)
        co_return std::unexpected(rows.error());
    const auto at = decodeHorizon(*rows);
    if (!at)
        co_return std::unexpected(at.error());
    // Another history, a new day (today's incidents are kept by day), or changes dropped before we read them.
    if (at->epoch != m_snapshotAt.epoch || at->day != m_snapshotAt.day || m_cursor.isBehind(at->droppedThrough))
        co_return Polled::Resynchronise;
    const std::vector<LoggedChange> page = decodeChanges(*rows);
    std::vector<LoggedChange> fresh = m_cursor.take(page, pageLimit, at->horizon);
    if (std::ranges::any_of(fresh, [](const LoggedChange &change) { return change.entity == Entity::Everything; }))
        co_return Polled::Resynchronise;
    if (auto applied = co_await applyChanges(std::move(fresh), *at); !applied)
        co_return std::unexpected(applied.error());
    Q_EMIT heard(at->serverTime);
    co_return Polled::Applied;
}

QCoro::Task<Result<void>> Feed::applyChanges(std::vector<LoggedChange> changes, FeedHorizon at)
{
    const bool figuresAreDue = std::chrono::steady_clock::now() >= m_figuresDue;
    if (changes.empty() && !figuresAreDue)
        co_return Result<void>();
    auto batch = std::make_shared<ChangeBatch>();
    batch->serverTime = at.serverTime;
    std::map<Entity, std::vector<std::int64_t>> keys;
    for (const LoggedChange &change : changes)
        keys[change.entity].push_back(change.key);
    for (auto &[entity, list] : keys) {
        std::ranges::sort(list);
        list.erase(std::ranges::unique(list).begin(), list.end());
        if (auto read = co_await readChanged(m_connection, entity, list, at.day, *batch); !read)
            co_return std::unexpected(read.error());
    }
    if (figuresAreDue) {
        if (auto read = co_await readFigures(m_connection, at, *batch); !read)
            co_return std::unexpected(read.error());
        m_figuresDue = std::chrono::steady_clock::now() + figuresInterval;
    }
    Q_EMIT batchRead(std::move(batch));
    co_return Result<void>();
}

} // namespace wuquan
