// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/casefile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype longestText = 1024; ///< as the database keeps them

QString textOf(const QJsonObject &from, QLatin1StringView key)
{
    return from.value(key).toString().left(longestText);
}

std::optional<Instant> instantOf(const QJsonObject &from, QLatin1StringView key)
{
    const QJsonValue value = from.value(key);
    return value.isDouble() ? std::optional(Instant(std::chrono::milliseconds(value.toInteger()))) : std::nullopt;
}

std::optional<std::int64_t> keyOf(const QJsonObject &from, QLatin1StringView key)
{
    const QJsonValue value = from.value(key);
    return value.isDouble() ? std::optional(std::int64_t(value.toInteger())) : std::nullopt;
}

CaseAction action(const QJsonObject &from)
{
    return {textOf(from, "action"_L1), textOf(from, "name"_L1), textOf(from, "name_en"_L1),
        from.value("note"_L1).toBool(), keyOf(from, "order"_L1)};
}

CaseEvent event(const QJsonObject &from)
{
    return {instantOf(from, "at"_L1).value_or(Instant()), textOf(from, "kind"_L1), textOf(from, "actor"_L1),
        textOf(from, "note"_L1), from.value("detail"_L1).toObject(), keyOf(from, "order"_L1)};
}

CaseOrder order(const QJsonObject &from)
{
    return {.id = keyOf(from, "id"_L1).value_or(0),
        .isMain = from.value("main"_L1).toBool(),
        .receiver = textOf(from, "receiver"_L1),
        .receiverEn = textOf(from, "receiver_en"_L1),
        .task = textOf(from, "task"_L1),
        .sentBy = textOf(from, "sent_by"_L1),
        .sentAt = instantOf(from, "sent"_L1).value_or(Instant()),
        .deliveredAt = instantOf(from, "delivered"_L1),
        .acceptedAt = instantOf(from, "accepted"_L1),
        .arrivedAt = instantOf(from, "arrived"_L1),
        .returnAskedAt = instantOf(from, "return_asked"_L1),
        .endedAt = instantOf(from, "ended"_L1),
        .endedAs = textOf(from, "ended_as"_L1)};
}

CaseSupervision supervision(const QJsonObject &from)
{
    return {keyOf(from, "id"_L1).value_or(0), textOf(from, "kind"_L1), textOf(from, "by"_L1), textOf(from, "words"_L1),
        instantOf(from, "at"_L1).value_or(Instant()), instantOf(from, "due"_L1).value_or(Instant()),
        instantOf(from, "answered"_L1), textOf(from, "answer"_L1)};
}

CaseDuplicate duplicate(const QJsonObject &from)
{
    return {IncidentId{keyOf(from, "incident"_L1).value_or(0)}, from.value("metres"_L1).toDouble(),
        from.value("minutes"_L1).toDouble()};
}

template <class T>
std::vector<T> listOf(const QJsonObject &from, QLatin1StringView key, T (*read)(const QJsonObject &))
{
    std::vector<T> made;
    const QJsonArray list = from.value(key).toArray();
    made.reserve(std::size_t(list.size()));
    for (const QJsonValueConstRef value : list)
        made.push_back(read(value.toObject()));
    return made;
}

} // namespace

std::optional<CaseFile> readCaseFile(const QByteArray &json)
{
    const QJsonObject told = QJsonDocument::fromJson(json).object();
    const auto incident = keyOf(told, "incident"_L1);
    if (!incident)
        return {};
    std::vector<ResponderKindId> suited;
    const QJsonArray kinds = told.value("kinds"_L1).toArray();
    suited.reserve(std::size_t(kinds.size()));
    for (const QJsonValueConstRef kind : kinds)
        suited.push_back(ResponderKindId{ResponderKindId::Value(kind.toInt())});
    return CaseFile{.incident = IncidentId{*incident},
        .version = keyOf(told, "version"_L1).value_or(0),
        .role = textOf(told, "role"_L1),
        .post = textOf(told, "post"_L1),
        .actions = listOf(told, "actions"_L1, action),
        .events = listOf(told, "events"_L1, event),
        .orders = listOf(told, "orders"_L1, order),
        .supervisions = listOf(told, "supervisions"_L1, supervision),
        .duplicates = listOf(told, "duplicates"_L1, duplicate),
        .suited = std::move(suited)};
}

} // namespace wuquan
