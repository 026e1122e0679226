// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/roomreader.h"

#include "data/live/roomnews.h"

using namespace Qt::StringLiterals;

namespace wuquan {

void RoomReader::start()
{
    const bool wasResting = isResting();
    TimedReader::start();
    if (wasResting)
        wish();
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
    if (!isResting())
        wish();
}

QCoro::Task<> RoomReader::answer()
{
    const auto told = co_await ask(u"room_beat"_s, postgres::Parameters(m_looksAt));
    if (isOutdated())
        co_return;
    auto news = told ? readRoomNews(told->value<QByteArray>(0, 0).value_or(QByteArray())) : std::nullopt;
    if (!news) {
        Q_EMIT lost();
        co_return;
    }
    // What has no key can't be locked.
    if (!connection().usedPassword())
        news->idleMinutes = 0;
    Q_EMIT heard(std::make_shared<const RoomNews>(std::move(*news)));
}

} // namespace wuquan
