// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/dispatchwriter.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace wuquan {

DispatchAnswer dispatchAnswer(const QUuid &key, const QByteArray &json)
{
    DispatchAnswer answer{.key = key, .state = RequestState::Refused};
    const QJsonObject told = QJsonDocument::fromJson(json).object();
    const QString outcome = told.value("outcome"_L1).toString();
    answer.version = told.value("version"_L1).toInteger();
    if (outcome == "done"_L1) {
        answer.state = RequestState::Done;
        answer.phone = told.value("phone"_L1).toString();
    } else if (outcome == "conflict"_L1) {
        answer.state = RequestState::Conflict;
        const QJsonObject event = told.value("event"_L1).toObject();
        answer.happened = event.value("kind"_L1).toString();
        answer.actor = event.value("actor"_L1).toString();
        const QDateTime at = QDateTime::fromString(event.value("at"_L1).toString(), Qt::ISODateWithMs);
        if (at.isValid())
            answer.at = Instant(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
    } else if (outcome == "refused"_L1) {
        answer.code = told.value("reason"_L1).toString();
    } else {
        answer.reason = DispatchWriter::tr("数据库的回答读不懂");
    }
    return answer;
}

void DispatchWriter::write(const DispatchRequest &request)
{
    const auto said = [&](QLatin1StringView name) {
        const QString words = request.detail.value(name).toString();
        return words.isEmpty() ? std::nullopt : std::optional(words);
    };
    if (request.action == caseAction::attach) {
        send({request.key, u"attach"_s,
            postgres::Parameters(request.incident, said("name"_L1), "\\x" + request.file.toHex(), said("note"_L1))});
        return;
    }
    if (request.action == caseAction::ring || request.action == caseAction::seeContact) {
        send({request.key, u"contact_of"_s,
            postgres::Parameters(request.incident, request.action == caseAction::seeContact, said("note"_L1))});
        return;
    }
    send({request.key, u"dispatch"_s,
        postgres::Parameters(request.key.toByteArray(QUuid::WithoutBraces), request.incident, request.seen,
            request.action, QJsonDocument(request.detail).toJson(QJsonDocument::Compact))});
}

void DispatchWriter::tell(const QUuid &key, const Outcome &outcome)
{
    if (outcome.state == Outcome::State::Answered) {
        Q_EMIT answered(dispatchAnswer(key, outcome.rows->value<QByteArray>(0, 0).value_or(QByteArray())));
        return;
    }
    const auto [state, reason] = told(outcome, tr("没有处置事件的权限"));
    Q_EMIT answered({.key = key, .state = state, .reason = reason});
}

} // namespace wuquan
