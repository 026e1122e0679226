// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/requestwriter.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Whether a database that says this may say something else soon: lost servers, resources, rollbacks, what an operator
/// ended.
bool isPassing(const Error &error)
{
    if (error.kind != ErrorKind::Database)
        return true;
    return std::ranges::any_of(std::array{"08"_ba, "40"_ba, "53"_ba, "55"_ba, "57"_ba, "58"_ba},
               [&](const QByteArray &classOf) { return error.sqlState.startsWith(classOf); })
        && error.sqlState != "53400";
}

} // namespace

RequestWriter::RequestWriter(SettingsSource settings, Line line)
    : SideWorker(std::move(settings), line)
    , m_pauseTimer(this)
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &RequestWriter::retryNow);
}

void RequestWriter::Pause::await_suspend(std::coroutine_handle<> handle)
{
    writer.m_paused = handle;
    writer.m_pauseTimer.start(length);
}

RequestWriter::Told RequestWriter::told(const Outcome &outcome, const QString &noRight)
{
    const Error &error = outcome.error;
    switch (outcome.state) {
    case Outcome::State::Waiting:
        return {RequestState::Waiting, error.message};
    case Outcome::State::Unknown:
        return {RequestState::Unknown, error.message};
    case Outcome::State::Withdrawn:
        return {RequestState::Refused, tr("已取消，没有发送")};
    case Outcome::State::Failed:
        if (error.sqlState == "25006")
            return {RequestState::Refused, tr("这台服务器只读")};
        return {RequestState::Refused, isNotOffered(error) ? noRight : error.message};
    case Outcome::State::Answered:
        break;
    }
    return {RequestState::Refused, tr("数据库的回答读不懂")};
}

void RequestWriter::send(const WriteRequest &request)
{
    m_queue.push_back({request});
    if (!isRunning() && !isStopping())
        run();
}

void RequestWriter::withdraw(const QUuid &key)
{
    const auto at
        = std::ranges::find(m_queue, key, [](const Queued &queued) -> const QUuid & { return queued.request.key; });
    if (at == m_queue.end() || at->wasSent)
        return;
    if (at == m_queue.begin()) {
        // A connection is opened for it, or it waits for the next try.
        at->isWithdrawn = true;
        retryNow();
        return;
    }
    m_queue.erase(at);
    tell(key, {.state = Outcome::State::Withdrawn});
}

void RequestWriter::retryNow()
{
    m_pauseTimer.stop();
    if (m_paused)
        std::exchange(m_paused, {}).resume();
}

QCoro::Task<> RequestWriter::run()
{
    begin();
    auto retry = firstRetry;
    while (!isStopping() && !m_queue.empty()) {
        const QUuid key = m_queue.front().request.key;
        const Outcome outcome = co_await ask();
        if (isStopping())
            break;
        const bool isLast = outcome.state > Outcome::State::Unknown;
        if (isLast) {
            m_queue.pop_front();
            retry = firstRetry;
        }
        tell(key, outcome);
        if (isLast)
            continue;
        connection().close();
        co_await Pause{*this, retry};
        retry = std::min(retry * 2, lastRetry);
    }
    end();
}

RequestWriter::Outcome RequestWriter::unanswered(const Error &error) const
{
    return {.state = m_queue.front().wasSent ? Outcome::State::Unknown : Outcome::State::Waiting, .error = error};
}

QCoro::Task<RequestWriter::Outcome> RequestWriter::ask()
{
    const WriteRequest request = m_queue.front().request;
    if (!m_queue.front().isWithdrawn) {
        const auto opened = co_await open();
        if (!opened)
            co_return unanswered(opened.error());
    }
    if (m_queue.front().isWithdrawn)
        co_return Outcome{.state = Outcome::State::Withdrawn};
    const auto sql = postgres::namedStatement(request.statement);
    if (!sql)
        co_return Outcome{.state = Outcome::State::Failed, .error = sql.error()};
    m_queue.front().wasSent = true;
    auto rows = co_await connection().query(*sql, request.parameters);
    if (rows)
        co_return Outcome{.state = Outcome::State::Answered, .rows = std::move(*rows)};
    qCInfo(logFeed).noquote() << request.statement << request.key.toString() << "-" << rows.error().message;
    if (isPassing(rows.error()))
        co_return unanswered(rows.error());
    co_return Outcome{.state = Outcome::State::Failed, .error = rows.error()};
}

} // namespace wuquan
