// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/connection.h"

#include "data/postgres/connectionuse.h"
#include "data/postgres/notice.h"

#include <libpq-fe.h>

#include <QRegularExpression>

#include <algorithm>
#include <utility>

#include <poll.h>

using namespace Qt::StringLiterals;

namespace wuquan::postgres {

namespace {

/// What libpq says of a failed connection, asked to name the SQLSTATE, as our error: the state is taken out of the
/// text, and the line with the place in the server's source left out.
Error errorFromConnecting(const char *text)
{
    static const QRegularExpression state(u":  ([0-9A-Z]{5}): "_s);
    static const QRegularExpression place(u"\\n[^\\n]*, \\w+\\.c:\\d+$"_s, QRegularExpression::MultilineOption);
    QString message = QString::fromUtf8(text).trimmed();
    message.remove(place);
    const QRegularExpressionMatch match = state.match(message);
    if (match.hasMatch())
        message.replace(match.capturedStart(), match.capturedLength(), u": "_s);
    return {ErrorKind::Connection, message.simplified(), match.captured(1).toLatin1()};
}

constexpr std::chrono::milliseconds cancelInterval{500}; ///< between two requests to stop a statement

} // namespace

void Connection::Close::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Connection::Connection(QObject *parent)
    : QObject(parent)
    , m_watch(this)
    , m_cancelAgain(this)
{
    m_cancelAgain.setInterval(cancelInterval);
    connect(&m_cancelAgain, &QTimer::timeout, this, &Connection::cancelAgain);
}

Connection::~Connection()
{
    close();
}

std::optional<Error> Connection::refusal() const
{
    if (m_inUse)
        return Error{ErrorKind::Refused, tr("数据库连接正被使用")};
    if (!m_open)
        return Error{ErrorKind::Connection, tr("没有连接到数据库")};
    return std::nullopt;
}

void Connection::drop()
{
    m_open = false;
    m_running = false;
    m_watch.watch(-1); // before its socket goes
    m_connection.reset();
    m_prepared = {};
}

void Connection::close()
{
    if (m_running && !m_cancelled && m_connection)
        CancelRequest::send(m_connection.get());
    drop();
    m_watch.wake(SocketWatch::Woke::Closed);
}

void Connection::cancel()
{
    if (!m_running || m_cancelled || !m_connection)
        return;
    m_cancelled = true;
    m_cancel = CancelRequest::send(m_connection.get());
    m_cancelAgain.start();
}

/// A request that comes before the statement has begun is forgotten by the server.
void Connection::cancelAgain()
{
    if (!m_running || !m_cancelled || !m_connection)
        m_cancelAgain.stop();
    else if (!m_cancel || m_cancel->isHeard())
        m_cancel = CancelRequest::send(m_connection.get());
}

Error Connection::lost()
{
    Error error = m_farewell ? *m_farewell : errorFromResult(nullptr, PQerrorMessage(m_connection.get()));
    error.kind = ErrorKind::Connection;
    drop();
    return error;
}

Error Connection::ended(SocketWatch::Woke woke)
{
    if (woke == SocketWatch::Woke::Closed || !m_connection)
        return {ErrorKind::Cancelled, tr("连接已关闭")};
    close();
    return {ErrorKind::Connection, tr("数据库 %1 秒没有回应").arg(double(m_silenceLimit.count()) / 1000)};
}

QCoro::Task<Result<void>> Connection::open(Settings settings)
{
    close();
    if (m_inUse)
        co_return std::unexpected(*refusal());
    const Use use(m_inUse);
    const HostPlan plan = planHosts(settings);
    QStringList reasons;
    QByteArray sqlState;
    for (const HostAttempt &attempt : plan.attempts) {
        const Result<void> opened = co_await openHost(settings, attempt, plan.limit);
        if (opened)
            co_return opened;
        if (opened.error().kind == ErrorKind::Cancelled)
            co_return opened;
        reasons += opened.error().message;
        if (!opened.error().sqlState.isEmpty())
            sqlState = opened.error().sqlState;
        // The next server would say the same, and count a failed login.
        if (sqlState.startsWith("28") || sqlState.startsWith("3D"))
            break;
    }
    co_return failure(ErrorKind::Connection, reasons.join(u'\n'), sqlState);
}

QCoro::Task<Result<void>> Connection::openHost(
    const Settings &settings, HostAttempt attempt, std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const auto failed = [this] {
        const Error error = errorFromConnecting(PQerrorMessage(m_connection.get()));
        drop();
        return std::unexpected(error);
    };
    m_connection.reset(startConnecting(settings, attempt));
    PGconn *connection = m_connection.get();
    if (PQstatus(connection) == CONNECTION_BAD)
        co_return failed();
    m_farewell.reset();
    PQsetNoticeReceiver(connection, &Connection::receiveNotice, this);
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE); // libpq tells the SQLSTATE of a failed connection nowhere else
    PostgresPollingStatusType polled = PGRES_POLLING_WRITING;
    while (polled != PGRES_POLLING_OK) {
        m_watch.watch(PQsocket(connection));
        if (!m_watch.isWatching())
            co_return failed();
        // While connecting, libpq waits for exactly one of the two.
        const SocketWatch::Interest interest{polled == PGRES_POLLING_READING, polled == PGRES_POLLING_WRITING};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        const SocketWatch::Woke woke = co_await m_watch.until(interest, std::max(left, std::chrono::milliseconds(0)));
        if (woke == SocketWatch::Woke::Closed)
            co_return std::unexpected(ended(woke));
        if (woke == SocketWatch::Woke::Late) {
            attempt.host = PQhost(connection);
            attempt.port = PQport(connection);
            drop();
            co_return failure(
                ErrorKind::Connection, tr("%1：%2 秒内没有回应").arg(attempt.description()).arg(limit.count() / 1000));
        }
        polled = PQconnectPoll(connection);
        if (polled == PGRES_POLLING_FAILED)
            co_return failed();
    }
    m_watch.watch(PQsocket(connection));
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    PQsetnonblocking(connection, 1);
    m_open = true;
    m_notified = false;
    co_return Result<void>();
}

