// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/holders.h"

#include <sys/eventfd.h>

#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr std::chrono::milliseconds grace = 5s;

} // namespace

Result<std::shared_ptr<Holders>> Holders::watch(const DataFolder &folder)
{
    auto lock = FileLock::open(folder.holdersLock());
    if (!lock)
        return std::unexpected(lock.error());
    std::shared_ptr<Holders> holders(new Holders);
    holders->m_lock = std::move(*lock);
    holders->m_gone = FileDescriptor(eventfd(0, EFD_CLOEXEC));
    if (!holders->m_gone.isOpen())
        return systemFailure(u"eventfd"_s);
    std::thread([holders] { holders->wait(); }).detach();
    return holders;
}

Result<void> Holders::announce(FileLock &lock)
{
    // Holders may write at the same time: any change of the bytes will do.
    return lock.setContent(QByteArray::number(getpid()) + ' '
        + QByteArray::number(std::chrono::steady_clock::now().time_since_epoch().count()));
}

void Holders::wait()
{
    for (;;) {
        if (!m_lock.lockExclusive())
            return;
        const QByteArray lastHolder = m_lock.content();
        m_lock.unlock();
        // Nothing but the passing of time is awaited here.
        std::this_thread::sleep_for(grace);
        if (m_keep)
            return;
        // Somebody may have come and gone meanwhile.
        if (m_lock.tryExclusive() && m_lock.content() == lastHolder) {
            eventfd_write(m_gone.get(), 1);
            return;
        }
        m_lock.unlock();
    }
}

} // namespace wuquan
