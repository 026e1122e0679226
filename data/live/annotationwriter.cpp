// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/annotationwriter.h"

#include "data/core/log.h"
#include "data/postgres/statement.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan {

using State = AnnotationAnswer::State;

namespace {

/// Whether a database that says this may say something else soon: lost servers, resources, rollbacks, what an operator
/// ended.
bool isPassing(const Error &error)
{
    if (error.kind != ErrorKind::Database)
        return true;
    return std::ranges::any_of(std::array{"08"_ba, "40"_ba, "53"_ba, "55"_ba, "57"_ba, "58"_ba},
               [&](const QByteArray &classOf) { return error.sqlState.startsWith(classOf); })
        && error.sqlState != "53400";
}

postgres::Parameters parametersOf(const AnnotationOrder &order)
{
    postgres::Parameters parameters(order.request.toByteArray(QUuid::WithoutBraces));
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

AnnotationWriter::AnnotationWriter(SettingsSource settings)
    : m_settings(std::move(settings))
    , m_pauseTimer(this)
    , m_connection(this)
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &AnnotationWriter::retryNow);
}

void AnnotationWriter::Pause::await_suspend(std::coroutine_handle<> handle)
{
    writer.m_paused = handle;
    writer.m_pauseTimer.start(length);
}

void AnnotationWriter::write(const AnnotationOrder &order)
{
    m_queue.push_back({order});
    if (!m_running && !m_stopping)
        run();
}

void AnnotationWriter::withdraw(const QUuid &request)
{
    const auto at = std::ranges::find(
        m_queue, request, [](const Queued &queued) -> const QUuid & { return queued.order.request; });
    if (at == m_queue.end() || at->wasSent)
        return;
    if (at == m_queue.begin()) {
        // A connection is opened for it, or it waits for the next try.
        at->isWithdrawn = true;
        retryNow();
        return;
    }
    m_queue.erase(at);
    Q_EMIT answered(withdrawnAnswer(request));
}

AnnotationAnswer AnnotationWriter::withdrawnAnswer(const QUuid &request)
{
    return {request, State::Refused, {}, 0, tr("已取消，没有发送")};
}

void AnnotationWriter::retryNow()
{
    m_pauseTimer.stop();
    if (m_paused)
        std::exchange(m_paused, {}).resume();
}

void AnnotationWriter::stop()
{
    m_stopping = true;
    if (!m_running) {
        Q_EMIT stopped();
        return;
    }
    m_connection.close();
    retryNow();
}

QCoro::Task<> AnnotationWriter::run()
{
    m_running = true;
    auto retry = firstRetry;
    while (!m_stopping && !m_queue.empty()) {
        const AnnotationAnswer answer = co_await ask();
        if (m_stopping)
            break;
        const bool isFinal = answer.state != State::Waiting && answer.state != State::Unknown;
        if (isFinal) {
            m_queue.pop_front();
            retry = firstRetry;
        }
        Q_EMIT answered(answer);
        if (isFinal)
            continue;
        m_connection.close();
        co_await Pause{*this, retry};
        retry = std::min(retry * 2, lastRetry);
    }
    // Stations write rarely: no connection is kept for it.
    m_connection.close();
    m_running = false;
    if (m_stopping)
        Q_EMIT stopped();
}

AnnotationAnswer AnnotationWriter::unanswered(const QString &reason) const
{
    const Queued &first = m_queue.front();
    return {first.order.request, first.wasSent ? State::Unknown : State::Waiting, {}, 0, reason};
}

QCoro::Task<AnnotationAnswer> AnnotationWriter::ask()
{
    const AnnotationOrder order = m_queue.front().order;
    const auto refused
        = [&](const QString &reason) { return AnnotationAnswer{order.request, State::Refused, {}, 0, reason}; };
    if (!m_connection.isOpen() && !m_queue.front().isWithdrawn) {
        const Result<postgres::Settings> settings = m_settings();
        if (!settings)
            co_return unanswered(settings.error().message);
        const auto opened = co_await m_connection.open(*settings);
        if (!opened)
            co_return unanswered(opened.error().message);
    }
    if (m_queue.front().isWithdrawn)
        co_return withdrawnAnswer(order.request);
    const auto sql = postgres::namedStatement(
        order.kind == AnnotationOrder::Kind::Remove ? u"annotation_remove"_s : u"annotation_put"_s);
    if (!sql)
        co_return refused(sql.error().message);
    m_queue.front().wasSent = true;
    const auto rows = co_await m_connection.query(*sql, parametersOf(order));
    if (!rows) {
        qCInfo(logFeed).noquote() << "annotation" << order.request.toString() << "-" << rows.error().message;
        if (isPassing(rows.error()))
            co_return unanswered(rows.error().message);
        if (rows.error().sqlState == "42501")
            co_return refused(tr("没有标注的权限"));
        if (rows.error().sqlState == "25006")
            co_return refused(tr("这台服务器只读"));
        if (rows.error().sqlState == "53400")
            co_return refused(tr("标注已有 5000 条，请先移除一些"));
        co_return refused(rows.error().message);
    }
    const auto outcome = rows->value<QString>(0, 0);
    const auto id = rows->value<std::int64_t>(0, 1);
    const auto version = rows->value<std::int64_t>(0, 2);
    if (!outcome || !id || !version)
        co_return refused(tr("数据库的回答读不懂"));
    co_return AnnotationAnswer{
        order.request, *outcome == "done"_L1 ? State::Done : State::Conflict, AnnotationId{*id}, *version, {}};
}

} // namespace wuquan
