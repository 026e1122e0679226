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
    RoomAnswer answer{.key = key, .state = RequestState::Refused, .code = {}, .reason = outcome.error.message};
    switch (outcome.state) {
    case Outcome::State::Waiting:
        answer.state = RequestState::Waiting;
        break;
    case Outcome::State::Unknown:
        answer.state = RequestState::Unknown;
        break;
    case Outcome::State::Withdrawn:
        answer.reason = tr("已取消，没有发送");
        break;
    case Outcome::State::Failed:
        if (isNotOffered(outcome.error))
            answer.reason = outcome.error.sqlState == "25006" ? tr("这台服务器只读") : tr("没有这样做的权限");
        break;
    case Outcome::State::Answered:
        answer = roomAnswer(key, outcome.rows->value<QByteArray>(0, 0).value_or(QByteArray()));
        break;
    }
    Q_EMIT answered(answer);
}

} // namespace wuquan
