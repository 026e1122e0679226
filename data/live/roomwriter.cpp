// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/roomwriter.h"

#include "data/live/roomnews.h"

using namespace Qt::StringLiterals;

namespace wuquan {

void RoomWriter::write(const RoomRequest &request)
{
    postgres::Parameters parameters(request.key.toByteArray(QUuid::WithoutBraces));
    QString statement;
    switch (request.kind) {
    case RoomRequest::Kind::PointHere:
        statement = u"point_here"_s;
        parameters.add(request.incident);
        parameters.add(request.place ? std::optional(request.place->longitude) : std::nullopt);
        parameters.add(request.place ? std::optional(request.place->latitude) : std::nullopt);
        parameters.add(request.zoom > 0 ? std::optional(request.zoom) : std::nullopt);
        break;
    case RoomRequest::Kind::BeginCall:
        statement = u"roll_call_begin"_s;
        break;
    case RoomRequest::Kind::AnswerCall:
        statement = u"roll_call_answer"_s;
        parameters.add(request.call);
        parameters.add(request.post);
        break;
    case RoomRequest::Kind::EndCall:
        send({request.key, u"roll_call_end"_s,
            postgres::Parameters(request.key.toByteArray(QUuid::WithoutBraces), request.call)});
        return;
    case RoomRequest::Kind::WriteShift:
        statement = u"shift_note"_s;
        break;
    case RoomRequest::Kind::HandOver:
        statement = u"shift_hand_over"_s;
        break;
    }
    parameters.add(request.words);
    send({request.key, statement, parameters});
}

void RoomWriter::tell(const QUuid &key, const Outcome &outcome)
{
    if (outcome.state == Outcome::State::Answered) {
        Q_EMIT answered(roomAnswer(key, outcome.rows->value<QByteArray>(0, 0).value_or(QByteArray())));
        return;
    }
    const auto [state, reason] = told(outcome, tr("没有这样做的权限"));
    Q_EMIT answered({.key = key, .state = state, .code = {}, .reason = reason});
}

} // namespace wuquan
