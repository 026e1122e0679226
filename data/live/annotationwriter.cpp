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
    const auto refused = [&](const QString &reason) { Q_EMIT answered({key, RequestState::Refused, {}, 0, reason}); };
    switch (outcome.state) {
    case Outcome::State::Waiting:
        Q_EMIT answered({key, RequestState::Waiting, {}, 0, outcome.error.message});
        return;
    case Outcome::State::Unknown:
        Q_EMIT answered({key, RequestState::Unknown, {}, 0, outcome.error.message});
        return;
    case Outcome::State::Withdrawn:
        refused(tr("已取消，没有发送"));
        return;
    case Outcome::State::Failed:
        refused(outcome.error.sqlState == "42501"   ? tr("没有标注的权限")
                : outcome.error.sqlState == "25006" ? tr("这台服务器只读")
                : outcome.error.sqlState == "53400" ? tr("标注已有 5000 条，请先移除一些")
                                                    : outcome.error.message);
        return;
    case Outcome::State::Answered:
        break;
    }
    const auto said = outcome.rows->value<QString>(0, 0);
    const auto id = outcome.rows->value<std::int64_t>(0, 1);
    const auto version = outcome.rows->value<std::int64_t>(0, 2);
    if (!said || !id || !version)
        refused(tr("数据库的回答读不懂"));
    else
        Q_EMIT answered(
            {key, *said == "done"_L1 ? RequestState::Done : RequestState::Conflict, AnnotationId{*id}, *version, {}});
}

} // namespace wuquan
