// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"
#include "data/domain/incident.h"
#include "data/domain/request.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QUuid>

#include <cstdint>
#include <optional>
#include <vector>

namespace wuquan {

/// What somebody decided about an incident, as wuquan.dispatch() takes it.
struct DispatchRequest {
    QUuid key;
    IncidentId incident;
    std::int64_t seen = 0; ///< its version on the screen
    QString action; ///< code of wuquan.action
    QJsonObject detail; ///< note, responder, department, co, order, into, solved, …
    QByteArray file = {}; ///< content of what is attached; its name is in the detail

    bool operator==(const DispatchRequest &) const = default;
};

/// What is done with an incident besides the steps of the closed loop, which the catalogue of actions does not have.
namespace caseAction {
inline const QString attach = QStringLiteral("attach"); ///< a file, and {name, note}
inline const QString ring = QStringLiteral("ring"); ///< the caller
inline const QString seeContact = QStringLiteral("see_contact"); ///< the caller's number, and {note}
} // namespace caseAction

/// What is known of such a request.
struct DispatchAnswer {
    QUuid key;
    RequestState state = RequestState::Sending;
    std::int64_t version = 0; ///< of Done and Conflict: what the incident has now
    QString code; ///< of Refused: the rule's own name; empty when the database refused for another reason
    QString reason; ///< of Waiting, Unknown and Refused without a code, in words
    QString happened; ///< of Conflict: kind of what was done last
    QString actor; ///< of Conflict: the post that did it
    std::optional<Instant> at; ///< of Conflict: when
    QString phone = {}; ///< of Done: the caller's number, when it was asked for

    bool operator==(const DispatchAnswer &) const = default;
};

/// Something that may be done with an incident now, by who is logged in.
struct CaseAction {
    QString action;
    QString name;
    QString nameEn;
    bool needsNote = false;
    std::optional<std::int64_t> order; ///< a co-handler's order that it is about; none: the incident itself

    bool operator==(const CaseAction &) const = default;
};

/// One line of an incident's history.
struct CaseEvent {
    Instant at;
    QString kind;
    QString actor;
    QString note;
    QJsonObject detail;
    std::optional<std::int64_t> order;

    bool operator==(const CaseEvent &) const = default;
};

/// An order to a main handler or a co-handler.
struct CaseOrder {
    std::int64_t id = 0;
    bool isMain = false;
    QString receiver;
    QString receiverEn;
    QString task;
    QString sentBy;
    Instant sentAt;
    std::optional<Instant> deliveredAt;
    std::optional<Instant> acceptedAt;
    std::optional<Instant> arrivedAt;
    std::optional<Instant> returnAskedAt;
    std::optional<Instant> endedAt;
    QString endedAs; ///< done, returned, recalled or merged; empty while it holds

    bool operator==(const CaseOrder &) const = default;
};

/// A supervision (督办) or instruction (批示).
struct CaseSupervision {
    std::int64_t id = 0;
    QString kind; ///< supervise or instruct
    QString byPost;
    QString words;
    Instant at;
    Instant dueAt;
    std::optional<Instant> answeredAt;
    QString answer;

    bool operator==(const CaseSupervision &) const = default;
};

/// An open incident that may be the same one.
struct CaseDuplicate {
    IncidentId incident;
    double metres = 0;
    double minutes = 0; ///< how much earlier it was reported

    bool operator==(const CaseDuplicate &) const = default;
};

/// A file that was put with an incident; its content is read by its key.
struct CaseAttachment {
    std::int64_t id = 0;
    QString name;
    std::int64_t bytes = 0;
    QByteArray sha256;
    QString by;
    Instant at;

    bool operator==(const CaseAttachment &) const = default;
};

/// Words that are offered where an action asks for some.
struct CasePhrase {
    QString words;
    QString wordsEn;

    bool operator==(const CasePhrase &) const = default;
};

/// Whom a run card (预案) names for an incident: one team, or any of a kind.
struct CardChoice {
    int choice = 1; ///< 1 for who is sent first
    std::optional<ResponderId> responder; ///< either this
    std::optional<ResponderKindId> kind; ///< or this

    bool operator==(const CardChoice &) const = default;
};

/// What the database tells of one incident besides its row: its history, its orders, and what may be done with it.
struct CaseFile {
    IncidentId incident;
    std::int64_t version = 0;
    QString role; ///< of who is logged in; empty: no seat
    QString post;
    std::vector<CaseAction> actions; ///< in the order of the closed loop
    std::vector<CaseEvent> events; ///< the newest first
    std::vector<CaseOrder> orders; ///< the main one first
    std::vector<CaseSupervision> supervisions; ///< the one due first ahead
    std::vector<CaseDuplicate> duplicates; ///< the nearest first
    std::vector<ResponderKindId> suited; ///< kinds that can handle its type, the first choice first
    std::vector<CardChoice> card = {}; ///< of its run card at this hour, the first choice first
    QHash<ResponderId, int> handled = {}; ///< how many of its type each team has handled in the last 90 days
    std::vector<CaseAttachment> attachments = {}; ///< the first one first
    std::int64_t attachmentLimit = 0; ///< largest file in bytes; 0: we may attach none
    QHash<QString, std::vector<CasePhrase>> phrases = {}; ///< by action
    QString contact = {}; ///< the caller's number, masked; empty: none, or not for us

    bool operator==(const CaseFile &) const = default;
};

/// Which incident's case file somebody wants.
struct CaseWish {
    std::uint64_t number = 0; ///< of the wish; an answer has the same
    IncidentId incident;

    bool operator==(const CaseWish &) const = default;
};

} // namespace wuquan
