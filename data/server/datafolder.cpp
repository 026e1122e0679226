// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/datafolder.h"

#include "data/server/filedescriptor.h"
#include "data/server/filelock.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <cstdlib>
#include <filesystem>

#include <pwd.h>
#include <sys/stat.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

// PostgreSQL's name for the socket of port 5432.
constexpr auto socketName = "/.s.PGSQL.5432"_L1;

bool mayEnter(const struct stat &folder, const ServerAccount &account)
{
    const mode_t needed = folder.st_uid == account.user ? S_IXUSR : folder.st_gid == account.group ? S_IXGRP : S_IXOTH;
    return (folder.st_mode & needed) != 0;
}

/// The first folder on the way down to path that the account may not enter; empty when it may enter all.
QString barrier(const QString &path, const ServerAccount &account)
{
    QString part;
    const QStringList names = path.split(u'/', Qt::SkipEmptyParts);
    for (const QString &name : names) {
        part += u'/' + name;
        struct stat status{};
        if (stat(QFile::encodeName(part).constData(), &status) == 0 && !mayEnter(status, account))
            return part;
    }
    return {};
}

bool isPrivate(const QString &folder, const ServerAccount &account)
{
    struct stat status{};
    return lstat(QFile::encodeName(folder).constData(), &status) == 0 && S_ISDIR(status.st_mode)
        && status.st_uid == account.user && (status.st_mode & 0777) == 0700;
}

Result<void> giveTo(const QString &folder, const ServerAccount &account)
{
    const QByteArray name = QFile::encodeName(folder);
    if (account.differs && chown(name.constData(), account.user, account.group) != 0)
        return systemFailure(folder);
    if (chmod(name.constData(), 0700) != 0)
        return systemFailure(folder);
    return {};
}

/// Whether only root can have put a folder into that one.
bool isRootsOwn(const QString &folder)
{
    struct stat status{};
    return stat(QFile::encodeName(folder).constData(), &status) == 0 && status.st_uid == 0
        && (status.st_mode & 022) == 0;
}

bool isServerRunning(const QString &folder)
{
    auto lock = FileLock::open(folder + u"/server.lock"_s);
    return !lock || !lock->tryExclusive();
}

Result<void> giveAllTo(const QString &folder, const ServerAccount &account)
{
    std::error_code error;
    // Links are not followed, and given away themselves.
    for (std::filesystem::recursive_directory_iterator at(QFile::encodeName(folder).toStdString(), error), end;
        !error && at != end; at.increment(error)) {
        if (lchown(at->path().c_str(), account.user, account.group) != 0)
            return systemFailure(QFile::decodeName(at->path().c_str()));
    }
    if (error)
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(folder, QString::fromStdString(error.message())));
    return giveTo(folder, account);
}

Result<void> makeServerFolder(const QString &folder, const ServerAccount &account)
{
    const QByteArray name = QFile::encodeName(folder);
    struct stat status{};
    if (mkdir(name.constData(), 0700) == 0)
        return giveTo(folder, account);
    if (errno != EEXIST)
        return systemFailure(folder);
    if (lstat(name.constData(), &status) != 0)
        return systemFailure(folder);
    if (!S_ISDIR(status.st_mode))
        return failure(ErrorKind::Io, u"%1 is not a folder"_s.arg(folder));
    // Root may have been interrupted between making the folder and giving it away.
    if (account.differs && status.st_uid == 0)
        return giveTo(folder, account);
    // User postgres may have another number than in the root or system that made it.
    if (account.differs && status.st_uid != account.user && isRootsOwn(QFileInfo(folder).path())
        && !isServerRunning(folder))
        return giveAllTo(folder, account);
    if (status.st_uid != account.user)
        return failure(
            ErrorKind::Refused, u"%1 belongs to another user; choose a folder of your own with --data"_s.arg(folder));
    if ((status.st_mode & 077) != 0)
        return giveTo(folder, account);
    return {};
}

} // namespace

Result<ServerAccount> ServerAccount::present()
{
    if (geteuid() != 0)
        return ServerAccount{geteuid(), getegid(), false};
    const passwd *entry = getpwnam("postgres");
    if (!entry)
        return failure(ErrorKind::Refused,
            u"PostgreSQL does not run as root and there is no user postgres; install the package postgresql"_s);
    return ServerAccount{entry->pw_uid, entry->pw_gid, true};
}

QString DataFolder::location(const QString &given)
{
    if (!given.isEmpty())
        return QDir(given).absolutePath();
    if (const QString set = qEnvironmentVariable("WUQUAN_DATA"); !set.isEmpty())
        return QDir(set).absolutePath();
    if (geteuid() == 0)
        return u"/var/lib/wuquan"_s;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/wuquan"_s;
}

