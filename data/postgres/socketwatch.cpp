// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/socketwatch.h"

#include <utility>

namespace wuquan::postgres {

SocketWatch::SocketWatch(QObject *parent)
    : QObject(parent)
    , m_timer(this) // so that it moves to the data thread with us
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { wake(Woke::Late); });
}

// The notifiers may be the ones whose signal we are in, so they are deleted later.
void SocketWatch::watch(int socket)
{
    const auto make = [this, socket](std::unique_ptr<QSocketNotifier> &notifier, QSocketNotifier::Type type) {
        if (QSocketNotifier *old = notifier.release()) {
            old->setEnabled(false);
            old->deleteLater();
        }
        if (socket < 0)
            return;
        notifier = std::make_unique<QSocketNotifier>(type);
        notifier->setSocket(socket);
        connect(notifier.get(), &QSocketNotifier::activated, this, [this] { wake(Woke::Ready); });
    };
    make(m_read, QSocketNotifier::Read);
    make(m_write, QSocketNotifier::Write);
}

void SocketWatch::suspend(std::coroutine_handle<> handle, Awaiter &awaiter)
{
    Q_ASSERT(!m_waiting);
    m_waiting = handle;
    m_awaiter = &awaiter;
    if (m_read) {
        m_read->setEnabled(awaiter.m_interest.read);
        m_write->setEnabled(awaiter.m_interest.write);
    }
    m_timer.start(awaiter.m_atMost);
}

void SocketWatch::wake(Woke woke)
{
    if (!m_waiting)
        return;
    if (m_read) {
        m_read->setEnabled(false);
        m_write->setEnabled(false);
    }
    m_timer.stop();
    beginTurn();
    std::exchange(m_awaiter, nullptr)->m_woke = woke;
    std::exchange(m_waiting, {}).resume();
}

} // namespace wuquan::postgres
