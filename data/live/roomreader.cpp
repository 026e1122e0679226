// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/roomreader.h"

#include "data/core/log.h"
#include "data/live/roomnews.h"
#include "data/postgres/statement.h"

using namespace Qt::StringLiterals;

namespace wuquan {

RoomReader::RoomReader(SettingsSource settings, std::chrono::milliseconds interval)
    : LatestReader(std::move(settings), Line::Kept)
    , m_timer(this)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        // A slow answer is waited for.
        if (!isRunning())
            wish();
    });
    connect(this, &LatestReader::stopped, &m_timer, &QTimer::stop);
}

void RoomReader::start()
{
    if (!m_timer.isActive()) {
        m_timer.start();
        wish();
    }
}

void RoomReader::look(std::optional<IncidentId> incident)
{
    if (m_looksAt == incident)
        return;
    m_looksAt = incident;
    askNow();
}

void RoomReader::askNow()
{
    if (m_timer.isActive())
        wish();
}

QCoro::Task<> RoomReader::answer()
{
    const auto opened = co_await open();
    if (isOutdated())
        co_return;
    if (!opened) {
        Q_EMIT lost();
        co_return; // the next time is soon
    }
    const auto sql = postgres::namedStatement(u"room_beat"_s);
    if (!sql) {
        qCWarning(logFeed).noquote() << sql.error().message;
        m_timer.stop();
        co_return;
    }
    const auto told = co_await connection().query(*sql, postgres::Parameters(m_looksAt));
    if (isOutdated())
        co_return;
    if (told) {
        auto news = readRoomNews(told->value<QByteArray>(0, 0).value_or(QByteArray()));
        if (!news) {
            Q_EMIT lost();
            co_return;
        }
        // What has no key can't be locked.
        if (!connection().usedPassword())
            news->idleMinutes = 0;
        Q_EMIT heard(std::make_shared<const RoomNews>(std::move(*news)));
        co_return;
    }
    if (isNotOffered(told.error()))
        m_timer.stop();
    else
        qCInfo(logFeed).noquote() << "room -" << told.error().message;
    connection().close();
    Q_EMIT lost();
}

} // namespace wuquan