Result<DataFolder> DataFolder::prepare(const QString &path)
{
    DataFolder folder(path);
    const Result<ServerAccount> account = ServerAccount::present();
    if (!account)
        return std::unexpected(account.error());
    const QDir parent = QFileInfo(folder.m_path).dir();
    if (!QDir().mkpath(parent.path()))
        return failure(ErrorKind::Io, u"%1 could not be made; choose another folder with --data"_s.arg(parent.path()));
    if (mkdir(QFile::encodeName(folder.m_path).constData(), 0755) != 0 && errno != EEXIST)
        return systemFailure(folder.m_path);
    if (account->differs) {
        // An empty folder that only root may enter, such as a temporary one, is given to the server's account.
        struct stat status{};
        if (stat(QFile::encodeName(folder.m_path).constData(), &status) == 0 && !mayEnter(status, *account)
            && QDir(folder.m_path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
            if (const auto given = giveTo(folder.m_path, *account); !given)
                return std::unexpected(given.error());
        }
        if (const QString closed = barrier(folder.m_path, *account); !closed.isEmpty())
            return failure(ErrorKind::Refused,
                u"user postgres, as which the database server runs, may not enter %1; choose another folder with --data"_s
                    .arg(closed));
    }
    if (const auto made = makeServerFolder(folder.serverFolder(), *account); !made)
        return std::unexpected(made.error());
    if (access(QFile::encodeName(folder.serverFolder()).constData(), W_OK | X_OK) != 0)
        return systemFailure(folder.serverFolder());
    return folder;
}

DataFolder::DataFolder(const QString &path)
    : m_path(QDir(path).absolutePath())
{
}

QString DataFolder::serverFolder() const
{
    return m_path + u"/server"_s;
}

QString DataFolder::clusterFolder() const
{
    return serverFolder() + u"/cluster"_s;
}

QString DataFolder::logFolder() const
{
    return serverFolder() + u"/log"_s;
}

QString DataFolder::holdersLock() const
{
    return serverFolder() + u"/holders.lock"_s;
}

QString DataFolder::startLock() const
{
    return serverFolder() + u"/start.lock"_s;
}

QString DataFolder::supervisorLock() const
{
    return serverFolder() + u"/supervisor.lock"_s;
}

QString DataFolder::serverLock() const
{
    return serverFolder() + u"/server.lock"_s;
}

QString DataFolder::socketFolderNote() const
{
    return serverFolder() + u"/socket-folder"_s;
}

bool DataFolder::fitsSocket() const
{
    const QByteArray path = QFile::encodeName(serverFolder() + socketName);
    // Commas and quotes would mean a list of folders to the server and of hosts to libpq.
    return path.size() < qsizetype(sizeof(sockaddr_un::sun_path)) && !path.contains(',') && !path.contains('"');
}

Result<QString> DataFolder::socketFolder() const
{
    if (fitsSocket())
        return serverFolder();
    QFile note(socketFolderNote());
    if (!note.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(note.fileName(), note.errorString()));
    return QFile::decodeName(note.readAll());
}

Result<QString> DataFolder::makeSocketFolder(const ServerAccount &account) const
{
    if (fitsSocket())
        return serverFolder();
    // The same one again after a crash, because programs that are running know it.
    if (const auto noted = socketFolder(); noted && isPrivate(*noted, account))
        return noted;
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    const bool useRuntime = !account.differs && !runtime.isEmpty() && runtime.size() < 60
        && access(runtime.constData(), W_OK | X_OK) == 0;
    // mkdtemp makes the folder new, ours and 0700, so nobody can have put one there before.
    QByteArray name = (useRuntime ? runtime : QByteArray("/tmp")) + "/wuquan-XXXXXX";
    if (!mkdtemp(name.data()))
        return systemFailure(QFile::decodeName(name));
    if (const auto given = giveTo(QFile::decodeName(name), account); !given)
        return std::unexpected(given.error());
    QSaveFile note(socketFolderNote());
    if (!note.open(QIODevice::WriteOnly) || note.write(name) != name.size() || !note.commit())
        return failure(ErrorKind::Io, u"%1: %2"_s.arg(note.fileName(), note.errorString()));
    return QFile::decodeName(name);
}

void DataFolder::removeSocketFolder() const
{
    if (fitsSocket())
        return;
    if (const auto folder = socketFolder()) {
        const QByteArray path = QFile::encodeName(*folder);
        unlink((path + "/.s.PGSQL.5432").constData());
        unlink((path + "/.s.PGSQL.5432.lock").constData());
        rmdir(path.constData());
        QFile::remove(socketFolderNote());
    }
}

} // namespace wuquan
