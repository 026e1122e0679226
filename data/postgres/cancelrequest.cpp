// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/cancelrequest.h"

#include "data/core/log.h"

#include <QAbstractEventDispatcher>
#include <QTimer>

#include <libpq-fe.h>

#include <chrono>

#include <poll.h>

namespace wuquan::postgres {

namespace {

constexpr std::chrono::seconds patience{5};

bool isReady(int socket, bool forRead)
{
    pollfd look{socket, short(forRead ? POLLIN : POLLOUT), 0};
    return ::poll(&look, 1, 0) > 0;
}

} // namespace

void CancelRequest::Finish::operator()(pg_cancel_conn *request) const
{
    PQcancelFinish(request);
}

CancelRequest *CancelRequest::send(pg_conn *connection)
{
    auto *request = new CancelRequest(connection); // its parent, the event loop, deletes it at the latest
    if (!PQcancelStart(request->m_request.get()))
        request->end();
    else if (isReady(PQcancelSocket(request->m_request.get()), false))
        request->advance(); // to a local server the whole request leaves at once, even if the event loop ends now
    else
        request->watch(false);
    return request;
}

CancelRequest::CancelRequest(pg_conn *connection)
    : QObject(QAbstractEventDispatcher::instance())
    , m_request(PQcancelCreate(connection))
{
    QTimer::singleShot(patience, this, [this] { end(); });
}

CancelRequest::~CancelRequest() = default;

void CancelRequest::advance()
{
    while (true) {
        const PostgresPollingStatusType polled = PQcancelPoll(m_request.get());
        if (polled != PGRES_POLLING_READING && polled != PGRES_POLLING_WRITING) {
            end();
            return;
        }
        const bool forRead = polled == PGRES_POLLING_READING;
        if (!isReady(PQcancelSocket(m_request.get()), forRead)) {
            watch(forRead);
            return;
        }
    }
}

void CancelRequest::watch(bool forRead)
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // it may be the one whose signal we are in
    }
    const int socket = PQcancelSocket(m_request.get());
    m_notifier = std::make_unique<QSocketNotifier>(socket, forRead ? QSocketNotifier::Read : QSocketNotifier::Write);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { advance(); });
}

void CancelRequest::end()
{
    if (!m_request)
        return;
    if (PQcancelStatus(m_request.get()) != CONNECTION_OK)
        qCInfo(logPostgres).noquote() << "could not ask the server to stop a statement:"
                                      << QString::fromUtf8(PQcancelErrorMessage(m_request.get())).trimmed();
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
    }
    m_request.reset();
    // Queued, because the connection awaits us only after send() has given us to it.
    QMetaObject::invokeMethod(this, &CancelRequest::finished, Qt::QueuedConnection);
    deleteLater();
}

} // namespace wuquan::postgres
