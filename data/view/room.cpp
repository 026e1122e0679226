// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/room.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace wuquan {

void RoomDesk::ask(RoomRequest request)
{
    request.key = QUuid::createUuid();
    // What was refused before has been read by whoever asks anew.
    for (const Entry &entry : std::vector(entries())) {
        if (isFinal(entry.answer.state))
            forget(entry.request.key);
    }
    add(request);
    Q_EMIT requested(request);
}

void RoomDesk::pointHere(
    std::optional<IncidentId> incident, std::optional<GeoPoint> place, double zoom, const QString &words)
{
    ask({.kind = RoomRequest::Kind::PointHere, .words = words, .incident = incident, .place = place, .zoom = zoom});
}

void RoomDesk::beginCall(const QString &words)
{
    ask({.kind = RoomRequest::Kind::BeginCall, .words = words});
}

void RoomDesk::answerCall(std::int64_t call, std::int64_t post, const QString &words)
{
    ask({.kind = RoomRequest::Kind::AnswerCall, .words = words, .call = call, .post = post});
}

void RoomDesk::endCall(std::int64_t call)
{
    ask({.kind = RoomRequest::Kind::EndCall, .call = call});
}

void RoomDesk::writeShift(const QString &words)
{
    ask({.kind = RoomRequest::Kind::WriteShift, .words = words});
}

void RoomDesk::handOver(const QString &words)
{
    ask({.kind = RoomRequest::Kind::HandOver, .words = words});
}

Room::Room(const DistrictStore &store, const Selection &selection, QObject *parent)
    : QObject(parent)
    , m_selection(selection)
    , m_desk(store)
{
    connect(&selection, &Selection::changed, this, [this] {
        const IncidentId *const incident = m_selection.as<IncidentId>();
        Q_EMIT looked(incident ? std::optional(*incident) : std::nullopt);
    });
}

QStringList Room::onlookers(IncidentId incident) const
{
    QStringList posts;
    for (const Onlooker &onlooker : m_news.onlookers) {
        if (onlooker.incident == incident && !posts.contains(onlooker.post))
            posts << onlooker.post;
    }
    return posts;
}

void Room::take(const std::shared_ptr<const RoomNews> &news)
{
    const bool isNew = !m_isHeard || *news != m_news;
    m_isHeard = true;
    m_news = *news;
    // A station that has just started is not sent to where others were minutes ago.
    const auto last = std::exchange(m_lastPointer,
        m_news.pointers.empty() ? m_lastPointer.value_or(0)
                                : std::ranges::max(m_news.pointers, {}, &RoomPointer::id).id);
    if (isNew)
        Q_EMIT changed();
    if (!last)
        return;
    for (const RoomPointer &pointer : m_news.pointers | std::views::reverse) {
        if (pointer.id > *last && !pointer.isOwn)
            Q_EMIT pointedAt(pointer);
    }
}

void Room::lose()
{
    if (!std::exchange(m_isHeard, false))
        return;
    // Who was there is not known any more; what was written down still is.
    m_news.onlookers.clear();
    Q_EMIT changed();
}

} // namespace wuquan
