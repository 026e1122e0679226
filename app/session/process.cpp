// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/process.h"

#include <QByteArray>
#include <QFile>

#include <ctime>
#include <malloc.h>
#include <unistd.h>

namespace wuquan {

std::chrono::milliseconds timeSinceProcessStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    // The name in parentheses may hold blanks; starttime is the 22nd field (proc(5)), the 20th behind it.
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20)
        return {};
    const std::int64_t ticks = fields[19].toLongLong();
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - ticks * 1000 / sysconf(_SC_CLK_TCK));
}

ResidentMemory residentMemory()
{
    ResidentMemory memory;
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return memory;
    for (const QByteArray &line : status.readAll().split('\n')) {
        const auto bytes = [&line] { return line.simplified().split(' ').value(1).toLongLong() * 1024; };
        if (line.startsWith("VmRSS:"))
            memory.now = bytes();
        else if (line.startsWith("VmHWM:"))
            memory.peak = bytes();
    }
    return memory;
}

void returnFreedBlocks()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1'000'000);
#endif
}

} // namespace wuquan
