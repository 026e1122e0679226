// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stopsignals.h"

#include <csignal>
#include <sys/signalfd.h>

using namespace Qt::StringLiterals;

namespace wuquan {

Result<FileDescriptor> stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &signals, nullptr) != 0)
        return systemFailure(u"signals"_s);
    FileDescriptor descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
    if (!descriptor.isOpen())
        return systemFailure(u"signals"_s);
    return descriptor;
}

} // namespace wuquan
