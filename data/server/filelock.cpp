// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/filelock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

bool flockUninterrupted(int descriptor, int operation)
{
    int outcome;
    do
        outcome = flock(descriptor, operation);
    while (outcome != 0 && errno == EINTR);
    return outcome == 0;
}

} // namespace

Result<FileLock> FileLock::open(const QString &path)
{
    // As root the folder belongs to another account: never follow a link it may have put there.
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return systemFailure(path);
    return FileLock(std::move(file));
}

Result<void> FileLock::lockShared()
{
    if (!flockUninterrupted(m_file.get(), LOCK_SH))
        return systemFailure(u"flock"_s);
    return {};
}

Result<void> FileLock::lockExclusive()
{
    if (!flockUninterrupted(m_file.get(), LOCK_EX))
        return systemFailure(u"flock"_s);
    return {};
}

bool FileLock::tryShared()
{
    return flockUninterrupted(m_file.get(), LOCK_SH | LOCK_NB);
}

bool FileLock::tryExclusive()
{
    return flockUninterrupted(m_file.get(), LOCK_EX | LOCK_NB);
}

void FileLock::unlock()
{
    flockUninterrupted(m_file.get(), LOCK_UN);
}

QByteArray FileLock::content() const
{
    char bytes[256];
    const ssize_t length = pread(m_file.get(), bytes, sizeof bytes, 0);
    return length > 0 ? QByteArray(bytes, length) : QByteArray();
}

Result<void> FileLock::setContent(const QByteArray &content)
{
    if (ftruncate(m_file.get(), 0) != 0
        || pwrite(m_file.get(), content.constData(), size_t(content.size()), 0) != content.size())
        return systemFailure(u"lock file"_s);
    return {};
}

} // namespace wuquan
