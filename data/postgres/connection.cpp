// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"

#include "data/postgres/notice.h"

#include <libpq-fe.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

void Connection::Close::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Connection::Connection(QObject *parent)
    : QObject(parent)
    , m_silence(this) // so that it moves to the data thread with us
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceLimit);
    connect(&m_silence, &QTimer::timeout, this, [this] { resume(Waited::Silent); });
}

Connection::~Connection()
{
    Q_ASSERT(!m_waiting);
}

void Connection::SocketWait::await_suspend(std::coroutine_handle<> handle)
{
    Q_ASSERT(!connection.m_waiting);
    connection.m_waiting = handle;
    connection.m_answer = &result;
    connection.m_read->setEnabled(forRead);
    connection.m_write->setEnabled(forWrite);
    connection.m_silence.start();
}

void Connection::resume(Waited waited)
{
    if (!m_waiting)
        return;
    if (m_read) {
        m_read->setEnabled(false);
        m_write->setEnabled(false);
    }
    m_silence.stop();
    *std::exchange(m_answer, nullptr) = waited;
    std::exchange(m_waiting, {}).resume();
}

// libpq may change the socket between two polls, even under the same number; the notifiers must be made anew.
// They may be the ones whose signal we are in, so they are deleted later.
void Connection::watchSocket()
{
    const auto make = [this](std::unique_ptr<QSocketNotifier> &notifier, QSocketNotifier::Type type) {
        if (QSocketNotifier *old = notifier.release()) {
            old->setEnabled(false);
            old->deleteLater();
        }
        if (!m_connection || PQsocket(m_connection.get()) < 0)
            return;
        notifier = std::make_unique<QSocketNotifier>(type);
        notifier->setSocket(PQsocket(m_connection.get()));
        connect(notifier.get(), &QSocketNotifier::activated, this, [this] { resume(Waited::Ready); });
    };
    make(m_read, QSocketNotifier::Read);
    make(m_write, QSocketNotifier::Write);
}

void Connection::close()
{
    m_open = false;
    m_connection.reset();
    watchSocket();
    resume(Waited::Closed);
}

Error Connection::lost(Waited waited)
{
    switch (waited) {
    case Waited::Closed:
        return {ErrorKind::Cancelled, tr("连接已关闭")};
    case Waited::Silent:
        close();
        return {ErrorKind::Connection, tr("数据库 %1 秒没有回应").arg(silenceLimit.count() / 1000)};
    case Waited::Ready:
        break;
    }
    const Error error = errorFromResult(nullptr, PQerrorMessage(m_connection.get()));
    close();
    return error;
}

QCoro::Task<Result<void>> Connection::open(Settings settings)
{
    close();
    m_connection.reset(PQconnectStart(settings.connectionString().constData()));
    if (!m_connection || PQstatus(m_connection.get()) == CONNECTION_BAD)
        co_return std::unexpected(lost(Waited::Ready));
    logNotices(m_connection.get());
    PostgresPollingStatusType polled = PGRES_POLLING_WRITING;
    while (polled != PGRES_POLLING_OK) {
        watchSocket();
        if (!m_read)
            co_return std::unexpected(lost(Waited::Ready));
        // While connecting, libpq waits for exactly one of the two.
        const bool forWrite = polled == PGRES_POLLING_WRITING;
        const Waited waited = co_await SocketWait{*this, !forWrite, forWrite};
        if (waited != Waited::Ready)
            co_return std::unexpected(lost(waited));
        polled = PQconnectPoll(m_connection.get());
        if (polled == PGRES_POLLING_FAILED)
            co_return std::unexpected(lost(Waited::Ready));
    }
    watchSocket();
    PQsetnonblocking(m_connection.get(), 1);
    m_open = true;
    co_return Result<void>();
}

QCoro::Task<Result<void>> Connection::flush()
{
    while (const int left = PQflush(m_connection.get())) {
        if (left < 0)
            co_return std::unexpected(lost(Waited::Ready));
        const Waited waited = co_await SocketWait{*this, true, true};
        if (waited != Waited::Ready)
            co_return std::unexpected(lost(waited));
        // A server that sends while we do must be read, or both sides wait for ever.
        if (!PQconsumeInput(m_connection.get()))
            co_return std::unexpected(lost(Waited::Ready));
    }
    co_return Result<void>();
}

QCoro::Task<Result<ResultSet>> Connection::query(QByteArray sql, Parameters parameters)
{
    if (!m_open)
        co_return failure(ErrorKind::Connection, tr("没有连接到数据库"));
    const std::vector<const char *> values = parameters.pointers();
    if (!PQsendQueryParams(
            m_connection.get(), sql.constData(), parameters.size(), nullptr, values.data(), nullptr, nullptr, 1))
        co_return std::unexpected(lost(Waited::Ready));
    if (auto flushed = co_await flush(); !flushed)
        co_return std::unexpected(flushed.error());
    std::optional<Result<ResultSet>> answer;
    while (true) {
        while (PQisBusy(m_connection.get())) {
            const Waited waited = co_await SocketWait{*this, true, false};
            if (waited != Waited::Ready)
                co_return std::unexpected(lost(waited));
            if (!PQconsumeInput(m_connection.get()))
                co_return std::unexpected(lost(Waited::Ready));
        }
        PGresult *raw = PQgetResult(m_connection.get());
        if (!raw)
            break;
        ResultSet result(raw);
        switch (PQresultStatus(raw)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
            answer = std::move(result);
            break;
        default:
            answer = std::unexpected(errorFromResult(raw, PQerrorMessage(m_connection.get())));
        }
    }
    if (PQstatus(m_connection.get()) == CONNECTION_BAD) {
        Error error = errorFromResult(nullptr, PQerrorMessage(m_connection.get()));
        if (answer && !*answer)
            error = answer->error();
        close();
        co_return std::unexpected(error);
    }
    if (!answer)
        co_return failure(ErrorKind::Database, tr("数据库没有给出结果"));
    co_return std::move(*answer);
}

QCoro::Task<Result<void>> Connection::pipeline(
    std::vector<Statement> statements, std::function<void(std::size_t, ResultSet &&)> sink)
{
    for (std::size_t i = 0; i < statements.size(); ++i) {
        auto rows = co_await query(statements[i].sql, statements[i].parameters);
        if (!rows)
            co_return std::unexpected(rows.error());
        sink(i, std::move(*rows));
    }
    co_return Result<void>();
}

QCoro::Task<Result<Connection::Woken>> Connection::wait(std::chrono::milliseconds atMost)
{
    if (!m_open)
        co_return failure(ErrorKind::Connection, tr("没有连接到数据库"));
    m_silence.setInterval(atMost);
    const Waited waited = co_await SocketWait{*this, true, false};
    m_silence.setInterval(silenceLimit);
    if (waited == Waited::Silent)
        co_return Woken::Timeout;
    if (waited != Waited::Ready || !PQconsumeInput(m_connection.get()))
        co_return std::unexpected(lost(waited));
    bool notified = false;
    while (PGnotify *notify = PQnotifies(m_connection.get())) {
        PQfreemem(notify);
        notified = true;
    }
    co_return notified ? Woken::Notified : Woken::Timeout;
}

} // namespace wuquan::postgres
