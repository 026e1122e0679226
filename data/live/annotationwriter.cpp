// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/annotationwriter.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

postgres::Parameters parametersOf(const AnnotationOrder &order)
{
    postgres::Parameters parameters(order.key.toByteArray(QUuid::WithoutBraces));
    if (order.kind == AnnotationOrder::Kind::Make) {
        parameters.add(std::nullopt);
        parameters.add(std::nullopt);
    } else {
        parameters.add(order.target);
        parameters.add(order.seen);
    }
    if (order.kind == AnnotationOrder::Kind::Remove)
        return parameters;
    parameters.add(int(order.draft.kind));
    parameters.add(int(order.draft.role));
    parameters.add(annotationJson(order.draft.points));
    parameters.add(order.draft.text);
    return parameters;
}

} // namespace

void AnnotationWriter::write(const AnnotationOrder &order)
{
    const bool removes = order.kind == AnnotationOrder::Kind::Remove;
    send({order.key, removes ? u"annotation_remove"_s : u"annotation_put"_s, parametersOf(order)});
}

void AnnotationWriter::tell(const QUuid &key, const Outcome &outcome)
{
    if (outcome.state != Outcome::State::Answered) {
        const bool isFull = outcome.state == Outcome::State::Failed && outcome.error.sqlState == "53400";
        const auto [state, reason] = told(outcome, tr("没有标注的权限"));
        Q_EMIT answered({key, state, {}, 0, isFull ? tr("标注已有 5000 条，请先移除一些") : reason});
        return;
    }
    const auto said = outcome.rows->value<QString>(0, 0);
    const auto id = outcome.rows->value<std::int64_t>(0, 1);
    const auto version = outcome.rows->value<std::int64_t>(0, 2);
    if (!said || !id || !version)
        Q_EMIT answered({key, RequestState::Refused, {}, 0, tr("数据库的回答读不懂")});
    else
        Q_EMIT answered(
            {key, *said == "done"_L1 ? RequestState::Done : RequestState::Conflict, AnnotationId{*id}, *version, {}});
}

} // namespace wuquan
