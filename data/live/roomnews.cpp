// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/roomnews.h"

#include "data/live/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

Onlooker onlooker(const QJsonObject &from)
{
    return {json::id<IncidentId>(from, "incident"_L1).value_or(IncidentId{}), json::text(from, "post"_L1)};
}

RoomPointer pointer(const QJsonObject &from)
{
    RoomPointer made{.id = json::integer(from, "id"_L1).value_or(0),
        .by = json::text(from, "by"_L1),
        .at = json::instant(from, "at"_L1).value_or(Instant()),
        .incident = json::id<IncidentId>(from, "incident"_L1),
        .place = {},
        .zoom = from.value("zoom"_L1).toDouble(),
        .words = json::text(from, "words"_L1),
        .isOwn = from.value("own"_L1).toBool()};
    const QJsonValue longitude = from.value("longitude"_L1), latitude = from.value("latitude"_L1);
    if (longitude.isDouble() && latitude.isDouble())
        made.place = GeoPoint{longitude.toDouble(), latitude.toDouble()};
    return made;
}

CalledPost calledPost(const QJsonObject &from)
{
    return {.id = json::integer(from, "id"_L1).value_or(0),
        .tier = from.value("tier"_L1).toInt(),
        .name = json::text(from, "name"_L1),
        .nameEn = json::text(from, "name_en"_L1),
        .answeredAt = json::instant(from, "answered"_L1),
        .by = json::text(from, "by"_L1),
        .words = json::text(from, "words"_L1),
        .isMine = from.value("mine"_L1).toBool()};
}

ShiftLine shiftLine(const QJsonObject &from)
{
    return {
        json::instant(from, "at"_L1).value_or(Instant()), json::text(from, "post"_L1), json::text(from, "words"_L1)};
}

std::optional<RollCall> rollCall(const QJsonValue &told)
{
    if (!told.isObject())
        return {};
    const QJsonObject from = told.toObject();
    return RollCall{.id = json::integer(from, "id"_L1).value_or(0),
        .at = json::instant(from, "at"_L1).value_or(Instant()),
        .by = json::text(from, "by"_L1),
        .words = json::text(from, "words"_L1),
        .isOpen = from.value("open"_L1).toBool(),
        .posts = json::list(from, "posts"_L1, calledPost)};
}

std::optional<RoomShift> shift(const QJsonValue &told)
{
    if (!told.isObject())
        return {};
    const QJsonObject from = told.toObject();
    RoomShift made{.id = json::integer(from, "id"_L1).value_or(0),
        .openedAt = json::instant(from, "opened"_L1),
        .by = json::text(from, "by"_L1),
        .lines = json::list(from, "entries"_L1, shiftLine),
        .last = {}};
    if (const QJsonValue last = from.value("last"_L1); last.isObject()) {
        const QJsonObject closed = last.toObject();
        const QJsonObject counted = closed.value("summary"_L1).toObject();
        made.last = ClosedShift{.at = json::instant(closed, "closed"_L1).value_or(Instant()),
            .by = json::text(closed, "by"_L1),
            .words = json::text(closed, "words"_L1),
            .open = counted.value("open"_L1).toInt(),
            .overdue = counted.value("overdue"_L1).toInt(),
            .released = counted.value("released"_L1).toInt()};
    }
    return made;
}

std::optional<VoidAlert::Kind> voidKind(const QString &code)
{
    if (code == "grid"_L1)
        return VoidAlert::Kind::Grid;
    if (code == "patrol"_L1)
        return VoidAlert::Kind::Patrol;
    if (code == "devices"_L1)
        return VoidAlert::Kind::Devices;
    return {};
}

std::vector<VoidAlert> voids(const QJsonArray &told)
{
    std::vector<VoidAlert> made;
    for (const QJsonValueConstRef value : told) {
        const QJsonObject from = value.toObject();
        // One of a kind that a newer database has is not ours to explain.
        if (const auto kind = voidKind(json::text(from, "kind"_L1)))
            made.push_back({.id = json::integer(from, "id"_L1).value_or(0),
                .kind = *kind,
                .area = json::id<AreaId>(from, "area"_L1),
                .responder = json::id<ResponderId>(from, "responder"_L1),
                .deviceKind = json::id<DeviceKindId>(from, "device_kind"_L1),
                .since = json::instant(from, "since"_L1).value_or(Instant()),
                .n = from.value("n"_L1).toInt(),
                .of = from.value("of"_L1).toInt()});
    }
    return made;
}

} // namespace

std::optional<RoomNews> readRoomNews(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return {};
    const QJsonObject told = document.object();
    return RoomNews{.role = json::text(told, "role"_L1),
        .post = json::text(told, "post"_L1),
        .idleMinutes = std::max(0, told.value("idle_minutes"_L1).toInt()),
        .onlookers = json::list(told, "looking"_L1, onlooker),
        .pointers = json::list(told, "pointers"_L1, pointer),
        .call = rollCall(told.value("call"_L1)),
        .shift = shift(told.value("shift"_L1)),
        .voids = voids(told.value("voids"_L1).toArray())};
}

RoomAnswer roomAnswer(const QUuid &key, const QByteArray &json)
{
    const QJsonObject told = QJsonDocument::fromJson(json).object();
    const QString outcome = told.value("outcome"_L1).toString();
    if (outcome == "done"_L1)
        return {key, RequestState::Done, {}, {}};
    if (outcome == "refused"_L1)
        return {key, RequestState::Refused, json::text(told, "reason"_L1), {}};
    return {key, RequestState::Refused, {}, QCoreApplication::translate("RoomNews", "数据库的回答读不懂")};
}

} // namespace wuquan