std::optional<bool> Connection::isInRecovery() const
{
    const char *told = m_open ? PQparameterStatus(m_connection.get(), "in_hot_standby") : nullptr;
    if (!told)
        return std::nullopt;
    return QByteArrayView(told) == "on";
}

bool Connection::usedPassword() const
{
    return m_open && PQconnectionUsedPassword(m_connection.get()) != 0;
}

QString Connection::host() const
{
    return m_open ? QString::fromUtf8(PQhost(m_connection.get())) : QString();
}

// Within TLS a record can hold more than libpq's buffer had room for, and the socket tells nothing of the rest. Three
// looks take what one record left and a whole one that came meanwhile: a record has 16 kB, the buffer room for 8.
bool Connection::readInput()
{
    PGconn *connection = m_connection.get();
    const bool encrypted = PQsslInUse(connection) || PQgssEncInUse(connection);
    m_drained = !encrypted || !hasInput();
    for (int look = 0; look < (encrypted ? 3 : 1); ++look) {
        if (!PQconsumeInput(connection))
            return false;
        // Taken as they come, or libpq would keep every one of a long result.
        takeNotifications();
        // Read no further than what is taken, or libpq's buffer grows.
        if (m_running && !PQisBusy(connection)) {
            m_drained = !encrypted;
            return true;
        }
    }
    return true;
}

bool Connection::hasInput() const
{
    pollfd look{PQsocket(m_connection.get()), POLLIN, 0};
    return ::poll(&look, 1, 0) > 0;
}

void Connection::takeNotifications()
{
    while (PGnotify *notification = PQnotifies(m_connection.get())) {
        PQfreemem(notification);
        m_notified = true;
        ++m_notifications;
    }
}

QCoro::Task<Result<Connection::Woken>> Connection::wait(std::chrono::milliseconds atMost)
{
    if (const auto refused = refusal())
        co_return std::unexpected(*refused);
    const Use use(m_inUse);
    const auto deadline = std::chrono::steady_clock::now() + atMost;
    while (true) {
        if (!readInput())
            co_return std::unexpected(lost());
        if (std::exchange(m_notified, false))
            co_return Woken::Notified;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            co_return Woken::Timeout;
        if (!m_drained)
            continue;
        const SocketWatch::Woke woke = co_await m_watch.until({.read = true}, left);
        if (woke == SocketWatch::Woke::Closed)
            co_return std::unexpected(ended(woke));
    }
}

// The server tells why it ends an idle connection in a message that libpq treats as a notice.
void Connection::receiveNotice(void *connection, const pg_result *notice)
{
    logNotice(notice);
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (QByteArrayView(severity) == "FATAL" || QByteArrayView(severity) == "PANIC")
        static_cast<Connection *>(connection)->m_farewell = errorFromResult(notice, "");
}

} // namespace wuquan::postgres
