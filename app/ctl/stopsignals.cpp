// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stopsignals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

sigset_t stopSet()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Result<FileDescriptor> stopSignals()
{
    const sigset_t signals = stopSet();
    if (sigprocmask(SIG_BLOCK, &signals, nullptr) != 0)
        return systemFailure(u"signals"_s);
    FileDescriptor descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
    if (!descriptor.isOpen())
        return systemFailure(u"signals"_s);
    return descriptor;
}

void takeStopSignal(const FileDescriptor &signals)
{
    signalfd_siginfo taken;
    if (read(signals.get(), &taken, sizeof taken) != sizeof taken)
        return;
    const sigset_t all = stopSet();
    pthread_sigmask(SIG_UNBLOCK, &all, nullptr);
}

} // namespace wuquan
