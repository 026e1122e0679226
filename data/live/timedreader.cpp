// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/timedreader.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"

#include <utility>

namespace wuquan {

TimedReader::TimedReader(SettingsSource settings, std::chrono::milliseconds interval)
    : LatestReader(std::move(settings), Line::Kept)
    , m_timer(this)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!isRunning())
            wish();
    });
    connect(this, &LatestReader::stopped, &m_timer, &QTimer::stop);
}

void TimedReader::start()
{
    if (isResting())
        m_timer.start();
}

QCoro::Task<std::optional<postgres::ResultSet>> TimedReader::ask(QString statement, postgres::Parameters parameters)
{
    const auto opened = co_await open();
    if (!opened || isOutdated())
        co_return std::nullopt; // the next time is soon
    const auto sql = postgres::namedStatement(statement);
    if (!sql) {
        qCWarning(logFeed).noquote() << sql.error().message;
        m_timer.stop();
        co_return std::nullopt;
    }
    auto rows = co_await connection().query(*sql, std::move(parameters));
    if (rows)
        co_return isOutdated() ? std::nullopt : std::optional(std::move(*rows));
    if (isNotOffered(rows.error()))
        m_timer.stop();
    else if (!isOutdated())
        qCInfo(logFeed).noquote() << statement << "-" << rows.error().message;
    if (!isOutdated())
        connection().close();
    co_return std::nullopt;
}

} // namespace wuquan
