// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/supervisorlink.h"

#include "data/postgres/session.h"
#include "data/server/postmaster.h"
#include "data/server/supervisor.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <vector>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

// The supervisor brings a dead server back within its start timeout.
constexpr auto comebackTimeout = 5min;
constexpr qint64 logLimit = 1'000'000;

/// wuquanctl, which holds the supervisor: beside this program, as installed or as in the build folder.
Result<QByteArray> supervisorProgram()
{
    const QString own = QFileInfo(QFile::symLinkTarget(u"/proc/self/exe"_s)).path();
    for (const auto &place : {u"/wuquanctl"_s, u"/../app/wuquanctl"_s}) {
        if (QFileInfo(own + place).isExecutable())
            return QFile::encodeName(QFileInfo(own + place).canonicalFilePath());
    }
    if (const QString found = QStandardPaths::findExecutable(u"wuquanctl"_s); !found.isEmpty())
        return QFile::encodeName(found);
    return failure(
        ErrorKind::Io, u"the program wuquanctl, which runs the embedded database, is not beside %1"_s.arg(own));
}

class SpawnActions {
public:
    SpawnActions() { posix_spawn_file_actions_init(&m_actions); }
    SpawnActions(const SpawnActions &) = delete;
    SpawnActions &operator=(const SpawnActions &) = delete;
    ~SpawnActions() { posix_spawn_file_actions_destroy(&m_actions); }
    posix_spawn_file_actions_t *get() { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions;
};

class SpawnAttributes {
public:
    /// Signals as at the start of any program, whatever ours does with them.
    SpawnAttributes()
    {
        posix_spawnattr_init(&m_attributes);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&m_attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&m_attributes, &signals);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnAttributes(const SpawnAttributes &) = delete;
    SpawnAttributes &operator=(const SpawnAttributes &) = delete;
    ~SpawnAttributes() { posix_spawnattr_destroy(&m_attributes); }
    posix_spawnattr_t *get() { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes;
};

QByteArray supervisorLog(const DataFolder &folder)
{
    const QString path = folder.serverFolder() + u"/supervisor.log"_s;
    if (QFileInfo(path).size() > logLimit) {
        QFile::remove(path + u".1"_s);
        QFile::rename(path, path + u".1"_s);
    }
    return QFile::encodeName(path);
}

Result<QByteArray> readAll(const FileDescriptor &file)
{
    QByteArray content;
    char bytes[4096];
    for (;;) {
        const ssize_t length = read(file.get(), bytes, sizeof bytes);
        if (length == 0)
            return content;
        if (length > 0)
            content.append(bytes, length);
        else if (errno != EINTR)
            return systemFailure(u"pipe"_s);
    }
}

/// Starts a supervisor, which takes the start lock over, and waits for what it says.
Result<bool> startSupervisor(const DataFolder &folder, const FileLock &startLock)
{
    auto program = supervisorProgram();
    if (!program)
        return std::unexpected(program.error());
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return systemFailure(u"pipe"_s);
    const FileDescriptor answer(ends[0]);
    // Above the numbers they get in the supervisor, so that none overwrites another on its way there.
    FileDescriptor channel(fcntl(ends[1], F_DUPFD_CLOEXEC, 10));
    FileDescriptor(ends[1]).close();
    FileDescriptor lock(fcntl(startLock.descriptor(), F_DUPFD_CLOEXEC, 10));

    SpawnActions actions;
    const QByteArray log = supervisorLog(folder);
    posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(
        actions.get(), 1, log.constData(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    posix_spawn_file_actions_adddup2(actions.get(), 1, 2);
    posix_spawn_file_actions_adddup2(actions.get(), lock.get(), supervisorStartLock);
    posix_spawn_file_actions_adddup2(actions.get(), channel.get(), supervisorReply);
    posix_spawn_file_actions_addclosefrom_np(actions.get(), supervisorReply + 1);
    SpawnAttributes attributes;
    QByteArray path = QFile::encodeName(folder.path());
    QByteArray command = "supervise";
    char *const arguments[] = {program->data(), command.data(), path.data(), nullptr};
    QByteArray logging = "QT_FORCE_STDERR_LOGGING=1";
    std::vector<char *> environment{logging.data()};
    for (char **variable = environ; *variable; ++variable)
        environment.push_back(*variable);
    environment.push_back(nullptr);
    pid_t child = 0;
    if (const int code
        = posix_spawn(&child, program->constData(), actions.get(), attributes.get(), arguments, environment.data());
        code != 0) {
        errno = code;
        return systemFailure(u"the supervisor of %1 could not be started"_s.arg(folder.path()));
    }
    channel.close();
    // It forks away at once, so that it is nobody's child.
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) { }
    const auto reply = readAll(answer);
    if (!reply)
        return std::unexpected(reply.error());
    if (*reply == "new" || *reply == "ready")
        return *reply == "new";
    const qsizetype blank = reply->indexOf(' ');
    if (blank < 0)
        return failure(
            ErrorKind::Io, u"the supervisor of %1 died; its supervisor.log may say why"_s.arg(folder.serverFolder()));
    return failure(ErrorKind(reply->first(blank).toInt()), QString::fromUtf8(reply->sliced(blank + 1)));
}

bool acceptsConnections(const DataFolder &folder)
{
    // Not our own database: somebody who was interrupted while making it anew may have left none.
    const auto settings = clusterSettings(folder, u"postgres"_s);
    return settings && postgres::Session::open(*settings);
}

/// Only under the start lock: trying the supervisor's lock would be in the way of one that starts.
SupervisorState stateUnderStartLock(const DataFolder &folder)
{
    SupervisorState state;
    auto lock = FileLock::open(folder.supervisorLock());
    if (!lock || lock->tryShared())
        return state;
    auto process = ProcessHandle::open(lock->content().toInt());
    // Still held after the process was opened: so that was it.
    state.isAlive = !lock->tryShared();
    if (state.isAlive)
        state.process = std::move(process);
    return state;
}

} // namespace

SupervisorState supervisorOf(const DataFolder &folder)
{
    if (!QFile::exists(folder.supervisorLock()))
        return {};
    auto startLock = FileLock::open(folder.startLock());
    if (!startLock || !startLock->lockShared())
        return {};
    return stateUnderStartLock(folder);
}

Result<bool> ensureServer(const DataFolder &folder)
{
    auto startLock = FileLock::open(folder.startLock());
    if (!startLock)
        return std::unexpected(startLock.error());
    if (const auto locked = startLock->lockExclusive(); !locked)
        return std::unexpected(locked.error());
    const auto deadline = std::chrono::steady_clock::now() + comebackTimeout;
    while (std::chrono::steady_clock::now() < deadline) {
        const SupervisorState supervisor = stateUnderStartLock(folder);
        if (!supervisor.isAlive)
            return startSupervisor(folder, *startLock);
        auto watch = PostmasterNoteWatch::open(folder);
        if (acceptsConnections(folder))
            return false;
        if (!watch)
            return std::unexpected(watch.error());
        if (!supervisor.process)
            return failure(ErrorKind::Refused, u"%1 is used from another container"_s.arg(folder.serverFolder()));
        // The server has died and is being brought back.
        watch->waitForChange(*supervisor.process, 1s);
    }
    return failure(ErrorKind::Io, u"the database server of %1 did not come back"_s.arg(folder.serverFolder()));
}

} // namespace wuquan
