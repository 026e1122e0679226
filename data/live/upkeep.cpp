// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/upkeep.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"

using namespace Qt::StringLiterals;

namespace wuquan {

Upkeep::Upkeep(SettingsSource settings, std::chrono::milliseconds interval)
    : LatestReader(std::move(settings), Line::Kept)
    , m_timer(this)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Upkeep::wish);
    connect(this, &LatestReader::stopped, &m_timer, &QTimer::stop);
}

void Upkeep::start()
{
    if (!m_timer.isActive())
        m_timer.start();
}

QCoro::Task<> Upkeep::answer()
{
    const auto opened = co_await open();
    if (!opened || isOutdated())
        co_return; // the next time is soon
    const auto sql = postgres::namedStatement(u"upkeep"_s);
    if (!sql) {
        qCWarning(logFeed).noquote() << sql.error().message;
        m_timer.stop();
        co_return;
    }
    const auto marked = co_await connection().query(*sql);
    if (marked) {
        if (const int count = marked->value<int>().value_or(0); count > 0)
            qCInfo(logFeed) << count << "steps have become overdue";
        co_return;
    }
    if (isNotOffered(marked.error()))
        m_timer.stop();
    else
        qCInfo(logFeed).noquote() << "upkeep -" << marked.error().message;
    connection().close();
}

} // namespace wuquan
