// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cstdint>

namespace wuquan {

/// A size from /proc/self/status, such as "VmRSS"; −1 when it is not told.
inline std::int64_t statusBytes(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return -1;
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

/// How many descriptors this process has open.
inline int openDescriptors()
{
    return int(
        QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

} // namespace wuquan
