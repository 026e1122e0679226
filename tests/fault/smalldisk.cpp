// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/smalldisk.h"

#include "data/server/datafolder.h"
#include "data/server/filedescriptor.h"

#include <QDir>
#include <QFile>

#include <sched.h>
#include <sys/mount.h>

using namespace Qt::StringLiterals;

namespace wuquan::fault {

SmallDisk::SmallDisk()
    : m_folder(QDir::tempPath() + u"/wuquan-disk-XXXXXX"_s)
{
}

Result<std::unique_ptr<SmallDisk>> SmallDisk::make(int megabytes)
{
    const auto account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    std::unique_ptr<SmallDisk> disk(new SmallDisk);
    const QByteArray folder = QFile::encodeName(disk->folder());
    const QByteArray size = "mode=0700,size=" + QByteArray::number(megabytes) + 'm';
    // Mounts of ours are nobody else's.
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
        || mount("tmpfs", folder.constData(), "tmpfs", MS_NOSUID | MS_NODEV, size.constData()) != 0)
        return failure(ErrorKind::Refused, systemFailure(disk->folder()).error().message);
    disk->m_mounted = true;
    if (account->differs && chown(folder.constData(), account->user, account->group) != 0)
        return systemFailure(disk->folder());
    return disk;
}

SmallDisk::~SmallDisk()
{
    if (m_mounted)
        umount2(QFile::encodeName(folder()).constData(), MNT_DETACH);
}

} // namespace wuquan::fault
