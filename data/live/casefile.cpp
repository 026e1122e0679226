// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/casefile.h"

#include "data/live/jsonvalue.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

CaseAction action(const QJsonObject &from)
{
    return {json::text(from, "action"_L1), json::text(from, "name"_L1), json::text(from, "name_en"_L1),
        from.value("note"_L1).toBool(), json::integer(from, "order"_L1)};
}

CaseEvent event(const QJsonObject &from)
{
    return {json::instant(from, "at"_L1).value_or(Instant()), json::text(from, "kind"_L1), json::text(from, "actor"_L1),
        json::text(from, "note"_L1), from.value("detail"_L1).toObject(), json::integer(from, "order"_L1)};
}

CaseOrder order(const QJsonObject &from)
{
    return {.id = json::integer(from, "id"_L1).value_or(0),
        .isMain = from.value("main"_L1).toBool(),
        .receiver = json::text(from, "receiver"_L1),
        .receiverEn = json::text(from, "receiver_en"_L1),
        .task = json::text(from, "task"_L1),
        .sentBy = json::text(from, "sent_by"_L1),
        .sentAt = json::instant(from, "sent"_L1).value_or(Instant()),
        .deliveredAt = json::instant(from, "delivered"_L1),
        .acceptedAt = json::instant(from, "accepted"_L1),
        .arrivedAt = json::instant(from, "arrived"_L1),
        .returnAskedAt = json::instant(from, "return_asked"_L1),
        .endedAt = json::instant(from, "ended"_L1),
        .endedAs = json::text(from, "ended_as"_L1)};
}

CaseSupervision supervision(const QJsonObject &from)
{
    return {json::integer(from, "id"_L1).value_or(0), json::text(from, "kind"_L1), json::text(from, "by"_L1),
        json::text(from, "words"_L1), json::instant(from, "at"_L1).value_or(Instant()),
        json::instant(from, "due"_L1).value_or(Instant()), json::instant(from, "answered"_L1),
        json::text(from, "answer"_L1)};
}

CaseDuplicate duplicate(const QJsonObject &from)
{
    return {IncidentId{json::integer(from, "incident"_L1).value_or(0)}, from.value("metres"_L1).toDouble(),
        from.value("minutes"_L1).toDouble()};
}

CardChoice cardChoice(const QJsonObject &from)
{
    return {.choice = int(json::integer(from, "choice"_L1).value_or(0)),
        .responder = json::id<ResponderId>(from, "responder"_L1),
        .kind = from.contains("responder"_L1) ? std::nullopt : json::id<ResponderKindId>(from, "kind"_L1)};
}

CaseAttachment attachment(const QJsonObject &from)
{
    return {.id = json::integer(from, "id"_L1).value_or(0),
        .name = json::text(from, "name"_L1),
        .bytes = json::integer(from, "bytes"_L1).value_or(0),
        .sha256 = QByteArray::fromHex(json::text(from, "sha256"_L1).toLatin1()),
        .by = json::text(from, "by"_L1),
        .at = json::instant(from, "at"_L1).value_or(Instant())};
}

QHash<ResponderId, int> handled(const QJsonArray &told)
{
    QHash<ResponderId, int> made;
    for (const QJsonValueConstRef value : told) {
        const QJsonArray pair = value.toArray();
        if (pair.at(0).isDouble() && pair.at(1).toInt() > 0)
            made.insert(ResponderId{pair.at(0).toInteger()}, pair.at(1).toInt());
    }
    return made;
}

QHash<QString, std::vector<CasePhrase>> phrases(const QJsonObject &told)
{
    QHash<QString, std::vector<CasePhrase>> made;
    for (auto at = told.begin(); at != told.end(); ++at) {
        const QJsonArray list = at.value().toArray();
        for (const QJsonValueConstRef value : list) {
            const QJsonArray words = value.toArray();
            made[at.key()].push_back(
                {words.at(0).toString().left(json::longestText), words.at(1).toString().left(json::longestText)});
        }
    }
    return made;
}

} // namespace

std::optional<CaseFile> readCaseFile(const QByteArray &json)
{
    const QJsonObject told = QJsonDocument::fromJson(json).object();
    const auto incident = json::integer(told, "incident"_L1);
    if (!incident)
        return {};
    std::vector<ResponderKindId> suited;
    const QJsonArray kinds = told.value("kinds"_L1).toArray();
    suited.reserve(std::size_t(kinds.size()));
    for (const QJsonValueConstRef kind : kinds)
        suited.push_back(ResponderKindId{ResponderKindId::Value(kind.toInt())});
    std::vector<CardChoice> card = json::list(told, "card"_L1, cardChoice);
    std::erase_if(card, [](const CardChoice &c) { return c.choice < 1 || (!c.responder && !c.kind); });
    std::ranges::stable_sort(card, {}, &CardChoice::choice);
    return CaseFile{.incident = IncidentId{*incident},
        .version = json::integer(told, "version"_L1).value_or(0),
        .role = json::text(told, "role"_L1),
        .post = json::text(told, "post"_L1),
        .actions = json::list(told, "actions"_L1, action),
        .events = json::list(told, "events"_L1, event),
        .orders = json::list(told, "orders"_L1, order),
        .supervisions = json::list(told, "supervisions"_L1, supervision),
        .duplicates = json::list(told, "duplicates"_L1, duplicate),
        .suited = std::move(suited),
        .card = std::move(card),
        .handled = handled(told.value("handled"_L1).toArray()),
        .attachments = json::list(told, "attachments"_L1, attachment),
        .attachmentLimit = json::integer(told, "attach_kb"_L1).value_or(0) * 1024,
        .phrases = phrases(told.value("phrases"_L1).toObject()),
        .contact = json::text(told, "contact"_L1)};
}

} // namespace wuquan
