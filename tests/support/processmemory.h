// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cstdint>

namespace wuquan {

/// A number from /proc/PROCESS/status, such as "Threads" or, in kB, "VmRSS"; −1 when it is not told.
inline std::int64_t statusNumber(const QByteArray &name, const QString &process = QStringLiteral("self"))
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

/// A size of this process, such as "VmRSS"; negative when it is not told.
inline std::int64_t statusBytes(const QByteArray &name)
{
    return statusNumber(name) * 1024;
}

/// What this process has in memory at present.
inline std::int64_t residentBytes()
{
    return statusBytes("VmRSS");
}

/// The most it had since the last forgetPeak().
inline std::int64_t peakResidentBytes()
{
    return statusBytes("VmHWM");
}

/// Lets the peak be counted anew; false where the system does not allow it.
inline bool forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

/// How many descriptors a process has open.
inline int openDescriptors(const QString &process = QStringLiteral("self"))
{
    return int(QDir(QStringLiteral("/proc/%1/fd").arg(process))
            .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
            .size());
}

} // namespace wuquan
